"""A need laid out over one pool's postings: which columns to read, what an entry is worth."""

from dataclasses import dataclass

import numpy as np

from matching.need import Need
from matching.pool import Floats, Ints, Pool, Postings
from matching.score import level_factors, recency_factors


@dataclass(frozen=True, slots=True)
class Item:
    """One thing a brief asks for, and what each entry of the pool is worth for it.

    Attributes:
        entries: where to look.
        columns: the columns that count for it and that somebody has.
        tau: shape (L,), what each of the columns is worth for it.
        low, high: shapes (L, codes), the credit that an entry of the column gives by its code, at
            both ends of what is unknown.
    """

    entries: Postings
    columns: tuple[int, ...]
    tau: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Plan:
    """The items of a need in its own order."""

    skills: tuple[Item, ...]
    situations: tuple[Item, ...]
    sectors: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Return all of them."""
        return (*self.skills, *self.situations, *self.sectors)


def lay_out(pool: Pool, need: Need) -> Plan:
    """Return what to read of a pool for a need."""
    return Plan(
        skills=_skill_items(pool.skills, need),
        situations=_past_items(pool.situations, need.situations, need.this_year),
        sectors=_past_items(pool.sectors, need.sectors, need.this_year),
    )


def _skill_items(entries: Postings, need: Need) -> tuple[Item, ...]:
    recency = recency_factors(need.this_year, entries.first_year, entries.last_year)
    levels = [level_factors(needed) for needed in range(6)]
    items = []
    for requirement, needed in enumerate(need.levels.tolist()):
        near = need.near(requirement)
        columns, tau = _with_entries(entries, need.near_skills[near], need.near_tau[near])
        level = levels[needed]
        items.append(
            Item(
                entries=entries,
                columns=columns,
                tau=tau,
                low=_worth(tau, level.low, recency.low),
                high=_worth(tau, level.high, recency.high),
            )
        )
    return tuple(items)


def _past_items(entries: Postings, wanted: Ints, this_year: int) -> tuple[Item, ...]:
    recency = recency_factors(this_year, entries.first_year, entries.last_year)
    any_level, same = np.ones(6), np.ones(1)
    items = []
    for column in wanted:
        columns, tau = _with_entries(entries, np.array([column]), same)
        items.append(
            Item(
                entries=entries,
                columns=columns,
                tau=tau,
                low=_worth(tau, any_level, recency.low),
                high=_worth(tau, any_level, recency.high),
            )
        )
    return tuple(items)


def _with_entries(entries: Postings, columns: Ints, tau: Floats) -> tuple[tuple[int, ...], Floats]:
    known = columns < entries.width
    columns, tau = columns[known], tau[known]
    held = entries.start[columns + 1] > entries.start[columns]
    return tuple(columns[held].tolist()), tau[held]


def _worth(tau: Floats, level: Floats, recency: Floats) -> Floats:
    worth = (tau[:, None, None] * level[None, None, :]) * recency[None, :, None]
    return worth.reshape(len(tau), len(recency) * len(level))
