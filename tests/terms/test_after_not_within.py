"""After “not within”: work within it, ask whether it can move, or step out."""

import pytest

from accounts.models import Activity, Deadline, Notice, User
from engagements.models import Brief
from interimhub.lib.refused import MovedOn
from shortlists.models import Entry, Mandate
from terms import clock
from terms.actions import checks, envelopes
from terms.models import EnvelopeQuestion, SealedCheck
from tests.factories import NOW, EnvelopeFactory, FloorFactory
from tests.notices import notices_of, subjects
from tests.shortlists.choices import put_forward, shortlist
from tests.terms.checks import (
    DAY,
    HOUR,
    MORNING,
    brief_with_envelope,
    change,
    check_of,
    checked,
    person,
)

pytestmark = pytest.mark.django_db
Status = SealedCheck.Status
ASKED = "Interim site director: someone worth meeting is outside your envelope"


def ask(entry: Entry, *, now=NOW) -> None:
    checks.ask_to_move(entry, by=person(entry), now=now)


def asked(brief: Brief, **facts: object) -> Entry:
    """Return a conversation whose interim asked, of a client that has been asked."""
    entry, _ = checked(brief, **facts)
    ask(entry)
    clock.pass_on_questions(MORNING)
    return entry


def question(brief: Brief) -> EnvelopeQuestion:
    return EnvelopeQuestion.objects.select_related("envelope").get(envelope__brief=brief)


def told(user: User) -> list[str]:
    return [f"{one.subject}\n{one.body}" for one in notices_of(user)]


def test_who_works_within_it_goes_on_and_nobody_is_told():
    entry, _ = checked(brief_with_envelope())
    before = Notice.objects.count()

    checks.work_within(entry, by=person(entry), now=NOW)

    assert check_of(entry).status == Status.WORKS
    assert Notice.objects.count() == before
    assert not Deadline.objects.filter(kind="terms.decide").open().exists()
    entry.refresh_from_db()
    assert entry.status == Entry.Status.MANDATED


def test_who_steps_out_ends_it_and_it_counts_against_nobody():
    entry, _ = checked(brief_with_envelope())
    manager = entry.brief.manager.user

    checks.step_out(entry, by=person(entry), now=NOW)

    entry.refresh_from_db()
    assert (entry.status, entry.ended_by) == (Entry.Status.WITHDRAWN, person(entry))
    assert "terms did not meet" in entry.end_text
    assert Mandate.objects.get().status == Mandate.Status.REVOKED
    assert not Deadline.objects.about(entry).open().exists()
    (to_firm,) = [text for text in told(entry.consultant.user) if "no longer available" in text]
    assert "the terms did not meet. It counts against nobody" in to_firm
    assert subjects(manager) == []
    kinds = Activity.objects.filter(kind__startswith="check.").values_list("kind", flat=True)
    assert sorted(kinds) == ["check.ran", "check.stepped_out"]


def test_a_client_that_has_read_of_them_learns_only_that_they_are_no_longer_available():
    brief = shortlist()
    EnvelopeFactory(brief=brief)
    entry = put_forward(brief, status="in_review")
    FloorFactory(candidate=entry.candidate)
    clock.run_checks(NOW)

    checks.step_out(entry, by=person(entry), now=NOW)

    assert subjects(brief.manager.user) == ["Interim site director: no longer available"]
    assert not any("terms" in text for text in told(brief.manager.user))


def test_the_client_is_asked_in_the_next_morning_without_a_name_or_an_amount():
    entry, _ = checked(brief_with_envelope(900), floor=1013)
    manager = entry.brief.manager.user

    ask(entry)
    clock.pass_on_questions(NOW + HOUR)
    before = subjects(manager)
    clock.pass_on_questions(MORNING)
    clock.pass_on_questions(MORNING)

    assert before == []
    assert subjects(manager) == [ASKED]
    (text,) = told(manager)
    name = person(entry).full_name
    for secret in (name, "1013", "1,013", "900", "113", entry.firm.name):
        assert secret not in text
    assert question(entry.brief).passes_at.astimezone(NOW.tzinfo) > NOW
    deadline = Deadline.objects.get(kind="envelope.move")
    assert deadline.owner == manager


def test_several_who_ask_are_one_question():
    brief = brief_with_envelope()
    entries = [checked(brief)[0] for _ in range(3)]

    for entry in entries:
        ask(entry)
    clock.pass_on_questions(MORNING)

    assert EnvelopeQuestion.objects.count() == 1
    assert subjects(brief.manager.user) == [ASKED]


