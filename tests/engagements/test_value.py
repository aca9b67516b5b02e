"""Conversations on the value of a brief, and the talk with its sponsor."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, Deadline
from engagements import clock
from engagements.actions import panels, value
from engagements.models import Brief, BriefPerson, SponsorTalk, ValueConversation
from engagements.proof import proof_of
from shortlists.actions import briefs
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import (
    NOW,
    BriefPersonFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    ValueConversationFactory,
    ValueParticipantFactory,
)
from tests.notices import codes_of, subjects

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CHANGED = "Release time matters more to the board than deviations."


class Briefed:
    """A brief that is played back, with its sponsor, its leading consultant and another firm's."""

    def __init__(self, **facts: Any) -> None:
        self.brief = whole_brief(played_back=True, **facts)
        self.manager = self.brief.manager
        client = self.brief.client
        self.sponsor = ClientMemberFactory(client=client, user__full_name="Jonas Roe", title="COO")
        role = BriefPerson.Role.SPONSOR
        BriefPersonFactory(brief=self.brief, member=self.sponsor, role=role)
        self.lead, self.other = ConsultantFactory(), ConsultantFactory()
        seat = {"brief": self.brief, "opened_at": None}
        PanelSeatFactory(**seat, firm=self.lead.firm, consultant=self.lead, is_lead=True)
        PanelSeatFactory(**seat, firm=self.other.firm, consultant=self.other)

    def again(self) -> Brief:
        return Brief.objects.select_related("client", "manager__user").get(pk=self.brief.pk)

    def held(self, *, sponsor: bool = True, **facts: Any) -> value.Held:
        members = [self.manager, self.sponsor] if sponsor else [self.manager]
        said = {"held_at": NOW - HOUR, "minutes": 45, "changed": CHANGED, "members": members}
        return value.Held(**{**said, "consultants": [self.lead], **facts})

    def record(self, **facts: Any) -> ValueConversation:
        held, by = self.held(**facts), self.lead
        return value.record_conversation(self.again(), held, by=by.user, consultant=by, now=NOW)

    def ask(self) -> SponsorTalk:
        times = [NOW + DAY, NOW + 2 * DAY]
        return value.ask_for_talk(
            self.again(), why="The value.", times=times, by=self.lead, now=NOW
        )

    def page(self, who: Any, route: str = "engagements:value") -> str:
        url = reverse(route, args=[self.brief.ref])
        return str(browser_of(who.user).get(url).content.decode())


def test_a_conversation_says_who_took_part_in_which_role():
    briefed = Briefed()

    row = briefed.record()

    told = [(one.name, one.role_in_words, one.is_sponsor) for one in row.participants.all()]
    firm = briefed.lead.firm.name
    assert told == [
        (briefed.manager.user.full_name, "Hiring manager", False),
        ("Jonas Roe", "Sponsor", True),
        (briefed.lead.user.full_name, f"Consultant, {firm}", False),
    ]
    assert row.has_sponsor
    event = Activity.objects.about(briefed.brief).get(kind="brief.value_talked")
    assert event.facts == {"conversation": row.pk, "minutes": 45}
    assert "value.recorded" in codes_of(briefed.manager.user)
    assert "value.recorded" not in codes_of(briefed.lead.user)


def test_a_conversation_that_changed_the_brief_leads_to_the_difference():
    briefed = Briefed()
    brief = briefed.again()
    panels.take_back(brief, by=briefed.manager.user, now=NOW)
    Brief.objects.filter(pk=brief.pk).update(why_now="Two medicines run out in May.")
    panels.send_for_playback(briefed.again(), by=briefed.manager.user, now=NOW)

    row = briefed.record(held_at=NOW - HOUR)

    assert (row.version_before, row.version_after) == (1, 2)
    (talk,) = proof_of(briefed.again(), named=True, with_changes=True).talks
    assert [change.label for change in talk.changes] == ["Why now"]
    assert "What changed from version 1 to 2" in briefed.page(briefed.other)


def test_both_sides_have_to_take_part_and_it_has_to_have_taken_place():
    briefed = Briefed()

    with pytest.raises(value.NotRecorded, match="at least one person of the client"):
        briefed.record(members=[])
    with pytest.raises(value.NotRecorded):
        briefed.record(consultants=[])
    with pytest.raises(value.NotRecorded, match="future"):
        briefed.record(held_at=NOW + HOUR)


