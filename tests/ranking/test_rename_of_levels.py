"""The migration that renames a key of stored results."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ranking.models import FitResult
from tests.factories import FitResultFactory

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("ranking", "0001_initial")
AFTER = ("ranking", "0002_name_the_actual_level")


def migrate_to(target: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate([target])


@pytest.fixture
def result() -> FitResult:
    return FitResultFactory(
        parts={"needed": "Director", "actual": "Chief officer"},
        evidence=[{"code": "a", "actual": 4}, {"code": "b"}, {"code": "c", "actual": None}],
    )


def test_stored_levels_keep_their_values_and_order_both_ways(result: FitResult):
    try:
        migrate_to(BEFORE)
        row = FitResult.objects.get()
        assert row.parts == {"needed": "Director", "held": "Chief officer"}
        assert row.evidence == [
            {"code": "a", "held": 4},
            {"code": "b"},
            {"code": "c", "held": None},
        ]
    finally:
        migrate_to(AFTER)
    row = FitResult.objects.get()
    assert (row.parts, row.evidence) == (result.parts, result.evidence)


def test_results_without_levels_stay_as_they_are():
    FitResultFactory(parts={"must": 1.0}, evidence=[])
    migrate_to(BEFORE)
    migrate_to(AFTER)
    row = FitResult.objects.get()
    assert (row.parts, row.evidence) == ({"must": 1.0}, [])
