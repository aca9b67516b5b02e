"""The formula over arrays: credits, parts, and how they combine.

Unknown facts count at their lowest value. The same formula with the highest values gives the
upper end of the range that pages show.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from matching.need import Need
from matching.pool import Floats
from matching.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class Shares:
    """The weight of each part, renormalised over the parts the brief asks for; 0 for the others.

    They sum to 1, or to 0 when the brief asks for nothing measurable.
    """

    skill: float
    situation: float
    outcome: float
    sector: float
    words: float
    role: float

    @property
    def record(self) -> float:
        """The parts that need the texts and titles of the record."""
        return self.outcome + self.words + self.role


@dataclass(frozen=True, slots=True)
class Credits:
    """How far each person meets each item of a brief, 0 to 1.

    Attributes:
        skill: shape (R, n), one row for each requirement.
        situation, outcome, sector: shapes (Q, n), (C, n), (T, n).
        words, role: shape (n,).
        seniority: shape (n,), the multiplier S.
    """

    skill: Floats
    situation: Floats
    outcome: Floats
    sector: Floats
    words: Floats
    role: Floats
    seniority: Floats


@dataclass(frozen=True, slots=True)
class Parts:
    """The terms of the score, each of shape (n,): K, the other parts, G, S and FIT."""

    skill: Floats
    situation: Floats
    outcome: Floats
    sector: Floats
    words: Floats
    role: Floats
    must: Floats
    seniority: Floats
    fit: Floats


@dataclass(frozen=True, slots=True)
class Bounds:
    """A table of factors by a known value; index 0 holds both ends for an unknown one."""

    low: Floats
    high: Floats


def shares(need: Need) -> Shares:
    """Renormalise the weights of the parts over those that the brief asks for."""
    of_skills = WEIGHTS.skill * (WEIGHTS.told_skills if need.are_skills_told else 1.0)
    asked = {
        "skill": of_skills if len(need.skills) else 0.0,
        "situation": WEIGHTS.situation if len(need.situations) else 0.0,
        "outcome": WEIGHTS.outcome if len(need.criteria) else 0.0,
        "sector": WEIGHTS.sector if len(need.sectors) else 0.0,
        "words": WEIGHTS.words if len(need.sentences) else 0.0,
        "role": WEIGHTS.role if need.asks_for_role else 0.0,
    }
    total = sum(asked.values())
    return Shares(**{name: share / total if total else 0.0 for name, share in asked.items()})


@lru_cache(maxsize=8)
def level_factors(needed: int) -> Bounds:
    """Return factors by the person's level, shape (6,); `needed` 0 asks for no level."""
    gaps = np.maximum(0, needed - np.arange(6)) if needed else np.zeros(6)
    known = np.maximum(WEIGHTS.level_floor, 1.0 - WEIGHTS.level_step * gaps)
    return _with_unknown(known, low=float(known[1]))


@lru_cache(maxsize=64)
def recency_factors(this_year: int, first_year: int, last_year: int) -> Bounds:
    """Return factors for an unknown year, then for each year from the first to the last.

    A future year counts as this year. Shape (`last_year` − `first_year` + 2,).
    """
    years = range(first_year, last_year + 1)
    known = np.array([1.0, *(_recency(max(0, this_year - year)) for year in years)])
    return _with_unknown(known, low=WEIGHTS.recency_floor)


def _recency(age: int) -> float:
    # Computed one by one, so that no value depends on the rest of the table.
    faded = max(0, age - WEIGHTS.fresh_years) / WEIGHTS.half_life_years
    return WEIGHTS.recency_floor + (1.0 - WEIGHTS.recency_floor) * float(2.0**-faded)


