"""The best of a pool, exactly, without scoring exactly who cannot be among them."""

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from matching.exact import Scores, chosen, score_rows
from matching.gate import Barrier, gate
from matching.need import Need
from matching.plan import lay_out
from matching.pool import Bools, Floats, Ints, Pool
from matching.reach import in_reach
from matching.score import Shares
from matching.select import first_refs, order_by_fit


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
    if 0 < wanted < eligible:
        best = _best(pool, need, may, wanted)
    else:
        rows = np.flatnonzero(may)[:wanted]
        best = _in_order(pool, score_rows(pool, need, lay_out(pool, need), rows), wanted)
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
    """Return the scores of the best `top` of the rows that may be ranked, which are more."""
    plan = lay_out(pool, need)
    found = score_rows(pool, need, plan, in_reach(pool, need, plan, may, top))
    short = top - int(np.count_nonzero(found.fit))
    if short > 0:
        # Nobody else has anything the brief asks for: they score 0, and their refs decide.
        rest = may.copy()
        rest[found.rows] = False
        others = first_refs(pool.refs, np.flatnonzero(rest), short)
        found = score_rows(pool, need, plan, np.concatenate((found.rows, others)))
    return _in_order(pool, found, top)


def _in_order(pool: Pool, found: Scores, top: int) -> Scores:
    if not top:
        return found
    return chosen(found, order_by_fit(found.fit, pool.refs, found.rows, top))
