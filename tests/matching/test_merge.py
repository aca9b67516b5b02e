"""Segments and shards: any split of the people gives the same ranking."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Importance, Ranking, merge, pool_from_arrays, pool_to_arrays, rank, without
from tests.matching.crowd import brief_for, crowd_of
from tests.matching.worlds import Person, Wanted, briefs, crowds, need_of, people, pool_of

quick = settings(max_examples=60)
PLACES = {"rows", "source"}


def told(ranking: Ranking) -> dict[str, object]:
    """Return everything that must not depend on how the people are split."""
    values = {field.name: getattr(ranking, field.name) for field in fields(ranking)}
    return {
        name: (value.dtype.str, value.tobytes()) if isinstance(value, np.ndarray) else value
        for name, value in values.items()
        if name not in PLACES
    }


def ranked(people_: list[Person], numbers: list[int], wanted: Wanted, top: int | None) -> Ranking:
    pool = pool_of([people_[number] for number in numbers])
    pool.ids[:] = [100 + number for number in numbers]
    return rank(pool, need_of(wanted), top)


@quick
@given(crowds, briefs, st.data(), st.one_of(st.none(), st.integers(0, 7)))
def test_merging_any_split_gives_the_ranking_of_the_whole(crowd, wanted, data, top):
    crowd = list(crowd)
    shard_of = [data.draw(st.integers(0, 2)) for _ in crowd]
    shards = [[n for n in range(len(crowd)) if shard_of[n] == shard] for shard in range(3)]

    parts = [ranked(crowd, numbers, wanted, top) for numbers in shards]
    whole = ranked(crowd, list(range(len(crowd))), wanted, top)
    merged = merge(parts, top)

    assert told(merged) == told(whole)
    found = [shards[source][row] for source, row in zip(merged.source, merged.rows, strict=True)]
    assert found == whole.rows.tolist()


@pytest.mark.parametrize("seed", [0, 3, 5, 7])
def test_one_two_four_and_eight_shards_give_the_same_bytes(seed):
    pool, need = crowd_of(seed, 4_000), brief_for(seed)
    whole = told(rank(pool, need, 50))

    for of in (1, 2, 4, 8):
        is_of = [np.arange(pool.size) % of == number for number in range(of)]
        shards = [replace(pool, live=pool.live & here) for here in is_of]

        assert told(merge([rank(shard, need, 50) for shard in shards], 50)) == whole


@quick
@given(crowds, people(b"new"), briefs, st.data())
def test_a_changed_person_is_masked_in_the_snapshot_and_ranked_in_the_delta(
    crowd, changed, wanted, data
):
    crowd = list(crowd)
    row = data.draw(st.integers(0, len(crowd) - 1))
    changed.ref = crowd[row].ref

    base = rank(without(pool_of(crowd), [row]), need_of(wanted), 3)
    layer = rank(pool_of([changed], first_id=100 + row), need_of(wanted), 3)
    whole = rank(pool_of([*crowd[:row], changed, *crowd[row + 1 :]]), need_of(wanted), 3)

    assert told(merge([base, layer], 3)) == told(whole)


def test_only_live_people_are_counted():
    pool = pool_of([Person(ref=b"a"), Person(ref=b"b"), Person(ref=b"c")], [True, False, True])

    ranking = rank(pool, need_of(Wanted([(0, Importance.MUST, 1)], conflicts=[101, 102])))

    assert (ranking.size, ranking.eligible, ranking.rows.tolist()) == (2, 1, [0])
    assert sum(ranking.gated.values()) == 1


@quick
@given(crowds, briefs)
def test_a_stored_pool_ranks_as_the_one_it_was_made_from(crowd, wanted):
    pool = pool_of(list(crowd))
    stored = {name: np.array(value) for name, value in pool_to_arrays(pool).items()}

    assert told(rank(pool_from_arrays(stored), need_of(wanted))) == told(
        rank(pool, need_of(wanted))
    )


def test_rankings_that_cannot_be_merged_are_refused():
    one, need = pool_of([Person(ref=b"a"), Person(ref=b"b")]), need_of(Wanted([(0, 1, 0)]))
    other = need_of(Wanted([(0, 1, 0)], situations=[1]))

    with pytest.raises(ValueError, match="no rankings"):
        merge([], 1)
    with pytest.raises(ValueError, match="of different needs"):
        merge([rank(one, need), rank(pool_of([]), other)])
    with pytest.raises(ValueError, match="fewer rows"):
        merge([rank(one, need, 1), rank(pool_of([]), need, 1)], 2)
    with pytest.raises(ValueError, match="in two"):
        merge([rank(one, need), rank(one, need)])
    with pytest.raises(ValueError, match="top"):
        merge([rank(one, need)], -1)
