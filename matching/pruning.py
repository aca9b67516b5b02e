"""Prune candidates that cannot reach the top k.

First a coarse upper bound for everyone (`scan`), then tighter bounds for the few that remain.
`matching.exact` scores the rest exactly.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.need import Need
from matching.outcomes import outcome_similarity
from matching.pool import Bools, Floats, Ints, Pool
from matching.query import Items, QueryPlan
from matching.scan import LOW_TAU, UINT16_MAX, ScanResult, ScoreBounds, scan
from matching.score import seniority_factors, shares
from matching.select import kth_largest

SAMPLE_MIN, SAMPLE_PER_RANK = 200, 8
"""Sample size used to estimate the score of rank `top`: `SAMPLE_MIN + SAMPLE_PER_RANK * top`."""
NEAR_FACTOR = 5
"""People kept near the top, as a multiple of the sample size; usually more than can be in it."""
THRESHOLD_SAMPLE = 3
"""Number of sums from which the first threshold is estimated, as a multiple of those wanted."""
OUTCOME_BATCH = 1_000
"""People whose outcomes are compared in one step."""
POSTINGS_PER_LOOKUP = 50
"""Looking up one person takes as long as reading this many postings (measured)."""
SKIP_MARGIN = 2
"""Skip postings if that saves this many times the cost of the look-ups."""
ROUNDING_SLACK = 1e-8


def prune(pool: Pool, need: Need, plan: QueryPlan, eligible: Bools, top: int) -> Ints:
    """Return all rows that can be among the best `top`, and few others.

    If fewer than `top` people score more than 0, everyone not returned scores 0.

    Args:
        eligible: shape (N,), who may be ranked.
    """
    limits = _FitLimits(pool, seniority_factors(need.seniority).low, shares(need).outcome)
    # With outcomes or must-haves the bounds after skipping are so loose that looking up the
    # remaining people takes longer than a complete scan.
    complete = (
        bool(limits.outcome)
        or bool(need.is_must.any())
        or _saves_too_little(plan.skills, NEAR_FACTOR * _sample_size(pool.size, top))
    )
    scanned = scan(pool, need, plan, eligible, complete=complete)
    remaining = _prune_by_sums(pool, scanned, limits, eligible, top)
    if remaining is None:
        scanned = scan(pool, need, plan, eligible, complete=True)
        remaining = _prune_by_sums(pool, scanned, limits, eligible, top)
    assert remaining is not None
    lowest = limits.lowest(remaining.bounds, remaining.rows)
    threshold = max(remaining.threshold, _threshold(lowest, top))
    highest = limits.highest(remaining.bounds, remaining.rows)
    remaining = remaining.take(np.flatnonzero(highest >= threshold))
    if not limits.outcome:
        return remaining.rows
    return _prune_by_outcomes(pool, need, limits, replace(remaining, threshold=threshold), top)


def _saves_too_little(skills: Items, lookups: int) -> bool:
    """Return whether skipping saves fewer postings than the look-ups cost."""
    skipped = int(skills.entry_counts[skills.tau <= LOW_TAU].sum())
    return skipped <= SKIP_MARGIN * POSTINGS_PER_LOOKUP * lookups


@dataclass(frozen=True, slots=True)
class _Remaining:
    """The people not pruned so far.

    Attributes:
        rows: shape (n,), unique.
        bounds: their bounds from a complete scan.
        threshold: a fit that at least `top` people reach.
    """

    rows: Ints
    bounds: ScoreBounds
    threshold: float

    def take(self, positions: Ints) -> "_Remaining":
        """Return some of them."""
        return replace(self, rows=self.rows[positions], bounds=self.bounds.take(positions))


@dataclass(frozen=True, slots=True)
class _FitLimits:
    """Turns bounds of a scan into bounds of the fit: adds seniority and outcomes.

    Attributes:
        pool: the pool.
        factors: shape (8,), the seniority multiplier by seniority, unknown at its low end.
        outcome: the share of outcomes, 0 when the brief has no criteria.
    """

    pool: Pool
    factors: Floats
    outcome: float

    def lowest(self, bounds: ScoreBounds, rows: Ints) -> Floats:
        """Return a lower bound of the fit of `rows`."""
        return self._fit(bounds.base()[0], bounds.must()[0], rows)

    def highest(self, bounds: ScoreBounds, rows: Ints) -> Floats:
        """Return an upper bound of the fit of `rows`, with full credit for outcomes."""
        base = bounds.base()[1]
        if self.outcome:
            base += self.outcome * self.has_outcomes(rows)
        return self._fit(base, bounds.must()[1], rows)

    def has_outcomes(self, rows: Ints) -> Bools:
        """Return who has stated any outcome."""
        start = self.pool.outcomes.start
        return start[rows + 1] > start[rows]

    def _fit(self, base: Floats, must: Floats, rows: Ints) -> Floats:
        factor = self.factors.take(self.pool.seniority[rows])
        return 100.0 * np.minimum(base, 1.0) * must * factor


def _prune_by_sums(
    pool: Pool, scanned: ScanResult, limits: _FitLimits, eligible: Bools, top: int
) -> _Remaining | None:
    """Keep the people who can be among the best by their sums; None if too many need a look-up."""
    bounds = scanned.bounds
    near = _rows_near_top(bounds, top)
    sums = bounds.sums[near]
    min_near = int(sums.min(initial=UINT16_MAX))
    min_sample = max(min_near, int(kth_largest(sums, _sample_size(pool.size, top))))
    sample = near[sums >= min_sample]
    refined = scanned.refine(pool, sample)
    # Outcomes are not in the sums: a person may have all of that share in addition, or nothing.
    threshold = _threshold(limits.lowest(refined, sample), top)
    floor = bounds.min_sum(threshold / 100.0 - limits.outcome)
    if floor > min_near:
        # People who are not near the top have smaller sums than all of these.
        others = near[sums >= floor]
    elif floor:
        others = bounds.rows_from(floor)
    else:
        others = np.flatnonzero(eligible)
        if scanned.is_complete:
            has_sum = bounds.sums[others] > 0
            others = others[has_sum | limits.has_outcomes(others) if limits.outcome else has_sum]
    others = others[bounds.sums[others] < min_sample]
    others = others[limits.highest(bounds.take(others), others) >= threshold]
    if not scanned.is_complete and len(others) * POSTINGS_PER_LOOKUP > scanned.entries_read:
        # Looking all of them up would take longer than a complete scan.
        return None
    rows = np.concatenate((sample, others))
    return _Remaining(rows, refined.concat(scanned.refine(pool, others)), threshold)


def _rows_near_top(bounds: ScoreBounds, top: int) -> Ints:
    """Return the rows with the highest sums, about `NEAR_FACTOR` times the sample size."""
    wanted = min(len(bounds.sums), NEAR_FACTOR * _sample_size(len(bounds.sums), top))
    # The number need not be exact, so the threshold is estimated from every n-th sum.
    step = max(1, len(bounds.sums) // (THRESHOLD_SAMPLE * wanted))
    every_nth = np.ascontiguousarray(bounds.sums[::step])
    rows = bounds.rows_from(max(1, int(kth_largest(every_nth, max(1, wanted // step)))))
    if len(rows) < 2 * top:
        rows = bounds.rows_from(max(1, int(kth_largest(bounds.sums, wanted))))
    return rows


def _sample_size(size: int, top: int) -> int:
    """Return how many of the highest sums are used to estimate the score of rank `top`."""
    return min(size, SAMPLE_MIN + SAMPLE_PER_RANK * top)


def _prune_by_outcomes(
    pool: Pool, need: Need, limits: _FitLimits, remaining: _Remaining, top: int
) -> Ints:
    """Compare outcomes, highest upper bound first, until nobody else can be among the best."""
    rows, threshold = remaining.rows, remaining.threshold
    base_low, base_high = remaining.bounds.base()
    must_low, must_high = remaining.bounds.must()
    factor = 100.0 * limits.factors.take(pool.seniority[rows])
    lowest = limits.lowest(remaining.bounds, rows)
    highest = limits.highest(remaining.bounds, rows)
    order = np.argsort(-highest)
    done = 0
    while done < len(order) and highest[order[done]] >= threshold:
        batch = np.sort(order[done : done + max(OUTCOME_BATCH, 2 * top, done)])
        similarity = outcome_similarity(pool.outcomes, need, rows[batch])
        outcome = limits.outcome * similarity.credit.mean(axis=0)
        low = base_low[batch] + outcome * (1 - 1e-9)
        high = base_high[batch] + outcome * (1 + 1e-9)
        lowest[batch] = factor[batch] * must_low[batch] * low
        highest[batch] = factor[batch] * must_high[batch] * np.minimum(high, 1.0)
        done += len(batch)
        threshold = max(threshold, _threshold(lowest, top))
    compared = np.sort(order[:done])
    return rows[compared[highest[compared] >= threshold]]


def _threshold(lowest: Floats, top: int) -> float:
    """Return a lower bound of the fit of rank `top`, lowered so that rounded ties stay in."""
    return max(0.0, float(kth_largest(lowest, top)) - ROUNDING_SLACK)
