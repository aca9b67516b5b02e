"""Who can be among the best: everyone read roughly, then fewer and fewer more closely."""

from dataclasses import dataclass, replace

import numpy as np

from matching.need import Need
from matching.outcomes import likeness
from matching.plan import Items, Plan
from matching.pool import Bools, Floats, Ints, Pool
from matching.score import seniority_factors, shares
from matching.select import kth_largest
from matching.sweep import FULL, LITTLE, Sums, Swept, sweep

SAMPLE, PLACES = 200, 8
"""So many people, and some for each place of the ranking, say where its end must lie."""
NEAR = 5
"""So many times as many are near the top: mostly all who can still be in the ranking."""
EACH = 3
"""The sum that they begin at is guessed from so many times as many."""
COMPARED = 1_000
"""People whose outcomes are compared at a time."""
LOOKED_UP = 50
"""Looking one person up takes as long as reading so many postings."""
MARGIN = 2
"""Postings are left unread at first when that many times as many are saved as looking up all near
the top would take."""
SLACK = 1e-8


def in_reach(pool: Pool, need: Need, plan: Plan, may: Bools, top: int) -> Ints:
    """Return all rows that can be among the best `top`, and few others.

    When fewer than `top` of them score more than 0, everyone else scores 0.

    Args:
        may: shape (N,), who may be ranked.
    """
    rest = _Rest(pool, seniority_factors(need.seniority).low, shares(need).outcome)
    # Outcomes and must-haves leave it more open who is how near: to read less would then let so
    # many through that it takes longer.
    whole = (
        bool(rest.outcome)
        or bool(need.is_must.any())
        or _is_little(plan.skills, NEAR * _head(pool.size, top))
    )
    swept = sweep(pool, need, plan, may, whole=whole)
    near = _by_sums(pool, swept, rest, may, top)
    if near is None:
        swept = sweep(pool, need, plan, may, whole=True)
        near = _by_sums(pool, swept, rest, may, top)
    assert near is not None
    least = max(near.least, _threshold(rest.lowest(near.sums, near.rows), top))
    highest = rest.highest(near.sums, near.rows)
    near = near.of(np.flatnonzero(highest >= least))
    if not rest.outcome:
        return near.rows
    return _by_outcomes(pool, need, rest, replace(near, least=least), top)


def _is_little(skills: Items, looked_up: int) -> bool:
    """Whether too little would be left unread to make up for looking people up."""
    unread = int(skills.held[skills.tau <= LITTLE].sum())
    return unread <= MARGIN * LOOKED_UP * looked_up


