"""Exact scores of chosen rows, by the formula."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from matching.gate import barriers
from matching.hits import past_hits, skill_hits
from matching.likeness import Likeness, likeness
from matching.need import Need
from matching.pool import Floats, Ints, Pool
from matching.postings import as_ints, check_range
from matching.query import QueryPlan, build_plan
from matching.score import Credits, Shares, combine, level_table, shares
from matching.weights import WEIGHTS

DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores of chosen rows; all arrays have shape (n,), in the order asked for.

    Attributes:
        rows: rows of the pool.
        fit, low, high, skill, situation, outcome, sector, words, role, must, seniority, shares: as
            in `Ranking`.
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
    words: Floats
    role: Floats
    must: Floats
    seniority: Floats
    shares: Shares
    blocked: Ints
    unconfirmed: Ints


def scores(pool: Pool, need: Need, rows: Ints) -> Scores:
    """Score chosen rows, whether blocked or live or not.

    The numbers are those of `rank`, byte for byte: no score depends on who else is scored.

    Raises:
        ValueError: the pool has no such row.
    """
    asked = as_ints(rows, "row").astype(np.int64)
    check_range(asked, 0, pool.size - 1, "row")
    return score_rows(pool, need, build_plan(pool, need), asked)


def score_rows(pool: Pool, need: Need, plan: QueryPlan, rows: Ints) -> Scores:
    """Score rows of a pool with the need's plan for it."""
    ascending, back = np.unique(rows, return_inverse=True)
    at_low, at_high = credits_of(pool, need, plan, ascending)
    parts, best = combine(need, at_low), combine(need, at_high)
    fit = round_points(parts.fit)
    blocked, unconfirmed = barriers(pool, need, rows)
    return Scores(
        rows=rows,
        fit=fit[back],
        low=fit[back],
        # After rounding, the upper end of the range must not be below the lower end.
        high=np.maximum(round_points(best.fit), fit)[back],
        skill=parts.skill[back],
        situation=parts.situation[back],
        outcome=parts.outcome[back],
        sector=parts.sector[back],
        words=parts.words[back],
        role=parts.role[back],
        must=parts.must[back],
        seniority=parts.seniority[back],
        shares=shares(need),
        blocked=blocked,
        unconfirmed=unconfirmed,
    )


def take_rows(found: Scores, positions: Ints) -> Scores:
    """Return the scores of some of the rows, in the order given."""
    values: dict[str, Any] = {field.name: getattr(found, field.name) for field in fields(Scores)}
    arrays: dict[str, Any] = {
        name: one[positions] for name, one in values.items() if isinstance(one, np.ndarray)
    }
    return replace(found, **arrays)


def round_points(points: Floats) -> Floats:
    """Round points as a ranking rounds its fits."""
    return np.round(points, DECIMALS)


def seniority_multipliers(pool: Pool, need: Need, rows: Ints) -> tuple[Floats, Floats]:
    """Return the multiplier S of some rows, unknown facts at their low and at their high end.

    The best of the seniority stated and the levels read from past titles, and lower without a past
    title of the protected profession that the role needs.
    """
    if not need.seniority and not need.profession:
        return np.ones(len(rows)), np.ones(len(rows))
    low, high = level_table(need.seniority)
    stated, read = pool.seniority[rows], pool.record.levels[rows]
    at_low, at_high = low[stated, read], high[stated, read]
    titles = pool.record.professions[rows]
    if need.seniority:
        # A title that is not stated could name the level.
        at_high = np.where(titles == 0, np.maximum(at_high, WEIGHTS.read_cap), at_high)
    if need.profession:
        is_of_it = (titles >> np.uint8(need.profession)) & np.uint8(1) > 0
        at_low = np.where(is_of_it, at_low, at_low * WEIGHTS.other_profession)
        at_high = np.where(is_of_it | (titles == 0), at_high, at_high * WEIGHTS.other_profession)
    return at_low, at_high


def credits_of(pool: Pool, need: Need, plan: QueryPlan, rows: Ints) -> tuple[Credits, Credits]:
    """Return the credits with unknown facts at their low and at their high end."""
    found: Likeness = likeness(pool.record, need, rows)
    skill, situation, sector = (
        (hits.best(hits.items.low), hits.best(hits.items.high))
        for hits in (
            skill_hits(pool.skills_by_person, plan.skills, rows),
            past_hits(plan.situations, rows),
            past_hits(plan.sectors, rows),
        )
    )
    low, high = seniority_multipliers(pool, need, rows)
    return (
        Credits(skill[0], situation[0], found.outcome, sector[0], found.words, found.role, low),
        Credits(
            skill[1],
            situation[1],
            np.where(found.has_text, found.outcome, 1.0),
            sector[1],
            np.where(found.has_text, found.words, 1.0),
            np.where(found.has_title, found.role, 1.0),
            high,
        ),
    )