def test_a_record_is_corrected_by_another_one_and_never_changed():
    briefed = Briefed()
    wrong = briefed.record(sponsor=False)

    right = briefed.record(corrects=wrong)

    assert list(ValueConversation.objects.current()) == [right]
    assert proof_of(briefed.again(), named=True).has_sponsor
    with pytest.raises(value.AlreadyCorrected):
        briefed.record(corrects=wrong)
    for change in (
        lambda: ValueConversation.objects.update(minutes=5),
        lambda: right.participants.all().delete(),
        lambda: right.participants.update(is_sponsor=False),
    ):
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            change()


def test_every_reader_reads_that_the_sponsor_took_no_part():
    briefed = Briefed()
    briefed.record(sponsor=False)

    for who in (briefed.manager, briefed.lead, briefed.other):
        page = briefed.page(who, "brief")
        assert "The sponsor took no part in any of these conversations." in page
        assert CHANGED in page
    assert "Without the sponsor so far" in briefed.page(briefed.other)


def test_a_reader_who_may_not_know_the_client_reads_roles_without_names():
    briefed = Briefed(is_confidential=True, client__name="Avonmere Sterile")
    briefed.record(changed="Jonas Roe of Avonmere Sterile wants it by May.")

    (talk,) = proof_of(briefed.again(), named=False).talks

    assert talk.people == ("Hiring manager", "Sponsor", "Consultant")
    told = str(talk)
    for name in ("Jonas", "Roe", "Avonmere", briefed.manager.user.full_name):
        assert name not in told
    assert "wants it by May" in told


def test_the_lead_records_it_on_a_page_and_names_nobody_but_manager_and_sponsor():
    briefed = Briefed()
    somebody = ClientMemberFactory(client=briefed.brief.client, user__full_name="Petra Unnamed")
    url = reverse("engagements:record_value", args=[briefed.brief.ref])
    browser = browser_of(briefed.lead.user)

    page = browser.get(url).content.decode()
    assert "Jonas Roe" in page
    assert "Petra Unnamed" not in page

    typed = {
        "held_at": f"{timezone.localtime() - HOUR:%Y-%m-%dT%H:%M}",
        "minutes": "30",
        "changed": CHANGED,
        "members": [str(briefed.sponsor.ref)],
        "consultants": [str(briefed.lead.ref)],
    }
    refused = browser.post(url, {**typed, "members": [str(somebody.ref)], "minutes": "0"})
    assert refused.status_code == 422
    assert CHANGED in refused.content.decode()
    assert browser.post(url, typed).status_code == 302
    assert ValueConversation.objects.get().has_sponsor


def test_only_those_who_decide_and_the_leading_firm_record_one():
    briefed = Briefed()
    url = reverse("engagements:record_value", args=[briefed.brief.ref])

    assert browser_of(briefed.other.user).get(url).status_code == 403
    reader = ClientMemberFactory(client=briefed.brief.client)
    assert browser_of(reader.user).get(url).status_code == 403
    assert browser_of(briefed.manager.user).get(url).status_code == 200


def test_a_record_is_corrected_from_its_page_with_what_it_said():
    briefed = Briefed()
    row = ValueConversationFactory(brief=briefed.brief, changed=CHANGED)
    ValueParticipantFactory(conversation=row, member=briefed.manager)
    ValueParticipantFactory(conversation=row, member=None, consultant=briefed.lead)
    url = reverse("engagements:record_value", args=[briefed.brief.ref])

    page = browser_of(briefed.manager.user).get(f"{url}?corrects={row.ref}").content.decode()

    assert "Correct the record" in page
    assert CHANGED in page
    assert browser_of(briefed.manager.user).get(f"{url}?corrects=nothing").status_code == 404


# A talk with the sponsor


def test_a_talk_proposes_two_times_and_the_sponsor_is_waited_for():
    briefed = Briefed()

    talk = briefed.ask()

    wait = Deadline.objects.about(talk).open().get()
    assert wait.owner == briefed.sponsor.user
    assert wait.due_at == NOW + DAY
    assert "talk.asked" in codes_of(briefed.sponsor.user)
    assert "talk.asked" in codes_of(briefed.manager.user)
    with pytest.raises(value.TalkGone, match="already"):
        briefed.ask()