@lru_cache(maxsize=16)
def seniority_factors(needed: int) -> Bounds:
    """Return the multiplier S by the person's seniority, shape (8,); `needed` 0 asks for none."""
    distance = np.arange(8) - needed
    # Interims are often over-qualified on purpose: seniority above the brief is shown, hardly
    # penalised.
    above = np.maximum(WEIGHTS.above_floor, 1.0 - WEIGHTS.above_step * (distance - 1))
    below = np.maximum(WEIGHTS.below_floor, 1.0 - WEIGHTS.below_step * -distance)
    known = np.where(distance < 0, below, np.where(distance <= 1, 1.0, above))
    if not needed:
        known = np.ones(8)
    return _with_unknown(known, low=float(known[1:].min()))


@lru_cache(maxsize=16)
def level_table(needed: int) -> tuple[Floats, Floats]:
    """Return the multiplier by stated seniority and by levels read from titles, low and high.

    Both have shape (8, 256); bit l of the second index is level l. The best of them counts, so that
    another assignment never lowers it. A level that was only read counts a little less, and one
    below the needed one more mildly: a title says less than the person does.
    """
    stated = seniority_factors(needed)
    distance = np.arange(8) - needed
    below = np.maximum(WEIGHTS.read_floor, 1.0 - WEIGHTS.read_step * -distance)
    read = WEIGHTS.read_cap * np.where(distance < 0, below, stated.low)
    read[0] = 0.0
    bits = (np.arange(256)[:, None] >> np.arange(8)) & 1
    best = (bits * read).max(axis=1)
    low = np.maximum(stated.low[:, None], best[None, :])
    high = np.maximum(stated.high[:, None], best[None, :])
    return low, high


def combine(need: Need, credit: Credits) -> Parts:
    """Combine credits: FIT = 100 · (shares of the parts) · G · S."""
    share = shares(need)
    skill = _weighted_mean(credit.skill, need.weights.tolist())
    situation = _weighted_mean(credit.situation, [1.0] * len(need.situations))
    outcome = _weighted_mean(credit.outcome, [1.0] * len(need.criteria))
    sector = _weighted_mean(credit.sector, [1.0] * len(need.sectors))
    must = _must_gate(need, credit.skill)
    base = share.skill * skill + share.situation * situation
    base = base + share.outcome * outcome + share.sector * sector
    base = base + share.words * credit.words + share.role * credit.role
    # Rounding can make the shares sum to slightly more than 1.
    fit = 100.0 * np.minimum(base, 1.0) * must * credit.seniority
    return Parts(
        skill,
        situation,
        outcome,
        sector,
        credit.words if share.words else np.zeros_like(must),
        credit.role if share.role else np.zeros_like(must),
        must,
        credit.seniority,
        fit,
    )


def number_of(fit: float) -> float:
    """Return a fit on the scale for readers, 0 to 100.

    A product of many factors below 1 is small for everybody: the root spreads it over the scale.
    It changes no order.
    """
    return float(100.0 * (fit / 100.0) ** WEIGHTS.spread)


def _weighted_mean(credit: Floats, weights: list[float]) -> Floats:
    # Summed one by one in the need's order, so that a person's score is the same, byte for byte,
    # alone and among a million.
    total = np.zeros(credit.shape[1])
    for row, weight in zip(credit, weights, strict=True):
        total += weight * row
    return total / sum(weights) if weights else total


def _must_gate(need: Need, credit: Floats) -> Floats:
    product = np.ones(credit.shape[1])
    musts = np.flatnonzero(need.is_must).tolist()
    if not musts:
        return product
    for requirement in musts:
        product *= np.maximum(credit[requirement], WEIGHTS.must_floor)
    # One by one: the last bit of numpy's power can depend on the position in the array.
    root = 1.0 / len(musts)
    mean = np.array([one**root for one in product.tolist()])
    return (1.0 - WEIGHTS.must_share) + WEIGHTS.must_share * mean


def _with_unknown(known: Floats, *, low: float) -> Bounds:
    at_low, at_high = known.astype(np.float64), known.astype(np.float64)
    at_low[0], at_high[0] = low, 1.0
    return Bounds(at_low, at_high)