@dataclass(frozen=True, slots=True)
class _Near:
    """Who can be among the best, as far as is known.

    Attributes:
        rows: shape (n,), each once.
        sums: theirs, when everything is read.
        least: a fit that enough people reach.
    """

    rows: Ints
    sums: Sums
    least: float

    def of(self, places: Ints) -> "_Near":
        """Return some of them."""
        return replace(self, rows=self.rows[places], sums=self.sums.of(places))


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a fit consists of besides the sums.

    Attributes:
        pool: whose seniority and outcomes they are.
        factors: shape (8,), the multiplier that a seniority is, at its low end.
        outcome: the share of outcomes, 0 where the brief asks for none.
    """

    pool: Pool
    factors: Floats
    outcome: float

    def lowest(self, sums: Sums, rows: Ints) -> Floats:
        """Return the least that the fit of some rows can be, with these sums."""
        return self._fit(sums.base()[0], sums.must()[0], rows)

    def highest(self, sums: Sums, rows: Ints) -> Floats:
        """Return the most that it can be, whatever they have achieved."""
        base = sums.base()[1]
        if self.outcome:
            base += self.outcome * self.has_outcomes(rows)
        return self._fit(base, sums.must()[1], rows)

    def has_outcomes(self, rows: Ints) -> Bools:
        """Return who has achieved anything, and so may have some of the share of outcomes."""
        start = self.pool.outcomes.start
        return start[rows + 1] > start[rows]

    def _fit(self, base: Floats, must: Floats, rows: Ints) -> Floats:
        factor = self.factors.take(self.pool.seniority[rows])
        return 100.0 * np.minimum(base, 1.0) * must * factor


def _by_sums(pool: Pool, swept: Swept, rest: _Rest, may: Bools, top: int) -> _Near | None:
    """Return who can be among the best by their sums; None when too many would be looked up."""
    rough = swept.rough
    near = _near_the_top(rough, top)
    sums = rough.sums[near]
    lowest_of_near = int(sums.min(initial=FULL))
    lowest_of_head = max(lowest_of_near, int(kth_largest(sums, _head(pool.size, top))))
    head = near[sums >= lowest_of_head]
    closer = swept.closer(pool, head)
    # Outcomes are not in the sums: somebody may have all of their share besides, or nothing.
    least = _threshold(rest.lowest(closer, head), top)
    floor = rough.least_sum(least / 100.0 - rest.outcome)
    if floor > lowest_of_near:
        # Whoever is not near the top has less than all of these.
        others = near[sums >= floor]
    elif floor:
        others = rough.rows_above(floor)
    else:
        others = np.flatnonzero(may)
        if swept.is_whole:
            is_found = rough.sums[others] > 0
            others = others[is_found | rest.has_outcomes(others) if rest.outcome else is_found]
    others = others[rough.sums[others] < lowest_of_head]
    others = others[rest.highest(rough.of(others), others) >= least]
    if not swept.is_whole and len(others) * LOOKED_UP > swept.touched:
        # Too many might come near by what was not read: it is quicker to read it.
        return None
    rows = np.concatenate((head, others))
    return _Near(rows, closer.joined(swept.closer(pool, others)), least)


def _near_the_top(rough: Sums, top: int) -> Ints:
    """Return rows with high sums: some times as many as the head has, if there are so many."""
    many = min(len(rough.sums), NEAR * _head(len(rough.sums), top))
    # Nearly the right number is enough: some of the people stand for all of them.
    step = max(1, len(rough.sums) // (EACH * many))
    some = np.ascontiguousarray(rough.sums[::step])
    rows = rough.rows_above(max(1, int(kth_largest(some, max(1, many // step)))))
    if len(rows) < 2 * top:
        rows = rough.rows_above(max(1, int(kth_largest(rough.sums, many))))
    return rows


def _head(size: int, top: int) -> int:
    """Return how many of the highest sums say where the end of the ranking lies."""
    return min(size, SAMPLE + PLACES * top)


def _by_outcomes(pool: Pool, need: Need, rest: _Rest, near: _Near, top: int) -> Ints:
    """Compare outcomes, most promising first, until nobody who is left can be among the best."""
    rows, least = near.rows, near.least
    base_low, base_high = near.sums.base()
    must_low, must_high = near.sums.must()
    factor = 100.0 * rest.factors.take(pool.seniority[rows])
    lows, ends = rest.lowest(near.sums, rows), rest.highest(near.sums, rows)
    order = np.argsort(-ends)
    done = 0
    while done < len(order) and ends[order[done]] >= least:
        part = np.sort(order[done : done + max(COMPARED, 2 * top, done)])
        like = likeness(pool.outcomes, need, rows[part])
        outcome = rest.outcome * like.credit.mean(axis=0)
        low, high = base_low[part] + outcome * (1 - 1e-9), base_high[part] + outcome * (1 + 1e-9)
        lows[part] = factor[part] * must_low[part] * low
        ends[part] = factor[part] * must_high[part] * np.minimum(high, 1.0)
        done += len(part)
        least = max(least, _threshold(lows, top))
    seen = np.sort(order[:done])
    return rows[seen[ends[seen] >= least]]


def _threshold(lows: Floats, top: int) -> float:
    """Return what the last place reaches at least; fits that round to the same must stay in."""
    return max(0.0, float(kth_largest(lows, top)) - SLACK)
