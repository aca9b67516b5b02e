"""The score of chosen rows, exactly as the formula has it."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from matching.gate import barriers
from matching.lookup import past_hits, skill_hits
from matching.need import Need
from matching.outcomes import Likeness, likeness
from matching.plan import Plan, lay_out
from matching.pool import Floats, Ints, Pool
from matching.postings import whole, within
from matching.score import Credits, Shares, combine, seniority_factors, shares

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
    at_low, at_high = _credits(pool, need, plan, ascending, like)
    parts, best = combine(need, at_low), combine(need, at_high)
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


def chosen(found: Scores, places: Ints) -> Scores:
    """Return the scores of some of the rows, in the order given."""
    values: dict[str, Any] = {field.name: getattr(found, field.name) for field in fields(Scores)}
    arrays: dict[str, Any] = {
        name: one[places] for name, one in values.items() if isinstance(one, np.ndarray)
    }
    return replace(found, **arrays)


def round_points(points: Floats) -> Floats:
    """Round as a ranking does."""
    return np.round(points, DECIMALS)


def _credits(
    pool: Pool, need: Need, plan: Plan, rows: Ints, like: Likeness
) -> tuple[Credits, Credits]:
    """Return the credits at the low and at the high end."""
    held = pool.seniority[rows]
    factor = seniority_factors(need.seniority)
    skill, situation, sector = (
        (hits.best(hits.items.low), hits.best(hits.items.high))
        for hits in (
            skill_hits(pool.held, plan.skills, rows),
            past_hits(plan.situations, rows),
            past_hits(plan.sectors, rows),
        )
    )
    best = np.where(like.known, like.credit, 1.0)
    return (
        Credits(skill[0], situation[0], like.credit, sector[0], factor.low[held]),
        Credits(skill[1], situation[1], best, sector[1], factor.high[held]),
    )
