"""The deadlines of interims and hiring managers before and after each action."""

from datetime import timedelta

import pytest

from accounts.models import Deadline
from shortlists import clock
from shortlists.actions import briefs, decisions, interviews, mandates, withdrawals
from tests.deadlines import today, verbs
from tests.factories import NOW, TODAY, CriterionFactory
from tests.shortlists.choices import approached, let_it_be_heard, put_forward, shortlist
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, ready_brief, seat_on

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TIMES = [NOW + 3 * DAY, NOW + 4 * DAY]


def invited():
    """Return an entry whose interim has to pick one of two times."""
    entry = put_forward(shortlist(), status="in_review")
    manager = entry.brief.manager.user
    decisions.invite(entry, starts=TIMES, minutes=60, place="", by=manager, now=NOW)
    return entry, manager, entry.candidate.user


def hold(brief, *, now=NOW, review_on=TODAY + DAY) -> None:
    briefs.hold_brief(
        brief, reason="The board meets.", review_on=review_on, by=brief.manager.user, now=now
    )


def test_an_approach_starts_the_interims_deadline():
    world = approached()

    (wait,) = today(world.interim)

    assert (wait.verb, wait.due_at) == ("Read the letter", NOW + timedelta(hours=48))
    assert wait.who == f"{world.consultant.user.full_name}, {world.asking.name}"
    assert world.entry.brief.client.name not in wait.who + wait.what + wait.about


def test_the_manager_has_to_read_then_decide_then_nothing():
    entry = put_forward(shortlist())
    manager = entry.brief.manager.user

    assert verbs(manager) == ["Read about them"]
    decisions.read_person(entry, by=manager, now=NOW)
    assert verbs(manager) == ["Decide"]
    decisions.invite(entry, starts=TIMES, minutes=60, place="", by=manager, now=NOW)
    assert verbs(manager) == []


def test_every_submission_starts_a_deadline_of_the_manager():
    brief = ready_brief()
    entry, _ = mandated(brief, seat_on(brief))

    submit_shown(entry, by=entry.consultant.user, now=NOW, **case_for(brief))

    (wait,) = today(brief.manager.user)
    assert (wait.what, wait.due_at) == ("Is put forward: read about them", NOW + 4 * DAY)  # Monday
    assert wait.title == entry.candidate.user.full_name


def test_the_interim_picks_a_time_or_the_manager_proposes_others():
    entry, manager, interim = invited()

    assert verbs(interim) == ["Pick a time"]
    interviews.decline_slots(entry, note="Any day after the 14th.", by=interim, now=NOW)
    assert (verbs(interim), verbs(manager)) == ([], ["Propose others"])
    times = [NOW + 8 * DAY, NOW + 9 * DAY]
    entry.refresh_from_db()
    decisions.invite(entry, starts=times, minutes=60, place="", by=manager, now=NOW)
    assert (verbs(interim), verbs(manager)) == (["Pick a time"], [])
    interviews.pick_slot(entry, slot=entry.slots.last(), by=interim, now=NOW)
    assert (verbs(interim), verbs(manager)) == ([], [])
    assert verbs(manager, NOW + 9 * DAY + HOUR) == ["Answer"]


def test_a_time_is_to_be_picked_within_two_working_days_and_before_the_first_time():
    entry, manager, interim = invited()
    before_the_first = [wait.due_at for wait in today(interim)]
    times = [NOW + 20 * DAY, NOW + 21 * DAY]
    entry.refresh_from_db()

    decisions.invite(entry, starts=times, minutes=60, place="", by=manager, now=NOW)

    assert before_the_first == [TIMES[0]]
    assert [wait.due_at for wait in today(interim)] == [NOW + 4 * DAY]  # Monday


