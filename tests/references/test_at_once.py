"""Several people at the same moment, each on a connection of their own."""

import pytest
from django.db import IntegrityError

from references import actions
from references.actions.asking import CannotAsk
from references.models import Reference
from tests.factories import NOW, PastAssignmentFactory, RefereeFactory, ReferenceFactory
from tests.references.requests import ask, write
from tests.shortlists.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("_round", range(5))
def test_of_two_interims_who_ask_one_person_one_is_refused(_round: int):
    works = PastAssignmentFactory.create_batch(2)

    ends = at_once(*(lambda work=work: ask(work) for work in works))

    assert {type(end) for end in ends} == {Reference, CannotAsk}
    assert Reference.objects.count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_without_the_lock_the_database_still_keeps_one_request_a_year(_round: int):
    """The rows alone, as another program would write them."""
    referee, works = RefereeFactory(), PastAssignmentFactory.create_batch(2)

    ends = at_once(
        *(lambda work=work: ReferenceFactory(assignment=work, referee=referee) for work in works)
    )

    assert {type(end) for end in ends} == {Reference, IntegrityError}
    assert Reference.objects.count() == 1


@pytest.mark.parametrize("_round", range(5))
def test_a_reference_is_written_or_declined_never_both(_round: int):
    reference = ask()

    ends = at_once(
        lambda: write(reference),
        lambda: actions.decline(reference, never_again=False, now=NOW),
    )

    assert [end for end in ends if end is None] == [None]
    reference.refresh_from_db()
    assert bool(reference.saw) == reference.is_written
