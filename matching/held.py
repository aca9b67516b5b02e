"""Which one thing that a person holds gives an item of the brief its credit."""

from dataclasses import dataclass

from matching.need import Need
from matching.pool import Pool, Postings
from matching.score import Bounds, level_factors, years_index


@dataclass(frozen=True, slots=True)
class Held:
    """The one thing held that gives an item its credit."""

    credit: float
    credit_high: float
    column: int
    tau: float
    level: int
    year: int


NOTHING = Held(0.0, 0.0, -1, 0.0, 0, 0)


def best_skill(pool: Pool, need: Need, row: int, requirement: int, recency: Bounds) -> Held:
    """Return what meets a requirement best, itself or a neighbour."""
    level = level_factors(int(need.levels[requirement]))
    near = need.near(requirement)
    found: list[Held] = []
    for skill, tau in zip(need.near_skills[near], need.near_tau[near], strict=True):
        entries = pool.skills.of_row(int(skill), row)
        for held, year in zip(pool.skills.levels[entries], pool.skills.years[entries], strict=True):
            age = years_index(year, need.this_year)
            found.append(
                Held(
                    credit=float(tau * level.low[held] * recency.low[age]),
                    credit_high=float(tau * level.high[held] * recency.high[age]),
                    column=int(skill),
                    tau=float(tau),
                    level=int(held),
                    year=int(year),
                )
            )
    return _strongest(found)


def best_past(past: Postings, column: int, row: int, recency: Bounds) -> Held:
    """Return the past assignment that counts for a situation or sector."""
    if column >= past.width:
        return NOTHING
    years = past.years[past.of_row(column, row)]
    this_year = len(recency.low) - 1
    return _strongest(
        [
            Held(
                credit=float(recency.low[years_index(year, this_year)]),
                credit_high=float(recency.high[years_index(year, this_year)]),
                column=column,
                tau=1.0,
                level=0,
                year=int(year),
            )
            for year in years
        ]
    )


def _strongest(found: list[Held]) -> Held:
    """Return what counts, with the best high end of all that is held."""
    if not found:
        return NOTHING
    best = max(found, key=lambda h: (h.credit, h.tau, h.level, h.year, -h.column))
    high = max(one.credit_high for one in found)
    return Held(best.credit, high, best.column, best.tau, best.level, best.year)
