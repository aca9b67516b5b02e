"""The best of a pool, exactly, without scoring exactly who cannot be among them."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from matching.exact import Scores, chosen, score_rows
from matching.gate import Barrier, gate
from matching.need import Need
from matching.outcomes import likeness
from matching.plan import lay_out
from matching.pool import Bools, Floats, Ints, Pool
from matching.score import Shares, seniority_factors, shares
from matching.select import first_refs, kth_largest, order_by_fit
from matching.sweep import Swept, sweep

SAMPLE = 2_000
"""So many people, and some for each place of the ranking, say where its end must lie."""
EACH = 10
"""The place that this is found at is guessed from so many times as many."""
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
    may, kept_out = gate(pool, need)
    eligible = int(np.count_nonzero(may))
    wanted = eligible if top is None else min(top, eligible)
    best = _best(pool, need, may, wanted)
    return Ranking(
        ids=pool.ids[best.rows],
        refs=pool.refs[best.rows],
        source=np.zeros(len(best.rows), np.int64),
        size=int(np.count_nonzero(pool.live)),
        eligible=eligible,
        gated=kept_out,
        **{name: getattr(best, name) for name in _SCORED},
    )


_SCORED = [field.name for field in fields(Ranking) if field.name in Scores.__dataclass_fields__]


def _best(pool: Pool, need: Need, may: Bools, top: int) -> Scores:
    """Return the scores of the best `top` of the rows that may be ranked, best first."""
    plan = lay_out(pool, need)
    if top in (0, np.count_nonzero(may)):
        rows = np.flatnonzero(may)[:top]
        found = score_rows(pool, need, plan, rows)
    else:
        swept = sweep(pool.size, need, plan, may)
        found = score_rows(pool, need, plan, _in_reach(pool, need, swept, may, top))
        short = top - int(np.count_nonzero(found.fit))
        if short > 0:
            # Nobody else has anything the brief asks for: they score 0, and their refs decide.
            rest = may.copy()
            rest[found.rows] = False
            others = first_refs(pool.refs, np.flatnonzero(rest), short)
            found = score_rows(pool, need, plan, np.concatenate((found.rows, others)))
    if not top:
        return found
    return chosen(found, order_by_fit(found.fit, pool.refs, found.rows, top))


def _in_reach(pool: Pool, need: Need, swept: Swept, may: Bools, top: int) -> Ints:
    """Return, ascending, all rows that can be among the best, and few others.

    When fewer than `top` of them score more than 0, everyone else scores 0.
    """
    share = shares(need).outcome
    factors = seniority_factors(need.seniority).low
    has_outcomes = pool.outcomes.start[1:] > pool.outcomes.start[:-1] if share else None

    near = _near_the_top(swept, top)
    least = _end_of_ranking(pool, swept, factors, near, top)
    # Outcomes are not in the sums: whoever has some may have all of their share besides.
    from_outcomes = share if has_outcomes is not None else 0.0
    floor = swept.least_sum(least / 100.0 - from_outcomes)
    sums = swept.sums[near]
    if len(near) and floor > sums.min():
        # Whoever is not near the top has less than all of these.
        rows = near[sums >= floor]
    else:
        rows = swept.rows_above(max(floor, 1))
    if has_outcomes is not None and not floor:
        rows = np.flatnonzero(((swept.sums > 0) | has_outcomes) & may)
    base_low, base_high = swept.base(rows)
    must_low, must_high = swept.must(rows)
    factor = factors[pool.seniority[rows]]
    lows = 100.0 * base_low * must_low * factor
    highs = 100.0 * must_high * factor
    if has_outcomes is None:
        highs *= np.minimum(base_high, 1.0)
        return rows[highs >= _threshold(lows, top)]

    scale = 100.0 * must_low * factor
    ends = highs * np.minimum(base_high + share * has_outcomes[rows], 1.0)
    order = np.flatnonzero(ends >= least)
    order = order[np.argsort(-ends[order])]
    done = 0
    while done < len(order) and ends[order[done]] >= least:
        part = np.sort(order[done : done + max(COMPARED, 2 * top, done)])
        like = likeness(pool.outcomes, need, rows[part])
        outcome = share * like.credit.mean(axis=0)
        lows[part] = scale[part] * (base_low[part] + outcome * (1 - 1e-9))
        ends[part] = highs[part] * np.minimum(base_high[part] + outcome * (1 + 1e-9), 1.0)
        done += len(part)
        least = max(least, _threshold(lows[order], top))
    seen = np.sort(order[:done])
    return rows[seen[ends[seen] >= least]]


def _near_the_top(swept: Swept, top: int) -> Ints:
    """Return rows with high sums: some for each place of the ranking, if there are so many."""
    many = min(len(swept.sums), SAMPLE + 8 * top)
    # Nearly the right number is enough: some of the people stand for all of them.
    step = max(1, len(swept.sums) // (EACH * SAMPLE))
    some = np.ascontiguousarray(swept.sums[::step])
    rows = swept.rows_above(max(1, int(kth_largest(some, max(1, many // step)))))
    if len(rows) < 2 * top:
        rows = swept.rows_above(max(1, int(kth_largest(swept.sums, many))))
    return rows


def _end_of_ranking(pool: Pool, swept: Swept, factors: Floats, near: Ints, top: int) -> float:
    """Return a fit that at least `top` people reach, by what they have besides outcomes."""
    low = 100.0 * swept.base(near)[0] * swept.must(near)[0]
    return _threshold(low * factors[pool.seniority[near]], top)


def _threshold(lows: Floats, top: int) -> float:
    """Return what the last place reaches at least; fits that round to the same must stay in."""
    return max(0.0, float(kth_largest(lows, top)) - SLACK)
