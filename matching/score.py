"""The formula itself, over arrays: credits, parts and how they combine.

What is unknown counts at the low end of what it could be; the same formula with it at the high
end gives the other end of the range that is shown.
"""

from dataclasses import dataclass

import numpy as np

from matching.need import Need
from matching.pool import Floats, Ints, Pool, Postings
from matching.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class Shares:
    """Weight of each part after renormalising over what the brief asks; 0 when it does not.

    They sum to 1, or to 0 when the brief asks for nothing that can be measured.
    """

    skill: float
    situation: float
    sector: float


@dataclass(frozen=True, slots=True)
class Credits:
    """How far each item of a brief is met by each person, 0 to 1.

    Attributes:
        skill: shape (R, n), one row for each requirement.
        situation, sector: shapes (Q, n), (T, n).
        seniority: shape (n,), the multiplier S.
    """

    skill: Floats
    situation: Floats
    sector: Floats
    seniority: Floats


@dataclass(frozen=True, slots=True)
class Parts:
    """The terms of the score, each of shape (n,): K, situation, sector, G, S and FIT."""

    skill: Floats
    situation: Floats
    sector: Floats
    must: Floats
    seniority: Floats
    fit: Floats


@dataclass(frozen=True, slots=True)
class Bounds:
    """A table of factors for what is known, with both ends for what is not (index 0)."""

    low: Floats
    high: Floats


def shares(need: Need) -> Shares:
    """Renormalise the weights of the parts over those that the brief asks for."""
    skill = WEIGHTS.skill if len(need.skills) else 0.0
    situation = WEIGHTS.situation if len(need.situations) else 0.0
    sector = WEIGHTS.sector if len(need.sectors) else 0.0
    whole = skill + situation + sector
    if not whole:
        return Shares(0.0, 0.0, 0.0)
    return Shares(skill / whole, situation / whole, sector / whole)


def level_factors(needed: int) -> Bounds:
    """Return factors by level held, shape (6,); `needed` 0 asks for no level."""
    gaps = np.maximum(0, needed - np.arange(6)) if needed else np.zeros(6)
    known = np.maximum(WEIGHTS.level_floor, 1.0 - WEIGHTS.level_step * gaps)
    return _with_unknown(known, low=float(known[1]))


def recency_factors(this_year: int) -> Bounds:
    """Return factors by calendar year, shape (`this_year` + 1,)."""
    age = this_year - np.arange(this_year + 1)
    faded = np.maximum(0, age - WEIGHTS.fresh_years) / WEIGHTS.half_life_years
    known = WEIGHTS.recency_floor + (1.0 - WEIGHTS.recency_floor) * np.exp2(-faded)
    return _with_unknown(known, low=WEIGHTS.recency_floor)


def seniority_factors(needed: int) -> Bounds:
    """Return the multiplier S by seniority held, shape (8,); `needed` 0 asks for none."""
    distance = np.arange(8) - needed
    # An interim is over-qualified by design: being above the brief is flagged, hardly docked.
    above = np.maximum(WEIGHTS.above_floor, 1.0 - WEIGHTS.above_step * (distance - 1))
    below = np.maximum(WEIGHTS.below_floor, 1.0 - WEIGHTS.below_step * -distance)
    known = np.where(distance < 0, below, np.where(distance <= 1, 1.0, above))
    if not needed:
        known = np.ones(8)
    return _with_unknown(known, low=float(known[1:].min()))


def credit_everyone(pool: Pool, need: Need) -> tuple[Credits, Credits]:
    """Return the credits of everyone in the pool, at the low and at the high end."""
    recency = recency_factors(need.this_year)
    skill_low, skill_high = _skill_credits(pool, need, recency)
    situation_low, situation_high = _past_credits(pool, pool.situations, need.situations, recency)
    sector_low, sector_high = _past_credits(pool, pool.sectors, need.sectors, recency)
    seniority = seniority_factors(need.seniority)
    return (
        Credits(skill_low, situation_low, sector_low, seniority.low[pool.seniority]),
        Credits(skill_high, situation_high, sector_high, seniority.high[pool.seniority]),
    )


def combine(need: Need, credit: Credits) -> Parts:
    """Put credits together: FIT = 100 · (shares of the parts) · G · S."""
    share = shares(need)
    skill = _weighted_mean(credit.skill, [need.weight(i) for i in range(len(need.skills))])
    situation = _weighted_mean(credit.situation, [1.0] * len(need.situations))
    sector = _weighted_mean(credit.sector, [1.0] * len(need.sectors))
    must = _must_gate(need, credit.skill)
    base = share.skill * skill + share.situation * situation + share.sector * sector
    # The shares may sum to a hair more than 1.
    fit = 100.0 * np.minimum(base, 1.0) * must * credit.seniority
    return Parts(skill, situation, sector, must, credit.seniority, fit)


def years_index(years: Ints, this_year: int) -> Ints:
    """Return years as an index into `recency_factors`: a year to come counts as this one."""
    return np.minimum(years, this_year)


def _skill_credits(pool: Pool, need: Need, recency: Bounds) -> tuple[Floats, Floats]:
    low = np.zeros((len(need.skills), pool.size))
    high = np.zeros_like(low)
    for requirement, needed in enumerate(need.levels):
        level = level_factors(int(needed))
        near = need.near(requirement)
        for skill, tau in zip(need.near_skills[near], need.near_tau[near], strict=True):
            held = pool.skills.of(int(skill))
            rows = pool.skills.rows[held]
            if not len(rows):
                continue
            levels = pool.skills.levels[held]
            years = years_index(pool.skills.years[held], need.this_year)
            # Not plain assignment: a row may hold the same skill twice.
            np.maximum.at(low[requirement], rows, tau * level.low[levels] * recency.low[years])
            np.maximum.at(high[requirement], rows, tau * level.high[levels] * recency.high[years])
    return low, high


def _past_credits(
    pool: Pool, past: Postings, wanted: Ints, recency: Bounds
) -> tuple[Floats, Floats]:
    low = np.zeros((len(wanted), pool.size))
    high = np.zeros_like(low)
    years = years_index(past.years, len(recency.low) - 1)
    for item, column in enumerate(wanted):
        if column >= past.width:
            continue
        within = past.of(int(column))
        np.maximum.at(low[item], past.rows[within], recency.low[years[within]])
        np.maximum.at(high[item], past.rows[within], recency.high[years[within]])
    return low, high


def _weighted_mean(credit: Floats, weights: list[float]) -> Floats:
    # Added one by one in the need's own order, so that one person alone and the same person
    # among a million give the same bytes.
    total = np.zeros(credit.shape[1])
    for row, weight in zip(credit, weights, strict=True):
        total += weight * row
    return total / sum(weights) if weights else total


def _must_gate(need: Need, credit: Floats) -> Floats:
    product = np.ones(credit.shape[1])
    musts = [i for i in range(len(need.skills)) if need.is_must(i)]
    for requirement in musts:
        product *= np.maximum(credit[requirement], WEIGHTS.must_floor)
    mean = product ** (1.0 / len(musts)) if musts else product
    return (1.0 - WEIGHTS.must_share) + WEIGHTS.must_share * mean


def _with_unknown(known: Floats, *, low: float) -> Bounds:
    at_low, at_high = known.astype(np.float64), known.astype(np.float64)
    at_low[0], at_high[0] = low, 1.0
    return Bounds(at_low, at_high)
