"""The pool: who is in it, the same on every machine and in any number of shards."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from candidates.models import Candidate
from ranking import pool
from ranking.loader import Shard
from tests.factories import CandidateFactory, ConceptFactory
from tests.ranking.pools import forget, holding, people

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.alone,
    pytest.mark.usefixtures("pool_folder"),
]


def test_the_pool_contains_the_discoverable_interims():
    found = CandidateFactory()
    CandidateFactory(is_discoverable=False)

    assert people(pool.load()) == [found.pk]


def test_an_empty_pool_can_be_ranked_and_saved():
    assert people(pool.load()) == []


def test_the_version_does_not_depend_on_how_the_pool_was_loaded(settings: Any, tmp_path: Path):
    skill = ConceptFactory()
    ours, theirs = holding(skill), holding(skill, seniority=2)
    here = pool.load()
    Candidate.objects.filter(pk=theirs.pk).update(seniority=5)
    Candidate.objects.filter(pk=theirs.pk).update(seniority=2)
    again = pool.load()

    settings.FIT_POOL = tmp_path / "another machine"
    forget()

    there = pool.load()
    assert here.version == again.version == there.version
    assert people(there) == [ours.pk, theirs.pk]


@pytest.mark.parametrize(
    "change",
    [
        {"seniority": 2},
        {"available_from": date(2031, 1, 1)},
        {"is_remote_ok": True},
        {"regions": ["it"]},
        {"languages": ["de"]},
        {"right_to_work": ["eu"]},
    ],
)
def test_the_version_changes_with_everything_that_rankings_use(change: dict[str, Any]):
    person = CandidateFactory(regions=["fr"], languages=["en"], right_to_work=["uk"])
    before = pool.load().version

    Candidate.objects.filter(pk=person.pk).update(**change)

    assert pool.load().version != before


def test_the_version_does_not_change_with_other_data():
    person = CandidateFactory()
    before = pool.load().version

    Candidate.objects.filter(pk=person.pk).update(headline="Another one", days_per_week=3)

    assert pool.load().version == before


def test_shards_add_up_to_the_whole():
    skill = ConceptFactory()
    everybody = [holding(skill) for _ in range(9)]

    parts = [pool.load(Shard(number, 4)) for number in range(4)]

    assert sorted(one for part in parts for one in people(part)) == [one.pk for one in everybody]
    content = sum(part.content for part in parts) % 2**64
    assert content == pool.load().content