def test_who_let_all_times_pass_can_still_ask_for_others():
    entry, manager, interim = invited()
    later = NOW + 4.5 * DAY

    said = [(wait.verb, wait.due_at) for wait in today(interim, later)]
    interviews.decline_slots(entry, note="I was ill.", by=interim, now=later)

    assert said == [("Ask for others", TIMES[0])]
    assert verbs(manager, later) == ["Propose others"]


def test_a_held_brief_shows_no_deadline_before_its_review():
    entry = put_forward(shortlist(), status="in_review")
    manager = entry.brief.manager.user
    hold(entry.brief)

    assert verbs(manager) == []
    (wait,) = today(manager, NOW + DAY)
    assert (wait.verb, wait.started_at) == ("Resume the brief", NOW)


def test_resuming_restores_every_deadline():
    entry = put_forward(shortlist(), status="in_review")
    manager = entry.brief.manager.user
    hold(entry.brief)

    briefs.resume_brief(entry.brief, by=manager, now=NOW + 2 * DAY)

    (wait,) = today(manager, NOW + 2 * DAY)
    assert (wait.verb, wait.due_at) == ("Decide", NOW + 6 * DAY)  # Monday, and two days more


def test_deadlines_started_during_a_hold_are_paused():
    world = approached()
    brief = world.entry.brief
    hold(brief)
    mandates.ask_question(world.entry, text="Who decides?", by=world.interim, now=NOW)

    assert verbs(world.consultant.user) == []
    briefs.resume_brief(brief, by=brief.manager.user, now=NOW + DAY)

    (wait,) = today(world.consultant.user, NOW + DAY)
    assert (wait.verb, wait.due_at) == ("Answer", NOW + 2 * DAY)


# Endings close every deadline


def withdraw(world) -> None:
    withdrawals.withdraw(world.entry, by=world.interim, now=NOW)


def decline(world) -> None:
    mandates.decline_approach(world.entry, reason="", by=world.interim, now=NOW)
    let_it_be_heard()


def cancel(world) -> None:
    brief = world.entry.brief
    briefs.cancel_brief(
        brief, end_reason="plans", reason="No need.", by=brief.manager.user, now=NOW
    )


@pytest.mark.parametrize("end", [withdraw, decline, cancel])
def test_ending_a_conversation_closes_its_deadlines(end):
    world = approached()
    mandates.ask_question(world.entry, text="Who decides?", by=world.interim, now=NOW)
    people = (world.interim, world.consultant.user)
    before = [verbs(person) for person in people]

    end(world)

    assert before == [["Read the letter"], ["Answer"]]
    returned = [] if end is cancel else ["Review the matches"]
    assert [verbs(person) for person in people] == [[], returned]
    assert not Deadline.objects.open().exists()


def test_expiry_closes_the_deadlines():
    world = approached()
    for hours in (36, 48, 72, 96):
        clock.send_reminders(NOW + timedelta(hours=hours))

    assert verbs(world.interim, NOW + 5 * DAY) == []
    assert not Deadline.objects.open().exists()


def test_declining_closes_the_deadlines():
    entry = put_forward(shortlist(), status="in_review")
    manager = entry.brief.manager.user

    decisions.decline(
        entry,
        reason="context",
        criterion=CriterionFactory(brief=entry.brief, position=1),
        text="Another person has done this in a plant like ours.",
        by=manager,
        now=NOW,
    )
    assert verbs(manager) == []
    let_it_be_heard()

    assert not Deadline.objects.open().exists()


def test_a_cancelled_brief_has_no_review():
    brief = shortlist()
    hold(brief)

    briefs.cancel_brief(
        brief, end_reason="plans", reason="No need.", by=brief.manager.user, now=NOW
    )

    assert verbs(brief.manager.user, NOW + 2 * DAY) == []


# People who leave


def test_a_former_manager_has_no_deadlines():
    entry = put_forward(shortlist(), status="in_review")
    manager = entry.brief.manager
    before = verbs(manager.user)
    manager.left_at = NOW
    manager.save(update_fields=["left_at"])

    assert (before, verbs(manager.user)) == (["Decide"], [])
