"""The ranking agrees with the reference formula, and the top k with the full list."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import rank
from tests.matching import reference
from tests.matching.worlds import briefs, crowds, need_of, pool_of, scores_of

quick = settings(max_examples=60)


@settings(max_examples=150)
@given(crowds, briefs)
def test_ranking_agrees_with_the_plain_formula(crowd, wanted):
    ranking = rank(pool_of(list(crowd)), need_of(wanted))
    fits = scores_of(list(crowd), wanted).fit

    lows = [reference.fit(one, wanted) for one in crowd]
    highs = [reference.fit(one, wanted, high=True) for one in crowd]
    assert fits == pytest.approx(lows, abs=1e-6)
    assert ranking.high == pytest.approx([highs[row] for row in ranking.rows], abs=1e-6)
    assert sorted(ranking.rows) == [
        row for row, one in enumerate(crowd) if not reference.barred(one, 100 + row, wanted)
    ]
    assert ranking.rows.tolist() == sorted(
        ranking.rows.tolist(), key=lambda row: (-fits[row], crowd[row].ref)
    )


@quick
@given(crowds, briefs)
def test_fit_lies_within_its_range_and_between_0_and_100(crowd, wanted):
    ranking = rank(pool_of(list(crowd)), need_of(wanted))

    assert (ranking.fit >= 0).all()
    assert (ranking.low == ranking.fit).all()
    assert (ranking.low <= ranking.high).all()
    assert (ranking.high <= 100).all()


@quick
@given(crowds, briefs, st.integers(0, 7))
def test_top_is_the_beginning_of_the_full_list(crowd, wanted, top):
    pool, need = pool_of(list(crowd)), need_of(wanted)

    assert rank(pool, need, top).rows.tolist() == rank(pool, need).rows.tolist()[:top]
