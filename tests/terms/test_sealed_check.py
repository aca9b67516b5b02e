"""The sealed check: when it runs, what it finds, and who learns of it."""

from datetime import timedelta

import pytest

from accounts.models import Activity, Deadline, Notice
from shortlists.models import Entry
from terms import clock
from terms.actions import checks
from terms.models import Envelope, Floor, SealedCheck
from tests.factories import NOW, EntryFactory, EnvelopeFactory, FloorFactory
from tests.notices import subjects
from tests.shortlists.races import at_once
from tests.shortlists.worlds import ready_brief
from tests.terms.checks import brief_with_envelope, change, check_of, checked, interested, person

pytestmark = pytest.mark.django_db
Outcome, Status = SealedCheck.Outcome, SealedCheck.Status


@pytest.mark.parametrize(
    ("floor", "outcome", "status"),
    [
        (899, Outcome.WITHIN, Status.TOLD),
        (900, Outcome.WITHIN, Status.TOLD),
        (901, Outcome.NOT_WITHIN, Status.UNDECIDED),
    ],
)
def test_a_floor_is_compared_with_what_is_left_for_the_interim(floor, outcome, status):
    _, check = checked(brief_with_envelope(900), floor=floor)

    assert (check.outcome, check.open_because, check.status) == (outcome, "", status)


def test_the_whole_assignment_is_compared_exactly():
    brief = ready_brief()
    facts = {"brief": brief, "basis": "whole", "days": 3, "others": 0}
    EnvelopeFactory(amount="2999.99", **facts)

    _, check = checked(brief, floor=1000)

    assert check.outcome == Outcome.NOT_WITHIN


@pytest.mark.parametrize(
    ("days_on_site", "treatment", "outcome"),
    [
        (4, "outside", Outcome.NOT_WITHIN),
        (0, "outside", Outcome.WITHIN),
        (4, "inside", Outcome.NOT_WITHIN),
        (0, "inside", Outcome.WITHIN),
    ],
)
def test_place_and_tax_decide_which_of_the_four_amounts_counts(days_on_site, treatment, outcome):
    brief = brief_with_envelope(900, days_on_site=days_on_site)
    Envelope.objects.update(treatment=treatment)
    amounts = {"outside_on_site": 950, "outside_remote": 880}
    amounts |= {"inside_on_site": 1200, "inside_remote": 900}

    _, check = checked(brief, floor=None, **amounts)

    assert check.outcome == outcome


def test_one_side_is_open_where_an_amount_a_currency_or_a_place_is_missing():
    without_envelope = checked(brief_with_envelope(None))[1]
    without_floor = checked(brief_with_envelope(), floor=None)[1]
    without_this_amount = checked(brief_with_envelope(), floor=None, inside_on_site=1)[1]
    other_currency = checked(brief_with_envelope(), currency="CHF")[1]
    without_place = checked(brief_with_envelope(days_on_site=None))[1]

    reasons = [
        (check.outcome, check.open_because, check.status)
        for check in (
            without_envelope,
            without_floor,
            without_this_amount,
            other_currency,
            without_place,
        )
    ]
    assert reasons == [
        (Outcome.OPEN, reason, Status.TOLD)
        for reason in ("envelope", "floor", "floor", "currency", "place")
    ]


@pytest.mark.parametrize("status", ["approached", "interested", "mandated", "submitted"])
def test_it_runs_once_the_interim_is_interested_and_not_before(status):
    brief = brief_with_envelope()
    entry = EntryFactory(brief=brief, **{status: True})
    FloorFactory(candidate=entry.candidate)

    clock.run_checks(NOW)

    assert SealedCheck.objects.exists() == (status != "approached")


def test_it_does_not_run_on_a_brief_on_hold():
    brief = brief_with_envelope()
    interested(brief)
    type(brief).objects.update(status="on_hold", status_before_hold="open")

    clock.run_checks(NOW)

    assert not SealedCheck.objects.exists()


def test_it_runs_once_for_a_version_and_again_for_the_next():
    brief = brief_with_envelope()
    entry, _ = checked(brief)

    clock.run_checks(NOW)
    type(brief).objects.update(version=2)
    clock.run_checks(NOW)
    clock.run_checks(NOW)

    assert SealedCheck.objects.count() == 2
    assert check_of(entry).brief_version == 2
    assert len(subjects(person(entry))) == 2


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_run_it_once():
    entry = interested(brief_with_envelope())

    ends = at_once(*[lambda: checks.run_check(entry, now=NOW)] * 3)

    assert sorted(type(end).__name__ for end in ends) == ["NoneType", "NoneType", "SealedCheck"]
    assert SealedCheck.objects.count() == 1
    assert len(subjects(person(entry))) == 1


def test_the_floor_is_frozen_at_the_check():
    brief = brief_with_envelope(900)
    entry, check = checked(brief, floor=1000)
    Floor.objects.update(outside_on_site=1)

    clock.run_checks(NOW)
    change(brief, 950)

    assert check.outside_on_site == 1000
    assert check_of(entry).outcome == Outcome.NOT_WITHIN


def test_the_interim_learns_first_and_alone():
    entry, _ = checked(brief_with_envelope())

    told = set(Notice.objects.values_list("user", "kind"))

    assert told == {(person(entry).pk, "terms.checked")}
    assert [row.owner_id for row in Deadline.objects.filter(kind="terms.decide")] == [
        person(entry).pk
    ]


def test_what_is_stored_beside_the_check_holds_no_amount_and_no_answer():
    checked(brief_with_envelope(900), floor=1013)

    rows = [*Activity.objects.filter(kind="check.ran").values(), *Notice.objects.values()]
    text = repr(rows)

    assert len(rows) == 2
    for secret in ("1013", "1150", "250", "900", "within"):
        assert secret not in text


def test_only_the_interim_reads_a_check():
    entry, check = checked(brief_with_envelope())
    manager, consultant = entry.brief.manager.user, entry.consultant.user

    assert list(SealedCheck.objects.visible_to(person(entry))) == [check]
    assert not SealedCheck.objects.visible_to(manager).exists()
    assert not SealedCheck.objects.visible_to(consultant).exists()


def test_no_clock_waits_where_nothing_is_to_be_decided():
    checked(brief_with_envelope(), floor=1)

    assert not Deadline.objects.filter(kind="terms.decide").exists()


def test_an_interim_who_does_not_decide_is_reminded_twice_and_nothing_ends():
    entry, _ = checked(brief_with_envelope())

    for hours in range(0, 24 * 6, 6):
        clock.send_reminders(NOW + timedelta(hours=hours))

    assert subjects(person(entry))[1:] == [
        f"{entry.brief.name}: say what follows from the sealed check",
        f"{entry.brief.name}: say what follows from the sealed check",
        f"{entry.brief.name}: the terms stay open",
    ]
    entry.refresh_from_db()
    assert entry.status == Entry.Status.MANDATED
    assert not Deadline.objects.filter(kind="terms.decide").open().exists()
    assert check_of(entry).status == Status.UNDECIDED
    checks.work_within(entry, by=person(entry), now=NOW)
    assert check_of(entry).status == Status.WORKS