def test_nobody_is_asked_when_nobody_asks_any_more():
    entry, _ = checked(brief_with_envelope())
    ask(entry)
    checks.work_within(entry, by=person(entry), now=NOW)

    clock.pass_on_questions(MORNING)

    assert question(entry.brief).is_held
    assert subjects(entry.brief.manager.user) == []


def test_whoever_asks_after_others_have_left_is_passed_on_in_a_morning_again():
    brief = brief_with_envelope()
    first, second = checked(brief)[0], checked(brief)[0]
    ask(first)
    checks.work_within(first, by=person(first), now=NOW)

    ask(second, now=MORNING + HOUR)
    clock.pass_on_questions(MORNING + 2 * HOUR)

    assert subjects(brief.manager.user) == []


def test_an_envelope_that_moves_far_enough_answers_within():
    brief = brief_with_envelope(900)
    entry = asked(brief, floor=1000)

    change(brief, 1000)

    check = check_of(entry)
    assert (check.status, check.outcome) == (Status.TOLD, SealedCheck.Outcome.WITHIN)
    assert question(brief).status == EnvelopeQuestion.Status.MOVED
    assert subjects(person(entry))[-1].endswith("the sealed check has run again")
    assert not Deadline.objects.filter(kind__in=["envelope.move", "terms.decide"]).open().exists()


def test_an_envelope_that_moves_too_little_leaves_the_decision_and_tells_the_client_nothing():
    brief = brief_with_envelope(900)
    entry = asked(brief, floor=1000)
    before = subjects(brief.manager.user)

    change(brief, 950)

    assert check_of(entry).status == Status.UNDECIDED
    assert Deadline.objects.filter(kind="terms.decide").open().count() == 1
    assert subjects(brief.manager.user) == before


def test_an_envelope_that_cannot_move_gives_the_decision_back():
    brief = brief_with_envelope()
    entry = asked(brief)

    envelopes.keep_envelope(question(brief), by=brief.manager.user, now=MORNING)

    assert check_of(entry).status == Status.UNDECIDED
    assert subjects(person(entry))[-1].endswith("the envelope does not move")
    assert Deadline.objects.filter(kind="terms.decide").open().count() == 1
    with pytest.raises(MovedOn, match="does not move"):
        ask(entry)


def test_a_client_that_does_not_answer_is_reminded_twice_and_then_they_are_told():
    brief = brief_with_envelope()
    entry = asked(brief)

    for day in range(14):
        clock.send_reminders(MORNING + day * DAY)

    assert (
        subjects(brief.manager.user)[1:] == ["Interim site director: can your envelope move?"] * 3
    )
    assert question(brief).status == EnvelopeQuestion.Status.LAPSED
    assert any("has not said whether" in said for said in subjects(person(entry)))
    assert check_of(entry).status == Status.UNDECIDED
    entry.refresh_from_db()
    assert entry.is_live


def test_an_answer_given_twice_is_too_late():
    brief = brief_with_envelope()
    asked(brief)
    change(brief, 950)

    with pytest.raises(MovedOn):
        envelopes.keep_envelope(question(brief), by=brief.manager.user, now=MORNING)


def test_who_worked_within_it_goes_on_when_it_grows_and_decides_again_when_it_shrinks():
    brief = brief_with_envelope(900)
    entry, _ = checked(brief, floor=1000)
    checks.work_within(entry, by=person(entry), now=NOW)

    change(brief, 950, number=1)
    grown = check_of(entry).status
    change(brief, 800, number=2)

    assert (grown, check_of(entry).status) == (Status.WORKS, Status.UNDECIDED)


def test_who_was_within_learns_when_the_envelope_shrinks():
    brief = brief_with_envelope(1000)
    entry, _ = checked(brief, floor=1000)

    change(brief, 900)

    assert check_of(entry).status == Status.UNDECIDED


def test_nobody_asks_about_an_envelope_that_is_final():
    brief = brief_with_envelope(800)
    change(brief, 850, number=1)
    change(brief, 900, number=2)
    entry, _ = checked(brief)

    with pytest.raises(MovedOn, match="any more"):
        ask(entry)


@pytest.mark.parametrize("act", [checks.work_within, checks.ask_to_move, checks.step_out])
def test_nothing_is_decided_without_a_check_that_was_not_within(act):
    entry, _ = checked(brief_with_envelope(), floor=1)

    with pytest.raises(MovedOn):
        act(entry, by=person(entry), now=NOW)


@pytest.mark.parametrize("act", [checks.work_within, checks.ask_to_move, checks.step_out])
def test_nothing_is_decided_after_the_end(act):
    entry, _ = checked(brief_with_envelope())
    Entry.objects.update(status="withdrawn")

    with pytest.raises(MovedOn, match="ended"):
        act(entry, by=person(entry), now=NOW)
