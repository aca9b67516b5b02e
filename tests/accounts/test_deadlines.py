"""Deadlines: started, paused, resumed, reminded of and closed."""

from datetime import timedelta

import pytest

from accounts import waits
from accounts.models import Deadline, DeadlineKind, User, due_of, subject_key
from accounts.waits import Wait, WaitKind, waits_for
from tests.factories import NOW, BriefFactory, FirmFactory, UserFactory

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class SampleKind(DeadlineKind):
    """Kinds that no app has."""

    CALL = "person.call", "Call somebody"
    WRITE = "person.write", "Write to somebody"


def start(kind=SampleKind.CALL, **facts) -> Deadline:
    defaults = {"subject": UserFactory(), "due_at": NOW + 10 * HOUR, "now": NOW}
    if "organisation" not in facts:
        defaults["owner"] = UserFactory()
    return Deadline.start(kind, **(defaults | facts))


def again(deadline: Deadline) -> Deadline:
    return Deadline.objects.get(pk=deadline.pk)


# Whose it is


def test_a_deadline_belongs_to_its_owner_only():
    mine, _ = start(), start()

    assert list(Deadline.objects.of(mine.owner)) == [mine]


def test_a_deadline_of_an_organisation_is_shown_to_every_member():
    firm = FirmFactory()
    ours, _ = start(organisation=firm), start(organisation=FirmFactory())

    assert list(Deadline.objects.of(UserFactory(), organisations=[firm])) == [ours]


def test_handing_over_changes_the_owner_of_open_deadlines():
    done, still_open, heir = start(), start(), UserFactory()
    Deadline.objects.filter(pk=done.pk).close(now=NOW)

    Deadline.objects.all().hand_over(to=heir)

    assert (again(done).owner, again(still_open).owner) == (done.owner, heir)


# Closing


def test_a_closed_deadline_can_be_started_again():
    facts = {"subject": UserFactory(), "owner": UserFactory()}
    start(**facts)
    Deadline.objects.about(facts["subject"]).close(now=NOW)

    second = start(**facts)

    assert list(Deadline.objects.about(facts["subject"]).open()) == [second]


def test_closing_twice_keeps_the_first_time():
    deadline = start()

    counts = [Deadline.objects.all().close(now=NOW + n * HOUR) for n in (0, 1)]

    assert (counts, again(deadline).done_at) == ([1, 0], NOW)


# Pausing


def test_a_pause_moves_the_due_date_by_its_length():
    scope = BriefFactory()
    deadline, elsewhere = start(scope=scope), start(scope=BriefFactory())

    Deadline.objects.within(scope).pause(now=NOW + HOUR)
    paused = list(Deadline.objects.running())
    Deadline.objects.within(scope).resume(now=NOW + 4 * HOUR)

    assert paused == [elsewhere]
    assert again(deadline).due_at == NOW + 13 * HOUR
    assert again(deadline).paused_at is None
    assert again(elsewhere).due_at == NOW + 10 * HOUR


def test_a_deadline_that_starts_during_a_pause_moves_from_its_own_start():
    scope = BriefFactory()
    deadline = start(scope=scope, is_paused=True, now=NOW + 2 * HOUR)

    Deadline.objects.within(scope).resume(now=NOW + 3 * HOUR)

    assert again(deadline).due_at == NOW + 11 * HOUR


def test_a_fixed_due_date_does_not_move():
    scope = BriefFactory()
    deadline = start(scope=scope, is_fixed=True)

    Deadline.objects.within(scope).pause(now=NOW)
    Deadline.objects.within(scope).resume(now=NOW + 4 * HOUR)

    assert (again(deadline).due_at, again(deadline).paused_at) == (NOW + 10 * HOUR, None)


def test_pausing_twice_counts_from_the_first_pause():
    scope = BriefFactory()
    deadline = start(scope=scope)

    for hours in (1, 2):
        Deadline.objects.within(scope).pause(now=NOW + hours * HOUR)

    assert again(deadline).paused_at == NOW + HOUR


# Reminding

OFFSETS = (-2 * HOUR, timedelta(0))


def due_to_remind(hours: int, gap: timedelta = timedelta(0)) -> list[Deadline]:
    rows = Deadline.objects.of_kind(SampleKind.CALL)
    return list(rows.to_remind(OFFSETS, gap=gap, now=NOW + hours * HOUR))


def test_each_reminder_is_due_at_its_own_time():
    deadline = start()

    assert (due_to_remind(7), due_to_remind(8)) == ([], [deadline])
    again(deadline).take_step(now=NOW + 8 * HOUR)
    assert (due_to_remind(9), due_to_remind(10)) == ([], [deadline])
    again(deadline).take_step(now=NOW + 10 * HOUR)
    assert due_to_remind(1000) == []


def test_reminders_keep_a_gap_after_the_clock_has_not_run():
    deadline = start()

    deadline.take_step(now=NOW + 100 * HOUR)

    assert due_to_remind(101, gap=12 * HOUR) == []
    assert due_to_remind(112, gap=12 * HOUR) == [deadline]


