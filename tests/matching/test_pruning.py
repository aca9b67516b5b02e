"""The top k equal the beginning of the full list: pruning loses nobody."""

import importlib
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from matching import (
    Importance,
    build_need,
    build_pool,
    explain_many,
    postings,
    rank,
    scores,
)
from tests.matching.crowd import brief_for, brief_for_skills_alone, crowd_of
from tests.matching.test_merge import told
from tests.matching.worlds import THIS_YEAR, Person, Wanted, need_of, pool_of, record_with

scan_module = importlib.import_module("matching.scan")
pruning_module = importlib.import_module("matching.pruning")
rank_module = importlib.import_module("matching.rank")


def followed(monkeypatch, module, name: str) -> list[Any]:
    """Return a list that collects the results of a function of a module."""
    returned: list[Any] = []
    real = getattr(module, name)

    def follow(*args, **kwargs):
        returned.append(real(*args, **kwargs))
        return returned[-1]

    monkeypatch.setattr(module, name, follow)
    return returned


def beginning(ranking, top: int) -> dict[str, object]:
    return {
        name: value[:top].tobytes() if isinstance(value, np.ndarray) else value
        for name in type(ranking).__dataclass_fields__
        if (value := getattr(ranking, name)) is not None
    }


@pytest.mark.parametrize("seed", range(40))
def test_top_k_equals_the_head_of_the_full_ranking(seed):
    pool = crowd_of(seed, (7, 300, 3_000)[seed % 3])
    need = brief_for(seed)

    everyone = rank(pool, need)

    for top in (1, 10, 200):
        assert beginning(rank(pool, need, top), top) == beginning(everyone, top)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    "postings_per_lookup", [0, 10**9], ids=["people are looked up", "a complete scan follows"]
)
def test_skipping_posting_lists_does_not_change_the_ranking(monkeypatch, seed, postings_per_lookup):
    pool, need = crowd_of(seed, (60, 3_000)[seed % 2]), brief_for_skills_alone(seed)
    everyone = rank(pool, need)
    scans = followed(monkeypatch, pruning_module, "scan")

    monkeypatch.setattr(pruning_module, "POSTINGS_PER_LOOKUP", postings_per_lookup)
    monkeypatch.setattr(pruning_module, "SKIP_MARGIN", 0)

    for top in (1, 10, 200):
        assert beginning(rank(pool, need, top), top) == beginning(everyone, top)
    assert not scans[0].is_complete
    assert postings_per_lookup or all(not scanned.is_complete for scanned in scans)


def test_few_people_are_scored_exactly_when_neighbours_are_many_and_weak(monkeypatch):
    monkeypatch.setattr(pruning_module, "SKIP_MARGIN", 0)
    pool, need = crowd_of(3, 30_000), brief_for_skills_alone(4)
    scans = followed(monkeypatch, pruning_module, "scan")
    chosen = followed(monkeypatch, rank_module, "prune")

    rank(pool, need, 20)

    assert [scanned.is_complete for scanned in scans] == [False]
    assert len(chosen[0]) < 60


@pytest.mark.parametrize(
    "settings", [{"BLOCK_ROWS": 700}, {"SPARSE_RATIO": 0}, {"BLOCK_ROWS": 64, "SPARSE_RATIO": 0}]
)
def test_block_sizes_do_not_change_the_ranking(monkeypatch, settings):
    pool, need = crowd_of(1, 3_000), brief_for(13)
    at_once = rank(pool, need, 50)

    for name, value in settings.items():
        monkeypatch.setattr(scan_module, name, value)

    assert told(rank(pool, need, 50)) == told(at_once)


@pytest.mark.parametrize("seed", range(40))
def test_a_small_sample_does_not_change_the_ranking(monkeypatch, seed):
    pool = crowd_of(seed, 3_000)
    need = brief_for_skills_alone(seed) if seed % 4 == 3 else brief_for(seed)
    everyone = rank(pool, need)
    for name, value in {
        "SAMPLE_MIN": 5,
        "SAMPLE_PER_RANK": 1,
        "NEAR_FACTOR": 2,
        "THRESHOLD_SAMPLE": 1,
        "SKIP_MARGIN": 0,
    }.items():
        monkeypatch.setattr(pruning_module, name, value)

    for top in (1, 10, 200):
        assert beginning(rank(pool, need, top), top) == beginning(everyone, top)


def test_people_outside_the_sample_are_found():
    # The sample meets only the 150 of 60,000 people who used the skill recently. The best are ten
    # others: they used it less recently, but their outcomes match the criterion exactly.
    size, best = 60_000, np.arange(10) * 5_000 + 7
    years = np.full(size, THIS_YEAR - 4)
    years[np.arange(150) * 14 * 20] = THIS_YEAR
    start = np.zeros(size + 1, np.int64)
    start[best + 1] = 1
    wanted = np.array([[100, 50]], np.int8)
    nothing = postings([], [], width=1)
    pool = build_pool(
        ids=np.arange(size),
        refs=np.array([b"%05d" % number for number in range(size)]),
        skills=postings(np.zeros(size, int), np.arange(size), width=1, years=years),
        situations=nothing,
        sectors=nothing,
        seniority=np.zeros(size, int),
        available_from=np.zeros(size, int),
        remote=np.zeros(size, bool),
        languages=nothing,
        regions=nothing,
        right_to_work=nothing,
        record=record_with(np.cumsum(start), np.zeros(10, np.int64), wanted),
    )
    need = build_need(
        this_year=THIS_YEAR,
        requirements=[(0, Importance.SHOULD, 0)],
        tau=csr_array(np.eye(1)),
        criteria=wanted,
    )

    assert sorted(rank(pool, need, 10).rows) == best.tolist()


def test_among_equal_scores_only_the_ref_decides():
    crowd = [Person(ref=b"%016d" % (999 - n), skills=[(0, 3, 2026)]) for n in range(1_000)]

    ranking = rank(pool_of(crowd), need_of(Wanted([(0, Importance.MUST, 3)])), 5)

    assert ranking.refs.tolist() == [b"%016d" % n for n in range(5)]


def test_if_nobody_fits_the_lowest_refs_are_returned():
    crowd = [Person(ref=b"%016d" % (999 - n)) for n in range(1_000)]

    ranking = rank(pool_of(crowd), need_of(Wanted([(0, Importance.MUST, 3)])), 5)

    assert ranking.refs.tolist() == [b"%016d" % n for n in range(5)]


@pytest.mark.parametrize("seed", range(6))
def test_explaining_many_equals_explaining_each(seed):
    pool, need = crowd_of(seed, 200), brief_for(seed + 3)
    rows = np.array([5, 3, 199, 3])

    found = explain_many(pool, need, rows)

    assert found == [explain_many(pool, need, [row])[0] for row in rows]
    assert [one.fit for one in found] == scores(pool, need, rows).fit.tolist()


def test_a_need_of_a_whole_vocabulary_is_ranked():
    width = 3_000
    diagonal = type("Tau", (), {})()
    diagonal.indptr, diagonal.indices = np.arange(width + 1), np.arange(width)
    diagonal.data = np.ones(width)
    asked = [(skill, Importance.MUST, 3) for skill in range(width)]
    need = build_need(this_year=2026, requirements=asked, tau=diagonal)
    crowd = [Person(ref=b"%03d" % n, skills=[(n % 8, 3, 2026)] * (n % 3)) for n in range(300)]

    cut, everyone = rank(pool_of(crowd), need, 20), rank(pool_of(crowd), need)

    assert beginning(cut, 20) == beginning(everyone, 20)