def test_without_a_named_sponsor_the_manager_is_waited_for():
    briefed = Briefed()
    BriefPerson.objects.all().delete()

    talk = briefed.ask()

    assert Deadline.objects.about(talk).open().get().owner == briefed.manager.user


@pytest.mark.parametrize("times", [[NOW + DAY], [NOW + DAY, NOW + DAY], [NOW - HOUR, NOW + DAY]])
def test_a_talk_needs_two_different_times_to_come(times: list[Any]):
    briefed = Briefed()

    with pytest.raises(value.TalkNotAsked):
        value.ask_for_talk(briefed.again(), why="It.", times=times, by=briefed.lead, now=NOW)


@pytest.mark.parametrize("who", ["sponsor", "manager"])
def test_sponsor_or_manager_pick_a_time(who: str):
    briefed = Briefed()
    talk = briefed.ask()
    by = getattr(briefed, who).user

    value.pick_time(talk, at=talk.second_at, by=by, now=NOW)

    talk.refresh_from_db()
    assert (talk.status, talk.picked_at) == (SponsorTalk.Status.AGREED, NOW + 2 * DAY)
    assert not Deadline.objects.about(talk).open().exists()
    assert "talk.answered" in codes_of(briefed.lead.user)


def test_a_time_that_has_passed_or_was_not_proposed_is_not_picked():
    briefed = Briefed()
    talk = briefed.ask()

    for at, now in ((NOW + HOUR, NOW), (talk.first_at, NOW + DAY)):
        with pytest.raises(value.TalkGone):
            value.pick_time(talk, at=at, by=briefed.sponsor.user, now=now)


def test_the_sponsor_says_why_neither_time_suits_and_the_firm_asks_again():
    briefed = Briefed()
    talk = briefed.ask()
    url = reverse("engagements:decline_talk", args=[talk.ref])
    browser = browser_of(briefed.sponsor.user)

    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "The board meets on both days."}).status_code == 302

    assert "The board meets on both days." in briefed.page(briefed.lead)
    briefed.ask()


def test_nobody_answers_and_the_request_ends_after_reminders():
    briefed = Briefed()
    talk = briefed.ask()

    for days in range(12):
        clock.send_reminders(NOW + days * DAY + HOUR)

    talk.refresh_from_db()
    assert talk.status == SponsorTalk.Status.LAPSED
    assert codes_of(briefed.sponsor.user).count("talk.asked") == 3
    assert codes_of(briefed.manager.user).count("talk.asked") == 2
    assert "talk.answered" in codes_of(briefed.lead.user)
    assert not Deadline.objects.about(talk).open().exists()


def test_a_cancelled_brief_ends_the_request():
    briefed = Briefed()
    talk = briefed.ask()
    by = briefed.manager.user

    briefs.cancel_brief(briefed.again(), end_reason="gone", reason="It is over.", by=by, now=NOW)

    talk.refresh_from_db()
    assert talk.status == SponsorTalk.Status.ENDED


def test_a_firm_that_does_not_lead_cannot_ask_and_nobody_else_answers():
    briefed = Briefed()
    url = reverse("engagements:ask_for_talk", args=[briefed.brief.ref])
    assert browser_of(briefed.other.user).post(url, {}).status_code == 403
    talk = briefed.ask()

    pick = reverse("engagements:pick_time", args=[talk.ref])
    reader = ClientMemberFactory(client=briefed.brief.client)
    for who in (briefed.lead, reader):
        assert browser_of(who.user).post(pick, {"at": "x"}).status_code == 403


def test_times_are_read_in_the_zone_of_the_work():
    briefed = Briefed(time_zone="America/New_York")
    now = timezone.now()
    typed = {
        "why": "What it is worth to the board.",
        "first": f"{now + 3 * DAY:%Y-%m-%d}T10:00",
        "second": f"{now + 4 * DAY:%Y-%m-%d}T10:00",
    }

    url = reverse("engagements:ask_for_talk", args=[briefed.brief.ref])
    answer = browser_of(briefed.lead.user).post(url, typed)

    assert answer.status_code == 302
    assert "10:00 E" in briefed.page(briefed.manager)
    assert len(subjects(briefed.manager.user)) == 1
