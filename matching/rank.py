"""The best of a pool, exactly, without scoring exactly who cannot be among them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.exact import Scores, fits_of, score_rows
from matching.gate import Barrier, barriers
from matching.need import Need
from matching.outcomes import likeness
from matching.plan import Plan, lay_out
from matching.pool import Bools, Floats, Ints, Pool
from matching.score import Shares, seniority_factors, shares
from matching.select import first_refs, kth_largest, order_by_fit
from matching.sweep import Swept, rows_above, sweep

SAMPLE = 2_000
"""So many people, and some for each place of the ranking, say where its end must lie."""
COMPARED = 1_000
"""People whose outcomes are compared at a time."""
SLACK = 1e-8


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best of those who can be considered, and some numbers about everyone.

    The arrays have shape (T,), best first, T at most the `top` asked for.

    Attributes:
        rows: which row of its pool.
        ids, refs: the pool's own names for it.
        source: which of the rankings it came from, when this one was merged from several; else 0.
        fit: 0 to 100, what is unknown counted at its low end.
        low, high: the range that unknown levels, dates, outcomes and seniority leave open; `low`
            is `fit` in this version.
        skill, situation, outcome, sector: the parts, 0 to 1; 0 where the brief does not ask (see
            shares).
        must, seniority: the two multipliers, 0 to 1.
        unconfirmed: uint8 of `Barrier` bits: asked for by the brief, not stated by the person.
        shares: the weight of each part in this ranking.
        size: how many people the pool has, those not live left out.
        eligible: how many of them are not blocked; T is smaller when `top` cut them.
        gated: how many each barrier keeps out; somebody may stand behind several.
    """

    rows: Ints
    ids: Ints
    refs: npt.NDArray[np.bytes_]
    source: Ints
    fit: Floats
    low: Floats
    high: Floats
    skill: Floats
    situation: Floats
    outcome: Floats
    sector: Floats
    must: Floats
    seniority: Floats
    unconfirmed: Ints
    shares: Shares
    size: int
    eligible: int
    gated: dict[Barrier, int]


def rank(pool: Pool, need: Need, top: int | None = None) -> Ranking:
    """Return the best `top` of a pool who are not blocked (all of them by default).

    Ordered by fit rounded to 1e-9, highest first, then by ref. Nobody's score depends on anybody
    else's.

    Raises:
        ValueError: `top` is negative, or the vectors of pool and need differ in length.
    """
    if top is not None and top < 0:
        raise ValueError(f"rank: top is {top}")
    blocked, _ = barriers(pool, need)
    may = pool.live & (blocked == 0)
    eligible = int(np.count_nonzero(may))
    plan = lay_out(pool, need)
    wanted = eligible if top is None else min(top, eligible)
    rows = _best(pool, need, plan, may, wanted) if wanted else np.zeros(0, np.intp)
    return _ranking(pool, score_rows(pool, need, plan, rows), blocked, eligible)


def _best(pool: Pool, need: Need, plan: Plan, may: Bools, top: int) -> Ints:
    """Return the best `top` of the rows that may be ranked, best first."""
    if top == np.count_nonzero(may):
        rows = np.flatnonzero(may)
        fits = fits_of(pool, need, plan, rows)
    else:
        swept = sweep(pool.size, need, plan)
        np.multiply(swept.packed, may, out=swept.packed)
        rows = _in_reach(pool, need, swept, may, top)
        fits = fits_of(pool, need, plan, rows)
        short = top - np.count_nonzero(fits)
        if short > 0:
            # Nobody else has anything the brief asks for: they score 0, and their refs decide.
            rest = may.copy()
            rest[rows] = False
            others = first_refs(pool.refs, np.flatnonzero(rest), short)
            rows = np.concatenate((rows, others))
            fits = np.concatenate((fits, np.zeros(len(others))))
    return rows[order_by_fit(fits, pool.refs, rows, top)]


def _in_reach(pool: Pool, need: Need, swept: Swept, may: Bools, top: int) -> Ints:
    """Return, ascending, all rows that can be among the best, and few others.

    When fewer than `top` of them score more than 0, everyone else scores 0.
    """
    share = shares(need).outcome
    factors = seniority_factors(need.seniority).low
    has_outcomes = pool.outcomes.start[1:] > pool.outcomes.start[:-1] if share else None

    least = _end_of_ranking(pool, swept, factors, top)
    # Outcomes are not in the sums: whoever has some may have all of their share besides.
    from_outcomes = share if has_outcomes is not None else 0.0
    floor = swept.least_sum(least / 100.0 - from_outcomes)
    rows = rows_above(swept, max(floor, 1))
    if has_outcomes is not None and not floor:
        rows = np.flatnonzero(((swept.packed > 0) | has_outcomes) & may)
    packed = swept.packed[rows]
    base_low, base_high = swept.base(packed)
    must_low, must_high = swept.must(packed)
    factor = factors[pool.seniority[rows]]
    lows = 100.0 * base_low * must_low * factor
    highs = 100.0 * must_high * factor
    if has_outcomes is None:
        highs *= np.minimum(base_high, 1.0)
        return rows[highs >= _threshold(lows, top)]

    scale = 100.0 * must_low * factor
    ends = highs * np.minimum(base_high + share * has_outcomes[rows], 1.0)
    order = np.argsort(-ends, kind="stable")
    done = 0
    while done < len(rows) and ends[order[done]] >= least:
        part = np.sort(order[done : done + max(COMPARED, 2 * top, done)])
        like = likeness(pool.outcomes, need, rows[part])
        outcome = share * like.credit.mean(axis=0)
        lows[part] = scale[part] * (base_low[part] + outcome * (1 - 1e-9))
        ends[part] = highs[part] * np.minimum(base_high[part] + outcome * (1 + 1e-9), 1.0)
        done += len(part)
        least = max(least, _threshold(lows, top))
    seen = np.sort(order[:done])
    return rows[seen[ends[seen] >= least]]


def _end_of_ranking(pool: Pool, swept: Swept, factors: Floats, top: int) -> float:
    """Return a fit that at least `top` people reach, by what they have besides outcomes."""
    many = min(len(swept.packed), SAMPLE + 8 * top)
    cut = kth_largest(swept.packed, many)
    rows = rows_above(swept, max(1, int(cut)))
    packed = swept.packed[rows]
    low = 100.0 * swept.base(packed)[0] * swept.must(packed)[0]
    return _threshold(low * factors[pool.seniority[rows]], top)


def _threshold(lows: Floats, top: int) -> float:
    """Return what the last place reaches at least; fits that round to the same must stay in."""
    return max(0.0, float(kth_largest(lows, top)) - SLACK)


def _ranking(pool: Pool, best: Scores, blocked: Ints, eligible: int) -> Ranking:
    return Ranking(
        rows=best.rows,
        ids=pool.ids[best.rows],
        refs=pool.refs[best.rows],
        source=np.zeros(len(best.rows), np.int64),
        fit=best.fit,
        low=best.low,
        high=best.high,
        skill=best.skill,
        situation=best.situation,
        outcome=best.outcome,
        sector=best.sector,
        must=best.must,
        seniority=best.seniority,
        unconfirmed=best.unconfirmed,
        shares=best.shares,
        size=int(np.count_nonzero(pool.live)),
        eligible=eligible,
        gated=_gated(pool, blocked),
    )


def _gated(pool: Pool, blocked: Ints) -> dict[Barrier, int]:
    counts = np.bincount(blocked[pool.live], minlength=32)
    bits = np.arange(len(counts))
    return {barrier: int(counts[(bits & barrier) > 0].sum()) for barrier in Barrier}
