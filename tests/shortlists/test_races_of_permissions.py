"""Two firms and one interim at the same moment, on real PostgreSQL: exactly one represents them.

`INTERIMHUB_RACE_ROUNDS=1000` runs the thousand; without it a sample.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, models

from engagements.models import Brief
from providers.models import Consultant
from shortlists.actions import mandates
from shortlists.models import Approach, Entry, Mandate
from tests.factories import NOW, ApproachFactory, EntryFactory, MandateFactory
from tests.shortlists.races import at_once
from tests.shortlists.worlds import open_to, ready_brief, seat_on

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = int(os.environ.get("INTERIMHUB_RACE_ROUNDS", "10"))
START = date(2026, 12, 1)


def asked_by_both(brief: Brief, firms: list[Consultant]) -> Entry:
    """Return an interim whom both firms have asked about a brief."""
    first, second = firms
    person = open_to(first.firm)
    entry: Entry = EntryFactory(approached=True, brief=brief, candidate=person, consultant=first)
    ApproachFactory(entry=entry, consultant=second)
    return entry


def choose(entry: Entry, firm: Consultant) -> Mandate:
    assert entry.candidate.user is not None
    return mandates.grant_mandate(
        entry,
        firm=firm.firm,
        profile_version=1,
        can_start_on=START,
        by=entry.candidate.user,
        now=NOW,
    )


def test_in_every_round_exactly_one_of_two_firms_represents_the_interim():
    brief = ready_brief()
    firms = [seat_on(brief), seat_on(brief)]

    for _ in range(ROUNDS):
        entry = asked_by_both(brief, firms)

        ends = at_once(*(lambda entry=entry, firm=firm: choose(entry, firm) for firm in firms))

        given = [end for end in ends if isinstance(end, Mandate)]
        refused = [end for end in ends if isinstance(end, mandates.AlreadyRepresented)]
        assert (len(given), len(refused)) == (1, 1), ends
        assert entry.mandates.active().get() == given[0]
        answers = {row.firm_id: row.status for row in entry.approaches.all()}
        assert answers.pop(given[0].firm_id) == Approach.Status.ACCEPTED
        assert list(answers.values()) == [Approach.Status.PASSED_OVER]


def written(entry: Entry, firm: Consultant, number: int) -> Mandate:
    """Write a permission as code without a lock would."""
    made: Mandate = MandateFactory(entry=entry, consultant=firm, number=number)
    return made


def rounds_of_rows(brief: Brief, firms: list[Consultant], rounds: int) -> list[int]:
    """Return how many permissions are in force after each round of writing two at once."""
    found = []
    for _ in range(rounds):
        entry = asked_by_both(brief, firms)
        ends = at_once(
            *(
                lambda entry=entry, firm=firm, number=number: written(entry, firm, number)
                for number, firm in enumerate(firms, start=1)
            )
        )
        assert all(isinstance(end, Mandate | IntegrityError) for end in ends), ends
        found.append(entry.mandates.active().count())
    return found


@contextmanager
def without(model: type[models.Model], name: str) -> Iterator[None]:
    """Take a constraint out of the database for a while."""
    constraint: Any = next(one for one in model._meta.constraints if one.name == name)
    with connection.schema_editor() as editor:
        editor.remove_constraint(model, constraint)
    try:
        yield
    finally:
        Mandate.objects.all().delete()
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)


def test_the_database_alone_lets_one_of_two_stand():
    brief = ready_brief()
    firms = [seat_on(brief), seat_on(brief)]

    assert set(rounds_of_rows(brief, firms, ROUNDS)) == {1}


def test_without_the_constraint_both_stand():
    brief = ready_brief()
    firms = [seat_on(brief), seat_on(brief)]

    with without(Mandate, "mandate_one_active"):
        found = rounds_of_rows(brief, firms, 3)

    assert set(found) == {2}