def test_two_concurrent_ticks_send_one_reminder():
    deadline = start()
    first, second = again(deadline), again(deadline)

    assert [first.take_step(now=NOW), second.take_step(now=NOW)] == [True, False]
    assert again(deadline).step == 1


@pytest.mark.parametrize("end", ["close", "pause"])
def test_done_and_paused_deadlines_have_no_reminders(end: str):
    deadline = start()
    getattr(Deadline.objects.all(), end)(now=NOW)

    assert due_to_remind(100) == []
    assert not deadline.take_step(now=NOW + 100 * HOUR)


def test_a_deadline_without_a_due_date_has_no_reminders():
    start(due_at=None)

    assert due_to_remind(1000) == []


# Beside their subjects


def test_each_subject_is_annotated_with_its_due_date():
    called, done, other = UserFactory(), UserFactory(), UserFactory()
    start(subject=called)
    start(subject=other, kind=SampleKind.WRITE)
    Deadline.objects.filter(pk=start(subject=done).pk).close(now=NOW)

    rows = User.objects.annotate(call_due_at=due_of(User, SampleKind.CALL))

    found = {row: row.call_due_at for row in rows if row in {called, done, other}}
    assert found == {called: NOW + 10 * HOUR, done: None, other: None}


# On the page *today*


def test_every_kind_has_a_class_that_shows_it():
    kinds = [
        member
        for kind in DeadlineKind.__subclasses__()
        if not kind.__module__.startswith("tests.")
        for member in kind
    ]

    assert len(kinds) > 10
    assert sorted(kinds) == sorted(waits.KINDS)


class CallSomebody(WaitKind[User]):
    kind = SampleKind.CALL

    def rows(self, user, *, now):
        return User.objects.exclude(full_name="Hidden")

    def line(self, row, deadline):
        return Wait.of(
            deadline,
            who=row.full_name,
            what="Waits for a call",
            about="A call",
            url=f"/call/{row.pk}/",
            verb="Call",
        )


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show only calls on *today*."""
    monkeypatch.setattr(waits, "KINDS", {})
    monkeypatch.setattr(waits, "DERIVED", [])
    waits.register(CallSomebody)


@pytest.mark.usefixtures("calls")
def test_a_deadline_is_shown_as_its_kind_words_it():
    reader, helena = UserFactory(), UserFactory(full_name="Helena Marsh")
    start(subject=helena, owner=reader)

    (line,) = waits_for(reader, now=NOW)

    assert line == Wait(
        who="Helena Marsh",
        what="Waits for a call",
        about="A call",
        url=f"/call/{helena.pk}/",
        verb="Call",
        due_at=NOW + 10 * HOUR,
        started_at=NOW,
    )


@pytest.mark.usefixtures("calls")
def test_deadlines_are_ordered_by_due_date_and_those_without_one_come_last():
    reader = UserFactory()
    for hours in (None, 3, 1):
        start(owner=reader, due_at=NOW + hours * HOUR if hours else None)

    due = [line.due_at for line in waits_for(reader, now=NOW)]

    assert due == [NOW + HOUR, NOW + 3 * HOUR, None]


@pytest.mark.usefixtures("calls")
def test_a_deadline_is_not_shown_before_it_starts():
    reader = UserFactory()
    start(owner=reader, starts_at=NOW + HOUR)

    assert waits_for(reader, now=NOW) == []
    assert len(waits_for(reader, now=NOW + HOUR)) == 1


@pytest.mark.usefixtures("calls")
def test_a_subject_that_the_reader_may_not_see_has_no_line():
    reader = UserFactory()
    start(owner=reader, subject=UserFactory(full_name="Hidden"))

    assert waits_for(reader, now=NOW) == []


@pytest.mark.usefixtures("calls")
def test_a_kind_without_a_class_has_no_line():
    reader = UserFactory()
    start(SampleKind.WRITE, owner=reader)

    assert waits_for(reader, now=NOW) == []


@pytest.mark.usefixtures("calls")
@pytest.mark.parametrize("count", [1, 3])
def test_many_lines_cost_as_many_queries_as_one(count: int, django_assert_num_queries):
    reader = UserFactory()
    for _ in range(count):
        start(owner=reader)

    with django_assert_num_queries(2):
        assert len(waits_for(reader, now=NOW)) == count


@pytest.mark.usefixtures("calls")
def test_derived_lines_are_shown_with_the_others():
    reader = UserFactory()
    line = Wait("You", "Finish it", "Your profile", "/profile/", "Go on", None)
    waits.derived(lambda user, *, now: [line])

    assert waits_for(reader, now=NOW) == [line]


@pytest.mark.usefixtures("calls")
def test_two_classes_cannot_show_one_kind():
    with pytest.raises(ValueError, match=r"person\.call"):
        waits.register(CallSomebody)


def test_a_deadline_is_found_by_the_key_of_its_subject():
    subject = UserFactory()

    assert start(subject=subject).subject == subject_key(subject)
