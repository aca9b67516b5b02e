"""The timeline of a brief: names by reader, merged lines, erased notes."""

from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Activity, ActivityNote, Role, User
from engagements.models import Brief
from engagements.timeline import timeline_of
from engagements.trail import BriefEvent
from interimhub.auth import Backend
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    BriefFactory,
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def happened(brief: Brief, by: User | None, kind: BriefEvent, role: Role, **more: Any) -> Activity:
    """Add an event, a minute after the previous one."""
    now = NOW + timedelta(minutes=Activity.objects.count())
    return Activity.record(by=by, role=role, kind=kind, subject=brief, now=now, **more)


def opened_to(*consultants: Any) -> Brief:
    """A brief that is open to the firms of these consultants."""
    brief: Brief = BriefFactory(opened=True, manager__user__full_name="Samuel Okoro")
    for consultant in consultants:
        PanelSeatFactory(brief=brief, firm=consultant.firm, opened_at=NOW)
    return brief


def who(brief: Brief, reader: User) -> list[str]:
    return [line.who for line in timeline_of(brief, reader, interims={})]


def test_each_reader_sees_the_names_that_they_may_know() -> None:
    ours = ConsultantFactory(user__full_name="Helena Marsh")
    theirs = ConsultantFactory(user__full_name="Tom Abara")
    brief = opened_to(ours, theirs)
    interim = CandidateFactory(user__full_name="Ingrid Solheim")
    colleague = ClientMemberFactory(client=brief.client, user__full_name="Miriam Adler")
    happened(brief, colleague.user, BriefEvent.PANEL_SET, Role.MANAGER)
    happened(brief, brief.manager.user, BriefEvent.OPENED, Role.MANAGER)
    own = {"firm": ours.firm_id}
    happened(brief, ours.user, BriefEvent.SEAT_DECLINED, Role.CONSULTANT, facts=own)
    happened(brief, theirs.user, BriefEvent.SHORTLISTING_STARTED, Role.CONSULTANT)
    happened(brief, interim.user, BriefEvent.INTERVIEWING_STARTED, Role.INTERIM)

    client = ["An interim", "Tom Abara", "Helena Marsh", "Samuel Okoro", "Miriam Adler"]
    firm = ["Helena Marsh", "Samuel Okoro", "Miriam Adler"]
    assert who(brief, brief.manager.user) == client
    assert who(brief, colleague.user) == client
    assert who(brief, ours.user) == firm
    assert who(brief, theirs.user) == firm[1:]


def test_a_firm_reads_of_no_other_whom_it_named() -> None:
    ours, theirs = ConsultantFactory(), ConsultantFactory()
    brief = opened_to(ours, theirs)
    for own in (ours, theirs):
        facts = {"firm": own.firm_id}
        happened(brief, own.user, BriefEvent.CONSULTANT_NAMED, Role.CONSULTANT, facts=facts)

    assert who(brief, ours.user) == [ours.user.full_name]
    assert len(who(brief, brief.manager.user)) == 2


def test_an_interim_who_is_a_consultant_too_is_not_named_as_an_interim() -> None:
    consultant = ConsultantFactory()
    brief = opened_to(consultant)
    happened(brief, consultant.user, BriefEvent.OPENED, Role.INTERIM)

    assert who(brief, consultant.user) == ["An interim"]
    assert who(brief, brief.manager.user) == ["An interim"]


def test_unknown_or_erased_people_are_shown_by_their_role() -> None:
    brief = opened_to()
    elsewhere = ClientMemberFactory()
    happened(brief, elsewhere.user, BriefEvent.OPENED, Role.MANAGER)
    happened(brief, User(pk=987654), BriefEvent.PUT_ON_HOLD, Role.MANAGER)
    happened(brief, brief.manager.user, BriefEvent.RESUMED, Role.MANAGER)
    happened(brief, UserFactory(), BriefEvent.SEAT_DECLINED, Role.CONSULTANT)
    happened(brief, None, BriefEvent.CANCELLED, Role.CLOCK)
    User.objects.filter(pk=brief.manager.user_id).update(full_name="")

    somebody = "Somebody at the client"
    assert who(brief, brief.manager.user) == ["InterimHub", "A firm", *[somebody] * 3]


def test_a_name_is_the_one_that_the_person_has_now() -> None:
    brief = opened_to()
    happened(brief, brief.manager.user, BriefEvent.OPENED, Role.MANAGER)
    User.objects.filter(pk=brief.manager.user_id).update(full_name="Samuel Okoro-Lind")

    page = browser_of(brief.manager.user).get(brief.get_absolute_url()).content.decode()

    assert "<strong>Samuel Okoro-Lind</strong> opened it" in page


def test_suggestions_accepted_one_after_another_are_one_line() -> None:
    brief = BriefFactory(manager__user__full_name="Miriam Adler")
    for number in range(17):
        facts = {"text": "a", "suggestion": f"skill-{number}", "source": "email"}
        happened(
            brief, brief.manager.user, BriefEvent.SUGGESTION_ACCEPTED, Role.MANAGER, facts=facts
        )

    line = timeline_of(brief, brief.manager.user, interims={})

    assert [(one.who, one.what) for one in line] == [
        ("Miriam Adler", "accepted 17 suggestions from an e-mail")
    ]
    assert line[0].at == NOW + timedelta(minutes=16)


