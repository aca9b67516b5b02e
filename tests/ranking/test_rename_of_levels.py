"""The migration that renames a key of stored results."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ranking.models import FitResult
from tests.factories import FitResultFactory

pytestmark = pytest.mark.django_db(transaction=True)

BEFORE = ("ranking", "0001_initial")


def migrate_to(*targets: tuple[str, str]) -> None:
    MigrationExecutor(connection).migrate(list(targets))


def migrate_again() -> None:
    migrate_to(*MigrationExecutor(connection).loader.graph.leaf_nodes("ranking"))


@pytest.fixture
def result() -> FitResult:
    return FitResultFactory(
        parts={"needed": "Director", "actual": "Chief officer"},
        evidence=[{"code": "a", "actual": 4}, {"code": "b"}, {"code": "c", "actual": None}],
    )


def test_stored_levels_keep_their_values_and_order_both_ways(result: FitResult):
    try:
        migrate_to(BEFORE)
        row = FitResult.objects.only("parts", "evidence").get()  # a later column does not exist
        assert row.parts == {"needed": "Director", "held": "Chief officer"}
        assert row.evidence == [
            {"code": "a", "held": 4},
            {"code": "b"},
            {"code": "c", "held": None},
        ]
    finally:
        migrate_again()
    row = FitResult.objects.get()
    assert (row.parts, row.evidence) == (result.parts, result.evidence)


def test_results_without_levels_stay_as_they_are():
    FitResultFactory(parts={"must": 1.0}, evidence=[])
    try:
        migrate_to(BEFORE)
    finally:
        migrate_again()
    row = FitResult.objects.get()
    assert (row.parts, row.evidence) == ({"must": 1.0}, [])
