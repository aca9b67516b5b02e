"""The score of chosen rows, exactly as the formula has it."""

from dataclasses import dataclass

import numpy as np

from matching.gate import barriers
from matching.need import Need
from matching.outcomes import Likeness, likeness
from matching.plan import Item, Plan, lay_out
from matching.pool import Floats, Ints, Pool
from matching.postings import whole, within
from matching.score import Credits, Parts, Shares, combine, seniority_factors, shares

DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of chosen rows; all arrays have shape (n,) and the order asked for.

    Attributes:
        rows: which row of the pool.
        fit, low, high, skill, situation, outcome, sector, must, seniority, shares: as in
            `Ranking`.
        blocked, unconfirmed: uint8 of `Barrier` bits, see `gate.barriers`.
    """

    rows: Ints
    fit: Floats
    low: Floats
    high: Floats
    skill: Floats
    situation: Floats
    outcome: Floats
    sector: Floats
    must: Floats
    seniority: Floats
    shares: Shares
    blocked: Ints
    unconfirmed: Ints


def scores(pool: Pool, need: Need, rows: Ints) -> Scores:
    """Score chosen rows, whoever is barred and whatever is live.

    The numbers are those of `rank`, to the byte: nobody's score depends on anybody else's.

    Raises:
        ValueError: the pool has no such row.
    """
    asked = whole(rows, "row").astype(np.int64)
    within(asked, 0, pool.size - 1, "row")
    return score_rows(pool, need, lay_out(pool, need), asked)


def score_rows(pool: Pool, need: Need, plan: Plan, rows: Ints) -> Scores:
    """Score rows of a pool that the need is laid out over."""
    ascending, back = np.unique(rows, return_inverse=True)
    like = likeness(pool.outcomes, need, ascending)
    parts = combine(need, _credits(pool, need, plan, ascending, like, is_high=False))
    best = combine(need, _credits(pool, need, plan, ascending, like, is_high=True))
    fit = round_points(parts.fit)
    blocked, unconfirmed = barriers(pool, need, rows)
    return Scores(
        rows=rows,
        fit=fit[back],
        low=fit[back],
        # Rounding must not put an end of the range on the wrong side of the other.
        high=np.maximum(round_points(best.fit), fit)[back],
        skill=parts.skill[back],
        situation=parts.situation[back],
        outcome=parts.outcome[back],
        sector=parts.sector[back],
        must=parts.must[back],
        seniority=parts.seniority[back],
        shares=shares(need),
        blocked=blocked,
        unconfirmed=unconfirmed,
    )


def fits_of(pool: Pool, need: Need, plan: Plan, rows: Ints) -> Floats:
    """Return the fit of rows, ascending and unique, shape (n,)."""
    like = likeness(pool.outcomes, need, rows)
    parts: Parts = combine(need, _credits(pool, need, plan, rows, like, is_high=False))
    return round_points(parts.fit)


def round_points(points: Floats) -> Floats:
    """Round as a ranking does."""
    return np.round(points, DECIMALS)


def _credits(
    pool: Pool, need: Need, plan: Plan, rows: Ints, like: Likeness, *, is_high: bool
) -> Credits:
    held = pool.seniority[rows]
    factor = seniority_factors(need.seniority)
    return Credits(
        skill=_credit_rows(plan.skills, rows, is_high=is_high),
        situation=_credit_rows(plan.situations, rows, is_high=is_high),
        outcome=np.where(like.known, like.credit, 1.0) if is_high else like.credit,
        sector=_credit_rows(plan.sectors, rows, is_high=is_high),
        seniority=(factor.high if is_high else factor.low)[held],
    )


def _credit_rows(items: tuple[Item, ...], rows: Ints, *, is_high: bool) -> Floats:
    credit = np.zeros((len(items), len(rows)))
    small = rows.astype(np.int32)  # as the postings have them: looking up converts nothing
    for best, item in zip(credit, items, strict=True):
        for column, worth in zip(item.columns, item.high if is_high else item.low, strict=True):
            which, entry = item.entries.find(column, small)
            if len(which):
                # Not plain assignment: a row may be there twice.
                np.maximum.at(best, which, worth[item.entries.codes[entry]])
    return credit
