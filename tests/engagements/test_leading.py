"""Who plays a brief back: one firm after the other, within business hours, then nobody."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.models import Activity, Deadline, User
from engagements import clock
from engagements.actions import leading, panels, playbacks
from engagements.deadlines import BriefDeadline
from engagements.leads import may_go_unplayed
from engagements.models import Brief
from engagements.pack import brief_pack
from engagements.policy import can_open_unplayed
from engagements.progress import stages
from providers.models import Consultant
from ranking import actions as ranking
from shortlists.actions import briefs
from tests.browsers import browser_of
from tests.engagements.briefs import whole_brief
from tests.factories import NOW, ConsultantFactory, FirmFactory, PanelSeatFactory
from tests.notices import codes_of, notices_of, subjects
from tests.shortlists.races import at_once

WORDS = {"situation": "Nine.", "success": "None.", "hard": "", "person": "", "challenge": ""}
REASON = "The inspector comes on Monday and both firms are away."
HOUR = timedelta(hours=1)
DUE = NOW + 4 * HOUR  # 13:00 in London, where the work is


class Asked:
    """A brief that was sent to a panel of a generalist, which leads, a specialist and an RPO."""

    def __init__(self, *kinds: str, **facts: Any) -> None:
        kinds = kinds or ("generalist", "rpo", "specialist")
        self.brief = whole_brief(**facts)
        self.manager = self.brief.manager.user
        self.firms: dict[str, Consultant] = {}
        for kind in kinds:
            lead = ConsultantFactory(firm=FirmFactory(kind=kind, name=f"The {kind}"))
            PanelSeatFactory(brief=self.brief, firm=lead.firm, consultant=lead, opened_at=None)
            self.firms[kind] = lead
        self.brief.seats.filter(firm=self.firms[kinds[0]].firm).update(is_lead=True)
        if "specialist" not in kinds:
            self.firms["specialist"] = ConsultantFactory()
            seat = {"brief": self.brief, "firm": self.firms["specialist"].firm, "opened_at": None}
            PanelSeatFactory(**seat)
        panels.send_for_playback(self.brief, by=self.manager, now=NOW)

    def again(self) -> Brief:
        return Brief.objects.select_related("client", "manager__user").get(pk=self.brief.pk)

    def leads(self) -> str:
        seat = self.brief.seats.active().leading().select_related("firm").get()
        return str(seat.firm.name)

    def due(self) -> datetime | None:
        waits = Deadline.objects.about(self.brief).of_kind(BriefDeadline.PLAYBACK_WRITE).open()
        return waits.get().due_at

    def play_back(self, by: Consultant, now: datetime = NOW) -> None:
        playbacks.save_playback(self.brief, by=by, is_by_phone=False, now=now, **WORDS)
        playbacks.send_playback(self.brief, by=by, now=now)

    def let_pass(self, turns: int) -> datetime:
        """Let the time of several firms pass; return the moment after the last one."""
        moment = NOW
        for _ in range(turns):
            due = self.due()
            assert due is not None
            for minutes in (-30, -15, -5, 0):
                moment = due + timedelta(minutes=minutes)
                clock.send_reminders(moment)
        return moment


pytestmark = pytest.mark.django_db


def test_a_firm_has_four_business_hours():
    assert Asked().due() == DUE


def test_a_firm_has_an_hour_for_an_urgent_brief():
    assert Asked(urgency_reason="The director left on Friday.").due() == NOW + HOUR


def test_business_hours_are_those_of_where_the_work_is():
    asked = Asked(time_zone="America/New_York", region="")

    assert asked.due() == datetime(2026, 11, 19, 18, 0, tzinfo=UTC)  # 13:00 there


def test_a_specialist_takes_over_when_the_time_of_the_first_firm_is_over():
    asked = Asked()

    asked.let_pass(1)

    assert asked.leads() == "The specialist"
    # It has four hours of its own: 13 to 17 in London.
    assert asked.due() == datetime(2026, 11, 19, 17, 0, tzinfo=UTC)
    event = Activity.objects.about(asked.brief).get(kind="brief.playback_passed_on")
    firms = {name: consultant.firm_id for name, consultant in asked.firms.items()}
    assert event.role == "clock"
    assert event.facts == {
        "before": firms["generalist"],
        "after": firms["specialist"],
        "version": 1,
    }


def test_after_the_specialists_come_generalists_and_an_rpo_comes_last():
    asked = Asked("specialist", "rpo", "generalist")

    asked.let_pass(1)
    assert asked.leads() == "The generalist"
    asked.let_pass(1)
    assert asked.leads() == "The rpo"


def test_each_firm_and_the_manager_read_who_plays_it_back_now():
    asked = Asked()

    asked.let_pass(1)

    def last(user: User) -> str:
        notice = notices_of(user)[-1]
        return f"{notice.subject}. {notice.body}"

    assert "please play it back" in last(asked.firms["specialist"].user)
    told = last(asked.firms["generalist"].user)
    assert "Your firm had 4 business hours" in told
    assert "The specialist does it now" in told
    assert "another firm plays it back" in last(asked.firms["rpo"].user)
    assert "The generalist has not played your brief back in time" in last(asked.manager)


def test_a_firm_is_reminded_twice_and_its_administrators_are_told_before_its_time_is_over():
    asked = Asked()
    lead = asked.firms["generalist"]
    admin = ConsultantFactory(firm=lead.firm, is_admin=True).user

    clock.send_reminders(DUE - timedelta(minutes=31))
    assert codes_of(lead.user) == ["brief.playback_wanted"]
    for minutes in (30, 15, 5):
        clock.send_reminders(DUE - timedelta(minutes=minutes))

    assert codes_of(lead.user) == ["brief.playback_wanted", "brief.waits", "brief.waits"]
    assert codes_of(admin) == ["brief.stands_still"]
    assert asked.leads() == "The generalist"


def test_what_the_first_firm_wrote_is_not_what_the_next_one_sends():
    asked = Asked()
    first, second = asked.firms["generalist"], asked.firms["specialist"]
    words = WORDS | {"situation": "What the first firm wrote."}
    playbacks.save_playback(asked.brief, by=first, is_by_phone=False, now=NOW, **words)
    now = asked.let_pass(1)

    with pytest.raises(playbacks.PlaybackSent, match="Another firm plays this brief back now"):
        playbacks.save_playback(asked.brief, by=first, is_by_phone=False, now=now, **words)
    with pytest.raises(playbacks.PlaybackSent):
        playbacks.send_playback(asked.brief, by=first, now=now)
    asked.play_back(second, now=now)

    current = asked.brief.playbacks.current(asked.again()).get()
    assert (current.firm, current.situation) == (second.firm, "Nine.")
    assert asked.brief.playbacks.get(firm=first.firm).situation == "What the first firm wrote."


def test_a_playback_in_time_stays_with_its_firm():
    asked = Asked()

    asked.play_back(asked.firms["generalist"], now=NOW + HOUR)
    clock.send_reminders(DUE + HOUR)

    assert asked.leads() == "The generalist"


def test_a_playback_that_is_sent_back_has_its_time_anew():
    asked = Asked()
    asked.play_back(asked.firms["generalist"])
    playback = asked.brief.playbacks.get()

    playbacks.send_back_playback(playback, by=asked.manager, comments="More.", now=NOW + HOUR)

    assert asked.due() == NOW + 5 * HOUR


def test_a_hold_stops_the_clock():
    asked = Asked()
    by, later = asked.manager, NOW + 24 * HOUR
    briefs.hold_brief(asked.brief, reason="Wait.", review_on=later.date(), by=by, now=NOW)

    clock.send_reminders(DUE + HOUR)
    assert asked.leads() == "The generalist"

    briefs.resume_brief(asked.brief, by=by, now=later)
    assert asked.due() == DUE + 24 * HOUR


def test_the_brief_changes_and_every_firm_has_its_turn_again():
    asked = Asked()
    asked.let_pass(2)
    brief = asked.again()
    panels.take_back(brief, by=asked.manager, now=NOW)
    assert not Deadline.objects.within(brief).open().exists()

    panels.send_for_playback(asked.again(), by=asked.manager, now=NOW)

    assert not asked.brief.seats.missed().exists()


# Urgency


def test_marking_it_as_urgent_shortens_the_time_of_the_firm_that_writes():
    asked = Asked()

    leading.set_urgency(asked.brief, reason=REASON, by=asked.manager, now=NOW + HOUR)

    assert asked.due() == NOW + 2 * HOUR
    assert Activity.objects.about(asked.brief).get(kind="brief.made_urgent").written == REASON
    lead = asked.firms["generalist"].user
    assert REASON in notices_of(lead)[-1].body

    leading.set_urgency(asked.again(), reason="", by=asked.manager, now=NOW + HOUR)
    assert asked.due() == DUE


def test_urgency_never_lengthens_the_time():
    asked = Asked()

    late = DUE - timedelta(minutes=10)
    leading.set_urgency(asked.brief, reason=REASON, by=asked.manager, now=late)

    assert asked.due() == DUE


def test_the_manager_marks_it_as_urgent_on_a_page_that_wants_a_reason():
    asked = Asked()
    browser = browser_of(asked.manager)
    url = reverse("engagements:urgent", args=[asked.brief.ref])

    refused = browser.post(url, {"reason": ""})
    assert refused.status_code == 422
    assert "Say why; the firms read it." in refused.content.decode()

    browser.post(url, {"reason": REASON})
    assert asked.again().urgency_reason == REASON
    read = browser_of(asked.firms["rpo"].user).get(asked.brief.get_absolute_url())
    assert REASON in read.content.decode()
    browser.post(reverse("engagements:not_urgent", args=[asked.brief.ref]))
    assert not asked.again().is_urgent


# Without a playback


def test_the_manager_may_open_without_a_playback_once_two_firms_have_let_their_time_pass():
    asked = Asked()
    assert not can_open_unplayed(asked.manager, asked.again())
    asked.let_pass(1)
    assert not can_open_unplayed(asked.manager, asked.again())
    assert "playback.missed" not in codes_of(asked.manager)

    asked.let_pass(1)

    assert can_open_unplayed(asked.manager, asked.again())
    assert "playback.missed" in codes_of(asked.manager)
    waits = Deadline.objects.about(asked.brief).of_kind(BriefDeadline.PLAYBACK_MISSED).open()
    assert waits.get().owner == asked.manager


def test_with_one_firm_on_the_panel_its_own_turn_is_enough():
    asked = Asked("specialist")

    asked.let_pass(1)

    assert may_go_unplayed(asked.again())
    assert asked.leads() == "The specialist"
    due = asked.due()
    assert due is not None
    assert due > DUE


def test_a_brief_opened_without_a_playback_says_so_to_firms_and_interims():
    asked = Asked()
    now = asked.let_pass(2)

    ranking.open_unplayed(asked.again(), reason=REASON, by=asked.manager, now=now)

    brief = asked.again()
    assert (brief.status, brief.unplayed_reason) == (Brief.Status.OPEN, REASON)
    assert set(brief.seats.values_list("opened_at", flat=True)) == {now}
    assert not Deadline.objects.within(brief).of_kind(BriefDeadline.PLAYBACK_WRITE).open().exists()
    assert Activity.objects.about(brief).get(kind="brief.opened_unplayed").written == REASON
    assert brief_pack(brief, named=True).unplayed_reason == REASON
    firm = asked.firms["rpo"].user
    assert REASON in notices_of(firm)[-1].body
    assert REASON in browser_of(firm).get(brief.get_absolute_url()).content.decode()


def test_the_stages_of_a_brief_that_was_not_played_back_say_so():
    asked = Asked()
    now = asked.let_pass(2)
    ranking.open_unplayed(asked.again(), reason=REASON, by=asked.manager, now=now)

    labels = [step.label for step in stages(asked.again())]

    assert labels[:3] == ["Written", "Not played back", "Open to the panel"]


def test_an_interim_of_a_confidential_client_reads_the_reason_without_names():
    brief = whole_brief(is_confidential=True, client__name="Avonmere Sterile")
    brief.unplayed_reason = "Avonmere Sterile could not wait."

    told = brief_pack(brief, named=False).unplayed_reason

    assert "Avonmere" not in told
    assert "could not wait" in told


def test_the_page_that_opens_it_wants_a_reason_and_every_fixed_answer():
    asked = Asked()
    asked.let_pass(2)
    browser = browser_of(asked.manager)
    url = reverse("open_unplayed", args=[asked.brief.ref])
    assert (
        url in browser.get(reverse("engagements:playback", args=[asked.brief.ref])).content.decode()
    )

    assert browser.post(url, {"reason": "No."}).status_code == 422
    Brief.objects.filter(pk=asked.brief.pk).update(seniority=None)
    refused = browser.post(url, {"reason": REASON})
    assert refused.status_code == 422
    assert "How senior is the role?" in refused.content.decode()
    assert REASON in refused.content.decode()

    Brief.objects.filter(pk=asked.brief.pk).update(seniority=5)
    assert browser.post(url, {"reason": REASON}).status_code == 302
    assert asked.again().is_in_search


def test_a_playback_that_comes_meanwhile_is_read_first():
    asked = Asked()
    now = asked.let_pass(2)
    brief = asked.again()
    asked.play_back(asked.firms["rpo"], now=now)

    with pytest.raises(ranking.PlayedBack, match="sent its playback meanwhile"):
        ranking.open_unplayed(brief, reason=REASON, by=asked.manager, now=now)

    assert not can_open_unplayed(asked.manager, asked.again())
    waits = Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_MISSED).open()
    assert not waits.exists()


def test_the_lead_cannot_change_while_a_playback_waits_for_the_manager():
    asked = Asked()
    asked.play_back(asked.firms["generalist"])
    firms = [consultant.firm for consultant in asked.firms.values()]
    lead = asked.firms["specialist"].firm

    with pytest.raises(panels.PanelFixed, match="waits for your answer"):
        panels.set_panel(asked.again(), by=asked.manager, firms=firms, lead=lead, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_firm_sends_in_the_moment_in_which_its_time_is_over_and_one_of_the_two_counts():
    asked = Asked()
    lead = asked.firms["generalist"]
    playbacks.save_playback(asked.brief, by=lead, is_by_phone=False, now=NOW, **WORDS)

    def pass_on() -> None:
        with transaction.atomic():
            brief = leading.lock_brief(asked.brief)
            if Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_WRITE).open().exists():
                leading.pass_on(brief, now=DUE)

    def send() -> None:
        playbacks.send_playback(asked.brief, by=lead, now=DUE)

    ends = at_once(pass_on, send)

    assert ends[0] is None
    if ends[1] is None:
        assert asked.leads() == "The generalist"
        assert asked.brief.playbacks.sent().get().firm == lead.firm
    else:
        assert isinstance(ends[1], playbacks.PlaybackSent)
        assert asked.leads() == "The specialist"
        assert not asked.brief.playbacks.sent().exists()
    assert len(subjects(asked.manager)) == 1
