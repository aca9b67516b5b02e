"""A need laid out over one pool's postings: which columns to read, what an entry is worth."""

from dataclasses import dataclass

import numpy as np

from matching.need import Need
from matching.pool import Floats, Ints, Pool, Postings
from matching.score import Bounds, level_factors, recency_factors


@dataclass(frozen=True, slots=True)
class Items:
    """What a brief asks for of one kind, and what each entry of the pool is worth for it.

    An item can be met by several columns of the pool; each of them is a line, and the lines of an
    item lie together.

    Attributes:
        entries: where to look.
        start: shape (items + 1,), where each item's lines begin.
        number: shape (L,), which item a line belongs to.
        columns: shape (L,), a column that counts for it and that somebody has.
        tau: shape (L,), what the column is worth for it.
        low, high: shapes (L, codes), the credit that an entry of the column gives by its code, at
            both ends of what is unknown.
    """

    entries: Postings
    start: Ints
    number: Ints
    columns: Ints
    tau: Floats
    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def held(self) -> Ints:
        """How many entries each line has, shape (L,)."""
        return self.entries.start[self.columns + 1] - self.entries.start[self.columns]

    def sum_of(self, values: Ints) -> Ints:
        """Return the sum over the lines of each item, shape (items,), of values of shape (L,)."""
        before = np.append(0, np.cumsum(values))
        return np.diff(before[self.start])

    def of(self, number: int) -> range:
        """Return the lines of an item."""
        return range(int(self.start[number]), int(self.start[number + 1]))


@dataclass(frozen=True, slots=True)
class Plan:
    """The items of a need, each kind in the need's own order."""

    skills: Items
    situations: Items
    sectors: Items

    def __len__(self) -> int:
        return len(self.skills) + len(self.situations) + len(self.sectors)


def lay_out(pool: Pool, need: Need) -> Plan:
    """Return what to read of a pool for a need."""
    tables = [level_factors(needed) for needed in range(6)]
    number = np.repeat(np.arange(len(need.skills)), np.diff(need.near_start))
    needed = need.levels[number]
    skills = _Lines(
        number=number,
        columns=need.near_skills,
        tau=need.near_tau,
        by_level=Bounds(
            low=np.array([table.low for table in tables])[needed],
            high=np.array([table.high for table in tables])[needed],
        ),
    )
    return Plan(
        skills=_items(pool.skills, skills, need.this_year),
        situations=_items(pool.situations, _past(need.situations), need.this_year),
        sectors=_items(pool.sectors, _past(need.sectors), need.this_year),
    )


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines before it is known who has them; shapes (L,), and (L, 6) by the level held."""

    number: Ints
    columns: Ints
    tau: Floats
    by_level: Bounds


def _past(wanted: Ints) -> _Lines:
    any_level = np.ones((len(wanted), 6))
    same = np.ones(len(wanted))
    return _Lines(np.arange(len(wanted)), wanted, same, Bounds(any_level, any_level))


def _items(entries: Postings, lines: _Lines, this_year: int) -> Items:
    known = np.flatnonzero(lines.columns < entries.width)
    column = lines.columns[known]
    held = known[entries.start[column + 1] > entries.start[column]]
    number, tau = lines.number[held], lines.tau[held]
    recency = recency_factors(this_year, entries.first_year, entries.last_year)
    items = int(lines.number.max(initial=-1)) + 1
    return Items(
        entries=entries,
        start=np.searchsorted(number, np.arange(items + 1)),
        number=number,
        columns=lines.columns[held],
        tau=tau,
        low=_worth(tau, lines.by_level.low[held], recency.low),
        high=_worth(tau, lines.by_level.high[held], recency.high),
    )


def _worth(tau: Floats, level: Floats, recency: Floats) -> Floats:
    worth = (tau[:, None, None] * level[:, None, :]) * recency[None, :, None]
    return worth.reshape(len(tau), len(recency) * level.shape[1])
