"""Every pair of statuses of a sealed check; the answer moves along, as the database asks."""

from itertools import product

import pytest

from interimhub.lib.lifecycle import InvalidMove
from terms.models import SealedCheck
from tests.factories import SealedCheckFactory

pytestmark = pytest.mark.django_db

Outcome, Status = SealedCheck.Outcome, SealedCheck.Status


def outcome_of(status: str) -> str:
    return Outcome.WITHIN if status == Status.TOLD else Outcome.NOT_WITHIN


def test_every_status_has_its_transitions():
    assert set(SealedCheck.MOVES) == set(Status)


@pytest.mark.parametrize(("source", "target"), list(product(Status, repeat=2)))
def test_each_pair_of_statuses_changes_only_along_a_transition(source: str, target: str):
    check = SealedCheckFactory(status=source, outcome=outcome_of(source))

    if target in SealedCheck.MOVES[source]:
        assert check.move_to(target, outcome=outcome_of(target))
    elif target == source:
        assert not check.move_to(target, outcome=outcome_of(target))
    else:
        with pytest.raises(InvalidMove):
            check.move_to(target, outcome=outcome_of(target))

    moved = target if target in SealedCheck.MOVES[source] else source
    assert SealedCheck.objects.get().status == moved
