"""The exact top of a pool. People who cannot be in it are pruned without an exact score."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from matching.exact import Scores, score_rows, take_rows
from matching.gate import Barrier, gate
from matching.need import Need
from matching.pool import Bools, Floats, Ints, Pool
from matching.pruning import Trace, prune
from matching.query import build_plan
from matching.score import Shares
from matching.select import lowest_refs, order_by_fit


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best eligible people, and counts over everyone.

    The arrays have shape (T,), best first; T is at most the `top` asked for.

    Attributes:
        rows: rows of the pool.
        ids, refs: the pool's ids and refs of these rows.
        source: the ranking a row came from when several were merged; else 0.
        fit: 0 to 100, unknown facts at their low end.
        low, high: the range left open by unknown levels, dates, outcomes and seniority; `low` is
            `fit` in this version.
        skill, situation, outcome, sector, words, role: the parts, 0 to 1; 0 when the brief does not
            ask for one
            (see `shares`).
        must, seniority: the two multipliers, 0 to 1.
        unconfirmed: uint8 of `Barrier` bits: conditions of the brief on which the person states
            nothing. shares: the weight of each part in this ranking.
        size: the number of live people in the pool.
        eligible: the number of them who are not blocked.
        gated: the number blocked by each barrier; one person may be counted under several.
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
    words: Floats
    role: Floats
    must: Floats
    seniority: Floats
    unconfirmed: Ints
    shares: Shares
    size: int
    eligible: int
    gated: dict[Barrier, int]


def rank(pool: Pool, need: Need, top: int | None = None, *, trace: Trace | None = None) -> Ranking:
    """Return the best `top` of a pool who are not blocked (all of them by default).

    Ordered by fit rounded to 1e-9, highest first, then by ref. No score depends on who else is in
    the pool.

    Args:
        trace: gets the number of people whose profiles were read at each stage.

    Raises:
        ValueError: `top` is negative, or the vectors of pool and need differ in length.
    """
    if top is not None and top < 0:
        raise ValueError(f"rank: top is {top}")
    can_rank, blocked_counts = gate(pool, need)
    eligible = int(np.count_nonzero(can_rank))
    wanted = eligible if top is None else min(top, eligible)
    if 0 < wanted < eligible:
        best = _best(pool, need, can_rank, wanted, trace={} if trace is None else trace)
    else:
        rows = np.flatnonzero(can_rank)[:wanted]
        best = _in_order(pool, score_rows(pool, need, build_plan(pool, need), rows), wanted)
    return Ranking(
        ids=pool.ids[best.rows],
        refs=pool.refs[best.rows],
        source=np.zeros(len(best.rows), np.int64),
        size=int(np.count_nonzero(pool.live)),
        eligible=eligible,
        gated=blocked_counts,
        **{name: getattr(best, name) for name in _SCORED},
    )


_SCORED = [field.name for field in fields(Ranking) if field.name in Scores.__dataclass_fields__]


def _best(pool: Pool, need: Need, eligible: Bools, top: int, *, trace: Trace) -> Scores:
    """Return the scores of the best `top` of more than `top` eligible rows."""
    plan = build_plan(pool, need)
    remaining = prune(pool, need, plan, eligible, top, trace=trace)
    trace["scored"] = len(remaining)
    found = score_rows(pool, need, plan, remaining)
    missing = top - int(np.count_nonzero(found.fit))
    if missing > 0:
        # Everyone else scores 0; their refs decide.
        rest = eligible.copy()
        rest[found.rows] = False
        others = lowest_refs(pool.refs, np.flatnonzero(rest), missing)
        found = score_rows(pool, need, plan, np.concatenate((found.rows, others)))
    return _in_order(pool, found, top)


def _in_order(pool: Pool, found: Scores, top: int) -> Scores:
    if not top:
        return found
    return take_rows(found, order_by_fit(found.fit, pool.refs, found.rows, top))
