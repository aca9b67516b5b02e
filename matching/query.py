"""The query plan of a need: which columns of a pool to read, and the credit of each entry."""

from dataclasses import dataclass

import numpy as np

from matching.need import Need, Neighbours
from matching.pool import TOLD, Floats, Ints, Pool, Postings
from matching.score import Bounds, level_factors, recency_factors
from matching.weights import WEIGHTS


@dataclass(frozen=True, slots=True)
class Items:
    """The items of one kind that a need asks for, expanded to terms.

    A term is a pair (item, column): a column of the pool that gives the item some credit, and that
    at least one person has. The terms of an item are adjacent.

    Attributes:
        postings: where the columns are.
        start: shape (items + 1,), where each item's terms begin.
        item: shape (T,), the item of each term.
        columns: shape (T,), its column.
        tau: shape (T,), how much the column counts for the item, 0 to 1.
        low, high: shapes (T, codes), the credit of an entry of the column by its code, with
            unknown facts at their low and at their high end.
    """

    postings: Postings
    start: Ints
    item: Ints
    columns: Ints
    tau: Floats
    low: Floats
    high: Floats

    def __len__(self) -> int:
        return len(self.start) - 1

    @property
    def entry_counts(self) -> Ints:
        """The number of entries of each term, shape (T,)."""
        return self.postings.start[self.columns + 1] - self.postings.start[self.columns]

    def sum_by_item(self, values: Ints) -> Ints:
        """Return the sum of `values`, shape (T,), over the terms of each item: shape (items,)."""
        before = np.append(0, np.cumsum(values))
        return np.diff(before[self.start])

    def terms_of(self, item: int) -> range:
        """Return the terms of an item."""
        return range(int(self.start[item]), int(self.start[item + 1]))


@dataclass(frozen=True, slots=True)
class QueryPlan:
    """The items of a need, each kind in the need's own order."""

    skills: Items
    situations: Items
    sectors: Items

    def __len__(self) -> int:
        return len(self.skills) + len(self.situations) + len(self.sectors)


def build_plan(pool: Pool, need: Need) -> QueryPlan:
    """Return the query plan of a need for one pool."""
    tables = [level_factors(needed) for needed in range(6)]
    item = np.repeat(np.arange(len(need.skills)), np.diff(need.near_start))
    needed = need.levels[item]
    skills = _Terms(
        item=item,
        columns=need.near_skills,
        tau=need.near_tau,
        by_level=Bounds(
            low=np.array([table.low for table in tables])[needed],
            high=np.array([table.high for table in tables])[needed],
        ),
    )
    return QueryPlan(
        skills=_items(pool.skills, skills, need.this_year),
        situations=_items(pool.situations, _past_terms(need.near_situations), need.this_year),
        sectors=_items(pool.sectors, _past_terms(need.near_sectors), need.this_year),
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    """Terms before those without entries are dropped; `by_level` has shapes (T, 6)."""

    item: Ints
    columns: Ints
    tau: Floats
    by_level: Bounds


def _past_terms(near: Neighbours) -> _Terms:
    item = np.repeat(np.arange(len(near.start) - 1), np.diff(near.start))
    stated = np.ones((len(near.columns), 6))
    told = stated.copy()
    told[:, TOLD] = WEIGHTS.told
    return _Terms(item, near.columns, near.tau, Bounds(low=told, high=stated))


def _items(postings: Postings, terms: _Terms, this_year: int) -> Items:
    known = np.flatnonzero(terms.columns < postings.width)
    column = terms.columns[known]
    used = known[postings.start[column + 1] > postings.start[column]]
    item, tau = terms.item[used], terms.tau[used]
    recency = recency_factors(this_year, postings.first_year, postings.last_year)
    items = int(terms.item.max(initial=-1)) + 1
    return Items(
        postings=postings,
        start=np.searchsorted(item, np.arange(items + 1)),
        item=item,
        columns=terms.columns[used],
        tau=tau,
        low=_credit_table(tau, terms.by_level.low[used], recency.low),
        high=_credit_table(tau, terms.by_level.high[used], recency.high),
    )


def _credit_table(tau: Floats, level: Floats, recency: Floats) -> Floats:
    credit = (tau[:, None, None] * level[:, None, :]) * recency[None, :, None]
    return credit.reshape(len(tau), len(recency) * level.shape[1])
