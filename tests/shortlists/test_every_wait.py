"""Every wait has a clock: reminded twice, escalated, ended, with the name of who did not answer."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import Activity, Deadline, DeadlineKind, User
from accounts.reminders import Act
from engagements.actions.reminders import PLANS as BRIEF_PLANS
from engagements.models import BriefPerson
from interimhub.lib.workdays import Calendar
from shortlists import actions, clock, waiting
from shortlists.actions import decisions, interviews, mandates
from shortlists.actions.reminders import PLANS
from shortlists.models import Entry, Mandate
from shortlists.notices import ending_text
from tests.factories import NOW, TODAY, BriefPersonFactory, ClientMemberFactory
from tests.notices import subjects
from tests.shortlists.choices import approached, put_forward, shortlist
from tests.shortlists.showing import submit_shown
from tests.shortlists.worlds import case_for, mandated, open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ALL_PLANS = {plan.kind: plan for plan, _ in (*PLANS, *BRIEF_PLANS)}
KINDS = [
    kind
    for kinds in DeadlineKind.__subclasses__()
    for kind in kinds
    if not kinds.__module__.startswith("tests.")
]
NO_HOLIDAYS = Calendar("Europe/London")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_deadline_has_a_plan_whose_steps_follow_one_another(kind: DeadlineKind):
    plan = ALL_PLANS[kind]
    moments = [plan.moments[act].of(NOW, NO_HOLIDAYS) for act in Act]

    assert moments == sorted(set(moments))


def run(until: timedelta, *, now=NOW) -> None:
    """Let only the clock run."""
    moment = now
    while moment <= now + until:
        clock.send_reminders(moment)
        moment += 6 * HOUR if until < 60 * DAY else 24 * HOUR


# Every state in which a conversation waits for somebody


def asked() -> Entry:
    return approached().entry


def with_a_question() -> Entry:
    world = approached()
    mandates.ask_question(world.entry, text="Who decides?", by=world.interim, now=NOW)
    return world.entry


def chosen() -> Entry:
    brief = ready_brief()
    return mandated(brief, seat_on(brief))[0]


def reading_the_words() -> Entry:
    entry = chosen()
    case = case_for(entry.brief)
    actions.show_words(entry, by=entry.consultant.user, now=NOW, **case)
    return entry


def chosen_before_a_change() -> Entry:
    entry = chosen()
    waiting.for_agreement(entry, now=NOW)
    return entry


def unread() -> Entry:
    return put_forward(shortlist())


def without_a_place() -> Entry:
    brief = ready_brief()
    ours, theirs = seat_on(brief), seat_on(brief)
    for by in (theirs, theirs, theirs, ours):
        entry, _ = mandated(brief, by, open_to(by.firm, availability_confirmed_on=TODAY))
        submit_shown(entry, by=by.user, now=NOW, **case_for(brief))
    return entry


def read() -> Entry:
    entry = unread()
    decisions.read_person(entry, by=entry.brief.manager.user, now=NOW)
    entry.refresh_from_db()
    return entry


def invited() -> Entry:
    entry, manager = read(), None
    manager = entry.brief.manager.user
    times = [NOW + 3 * DAY, NOW + 4 * DAY]
    decisions.invite(entry, starts=times, minutes=60, place="", by=manager, now=NOW)
    entry.refresh_from_db()
    return entry


def asked_for_other_times() -> Entry:
    entry = invited()
    interim = entry.candidate.user
    assert interim is not None
    interviews.decline_slots(entry, note="After the 14th.", by=interim, now=NOW)
    return entry


def met() -> Entry:
    entry = invited()
    interim, slot = entry.candidate.user, entry.slots.order_by("starts_at").first()
    assert interim is not None
    assert slot is not None
    interviews.pick_slot(entry, slot=slot, by=interim, now=NOW)
    return entry


WAITS: list[tuple[Callable[[], Entry], str]] = [
    (asked, "interim"),
    (with_a_question, "interim"),
    (chosen, "consultant"),
    (reading_the_words, "consultant"),
    (chosen_before_a_change, "interim"),
    (unread, "manager"),
    (without_a_place, "manager"),
    (read, "manager"),
    (invited, "interim"),
    (asked_for_other_times, "manager"),
]


@pytest.mark.parametrize(("state", "waited_for"), WAITS)
def test_the_clock_ends_every_wait_and_says_who_did_not_answer(
    state: Callable[[], Entry], waited_for: str
):
    entry = state()
    Mandate.objects.filter(entry=entry).update(ends_on=TODAY + 30 * DAY)
    Deadline.objects.about(entry).filter(kind="mandate.use").update(due_at=NOW + 30 * DAY)
    assert not Deadline.objects.about(entry).filter(due_at=None).exists()

    run(45 * DAY)

    entry.refresh_from_db()
    assert (entry.status, entry.end_reason) == (Entry.Status.EXPIRED, waited_for)
    assert entry.ended_by is None
    assert not Deadline.objects.about(entry).open().exists()
    assert not entry.mandates.active().exists()
    ended = Activity.objects.about(entry).filter(kind="entry.expired").get()
    assert ended.facts == {"waited_for": waited_for}
    assert "count against" in ending_text(entry) or "counts against" in ending_text(entry)
    interim = entry.candidate.user
    assert interim is not None
    assert any("ended" in said or "not put forward" in said for said in subjects(interim))


def test_after_a_meeting_the_client_is_asked_again_and_nothing_ends():
    entry = met()

    run(360 * DAY)

    entry.refresh_from_db()
    assert entry.status == Entry.Status.INTERVIEW
    deadline = Deadline.objects.about(entry).open().get()
    assert deadline.due_at is not None
    assert deadline.due_at > NOW + 355 * DAY
    assert len(subjects(entry.brief.manager.user)) > 30


@pytest.mark.parametrize("state", [*(state for state, _ in WAITS), met])
def test_no_conversation_waits_for_nobody(state: Callable[[], Entry]):
    entry = state()
    about = [entry, *entry.approaches.all(), *entry.questions.all()]

    for day in range(60):
        clock.send_reminders(NOW + day * DAY)
        entry.refresh_from_db()
        if entry.is_live:
            assert Deadline.objects.about(*about).open().filter(due_at__isnull=False).exists()


def helped(entry: Entry) -> tuple[User, User, User]:
    """Add a co-owner and a sponsor to the brief; return the manager and them."""
    people = []
    for role in (BriefPerson.Role.CO_OWNER, BriefPerson.Role.SPONSOR):
        member = ClientMemberFactory(client=entry.brief.client)
        BriefPersonFactory(brief=entry.brief, member=member, role=role)
        people.append(member.user)
    return entry.brief.manager.user, people[0], people[1]


@pytest.mark.parametrize("state", [unread, read, asked_for_other_times, met])
def test_two_reminders_go_to_who_decides_then_everybody_on_the_brief_and_the_firm_hear_of_it(
    state: Callable[[], Entry],
):
    entry = state()
    manager, co_owner, sponsor = helped(entry)
    people = [manager, co_owner, sponsor, entry.consultant.user, entry.candidate.user]
    due_at = Deadline.objects.about(entry).open().get().due_at
    before = {user.pk: len(subjects(user)) for user in people}

    def new() -> list[int]:
        return [len(subjects(user)) - before[user.pk] for user in people]

    told = []
    for days in (0, 1, 2, 4):
        moment = entry.brief.calendar.after_workdays(due_at, days)
        clock.send_reminders(moment - HOUR)
        clock.send_reminders(moment)
        clock.send_reminders(moment)
        told.append(new())

    assert told[:3] == [[1, 1, 0, 0, 1], [2, 2, 0, 0, 1], [3, 3, 1, 1, 2]]
    entry.refresh_from_db()
    if state is not met:
        assert told[3] == [4, 4, 2, 2, 3]
        assert entry.status == Entry.Status.EXPIRED


def test_a_question_that_nobody_answers_is_escalated_and_lets_the_interims_clock_go_on():
    entry = with_a_question()
    question = entry.questions.get()
    interim = entry.candidate.user
    assert interim is not None
    due_at = Deadline.objects.about(question).open().get().due_at
    assert due_at is not None
    consultant = entry.consultant
    consultant.is_admin = True
    consultant.save(update_fields=["is_admin"])

    for days in (0, 1, 2, 3):
        clock.send_reminders(entry.brief.calendar.after_workdays(due_at, days))

    assert subjects(consultant.user)[1:] == [
        "Interim site director: a question is overdue",
        "Interim site director: a question is overdue",
        "Interim site director: no answer to an interim’s question",
        "Interim site director: a question was not answered in time",
    ]
    assert subjects(interim)[-1] == f"Interim site director: {entry.firm.name} has not answered you"
    reply = Deadline.objects.about(*entry.approaches.all()).open().get()
    assert reply.due_at is not None
    assert reply.due_at >= entry.brief.calendar.after_workdays(due_at, 3) + DAY