def test_events_of_two_people_or_with_another_in_between_are_not_merged() -> None:
    brief = BriefFactory()
    colleague = ClientMemberFactory(client=brief.client).user
    manager = brief.manager.user
    for by, kind in (
        (manager, BriefEvent.SUGGESTION_ACCEPTED),
        (colleague, BriefEvent.SUGGESTION_ACCEPTED),
        (colleague, BriefEvent.STEP_SAVED),
        (colleague, BriefEvent.SUGGESTION_ACCEPTED),
        (colleague, BriefEvent.PANEL_SET),
        (colleague, BriefEvent.PANEL_SET),
    ):
        happened(brief, by, kind, Role.MANAGER)

    assert [line.what for line in timeline_of(brief, manager, interims={})] == [
        "set the panel",
        "set the panel",
        "accepted a suggestion from a text",
        "worked on the brief",
        "accepted a suggestion from a text",
        "accepted a suggestion from a text",
    ]


def test_a_raised_cap_is_shown_with_both_numbers() -> None:
    brief = opened_to()
    facts = {"before": 3, "after": 5}
    happened(brief, brief.manager.user, BriefEvent.CAP_RAISED, Role.MANAGER, facts=facts)

    assert (
        timeline_of(brief, brief.manager.user, interims={})[0].what
        == "asked to meet 5 people instead of 3"
    )


def test_a_note_is_shown_until_it_is_erased() -> None:
    brief = opened_to()
    why = "Samuel has been told to wait for the board."
    happened(brief, brief.manager.user, BriefEvent.PUT_ON_HOLD, Role.MANAGER, note=why)
    browser = browser_of(brief.manager.user)
    shown = browser.get(brief.get_absolute_url()).content.decode()

    ActivityNote.objects.about(brief).delete()

    after = browser.get(brief.get_absolute_url()).content.decode()
    assert (why in shown, why in after, "put it on hold" in after) == (True, False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_names_take_the_same_queries_however_many_events(
    count: int, django_assert_num_queries: Any
) -> None:
    brief = opened_to()
    for number in range(count):
        consultant = ConsultantFactory()
        PanelSeatFactory(brief=brief, firm=consultant.firm)
        happened(brief, consultant.user, BriefEvent.SEAT_DECLINED, Role.CONSULTANT, note="We pass.")
        manager = ClientMemberFactory(client=brief.client).user
        happened(brief, manager, BriefEvent.OPENED, Role.MANAGER, note=f"Note {number}.")
    reader = Backend().get_user(brief.manager.user_id)
    assert reader

    with django_assert_num_queries(3):  # events with notes, the client's people, consultants
        lines = timeline_of(brief, reader, interims={})

    assert len(lines) == 2 * count


def test_a_firm_sees_a_brief_as_open_while_another_puts_somebody_forward() -> None:
    ours, theirs = ConsultantFactory(), ConsultantFactory()
    brief = opened_to(ours, theirs)
    browser = browser_of(ours.user)
    before = browser.get(brief.get_absolute_url()).context["stages"]

    Brief.objects.filter(pk=brief.pk).update(status=Brief.Status.SHORTLISTING, shortlisting_at=NOW)
    happened(brief, theirs.user, BriefEvent.SHORTLISTING_STARTED, Role.CONSULTANT)

    page = browser.get(brief.get_absolute_url())
    assert page.context["stages"] == before
    assert page.context["events"] == []


def test_colleagues_read_who_was_named_on_a_brief_and_a_firm_does_not() -> None:
    firm = ConsultantFactory()
    brief = opened_to(firm)
    colleague = ClientMemberFactory(client=brief.client, user__full_name="Miriam Adler")
    for kind, facts in [
        (BriefEvent.PERSON_ADDED, {"role": "co_owner"}),
        (BriefEvent.PERSON_ADDED, {"role": "reader"}),
        (BriefEvent.PERSON_REMOVED, {"role": "reader"}),
        (BriefEvent.PERSON_REMOVED, {"role": "reader", "reason": "left"}),
    ]:
        of_whom = {**facts, "member": colleague.pk}
        happened(brief, brief.manager.user, kind, Role.MANAGER, facts=of_whom)

    assert [line.what for line in timeline_of(brief, brief.manager.user, interims={})][::-1] == [
        "named Miriam Adler co-owner of the brief",
        "added Miriam Adler to the brief as a reader",
        "took Miriam Adler off the brief",
        "took Miriam Adler, who has left, off the brief",
    ]
    assert timeline_of(brief, firm.user, interims={}) == []


def test_a_colleague_of_whom_nothing_is_known_any_more_is_somebody() -> None:
    brief = opened_to()
    facts = {"role": "deputy", "member": 0}
    happened(brief, brief.manager.user, BriefEvent.PERSON_ADDED, Role.MANAGER, facts=facts)

    (line,) = timeline_of(brief, brief.manager.user, interims={})
    assert line.what == "named somebody deputy for the brief"
