"""Everyone scored, the best first."""

from dataclasses import dataclass

import numpy as np

from matching.gate import barriers
from matching.need import Need
from matching.pool import Floats, Ints, Pool
from matching.score import Shares, combine, credit_everyone, shares

DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best of those who can be considered, and a line about everyone.

    The first eight arrays have shape (T,), best first, T at most the `top` asked for.

    Attributes:
        rows: which row of the pool.
        fit: 0 to 100, what is unknown counted at its low end.
        low, high: the range that unknown levels, dates and seniority leave open; `low` is `fit`
            in this version.
        skill, situation, sector: the parts, 0 to 1; 0 where the brief does not ask (see shares).
        must, seniority: the two multipliers, 0 to 1.
        shares: the weight of each part in this ranking.
        fits: shape (N,), the fit of everyone in the pool, in its order, those barred too.
        blocked, unconfirmed: shape (N,), uint8 of `Barrier` bits, see `gate.barriers`.
        eligible: how many are not blocked; T is smaller when `top` cut them.
    """

    rows: Ints
    fit: Floats
    low: Floats
    high: Floats
    skill: Floats
    situation: Floats
    sector: Floats
    must: Floats
    seniority: Floats
    shares: Shares
    fits: Floats
    blocked: Ints
    unconfirmed: Ints
    eligible: int


def rank(pool: Pool, need: Need, top: int | None = None) -> Ranking:
    """Score the pool and return the best `top` who are not blocked (all of them by default).

    Ordered by fit rounded to 1e-9, highest first, then by ref. Nobody's score depends on anybody
    else's.

    Raises:
        ValueError: `top` is negative.
    """
    if top is not None and top < 0:
        raise ValueError(f"rank: top is {top}")
    at_low, at_high = credit_everyone(pool, need)
    parts = combine(need, at_low)
    high = combine(need, at_high).fit
    fits = np.round(parts.fit, DECIMALS)
    # Rounding must not put an end of the range on the wrong side of the other.
    highs = np.maximum(np.round(high, DECIMALS), fits)

    blocked, unconfirmed = barriers(pool, need)
    eligible = np.flatnonzero(blocked == 0)
    rows = _best(pool, fits, eligible, top)
    return Ranking(
        rows=rows,
        fit=fits[rows],
        low=fits[rows],
        high=highs[rows],
        skill=parts.skill[rows],
        situation=parts.situation[rows],
        sector=parts.sector[rows],
        must=parts.must[rows],
        seniority=parts.seniority[rows],
        shares=shares(need),
        fits=fits,
        blocked=blocked,
        unconfirmed=unconfirmed,
        eligible=len(eligible),
    )


def _best(pool: Pool, fits: Floats, eligible: Ints, top: int | None) -> Ints:
    if top == 0:
        return eligible[:0]
    if top is not None and top < len(eligible):
        least = np.partition(fits[eligible], len(eligible) - top)[len(eligible) - top]
        # Everyone who ties with the last place stays until the refs decide.
        eligible = eligible[fits[eligible] >= least]
    order = np.lexsort((pool.refs[eligible], -fits[eligible]))
    return eligible[order][:top]
