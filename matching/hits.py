"""The entries of chosen people that count for the items of a need."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.pool import Ints, PersonIndex
from matching.query import Items


@dataclass(frozen=True, slots=True)
class Hits:
    """The entries of some people that count for an item.

    The arrays have shape (h,). An entry that counts for several items appears once for each.

    Attributes:
        which: the person, as an index into the rows that were looked up.
        term: the term of `items` that the entry matches.
        codes: level and year, see `Postings`.
        items: the items that were looked up.
        size: the number of rows that were looked up.
    """

    which: Ints
    term: Ints
    codes: Ints
    items: Items
    size: int

    def best(self, table: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the best value of each person for each item, shape (items, n).

        Args:
            table: shape (T, codes), the value of an entry by its term and code.
        """
        values = table.ravel().take(self.term * table.shape[1] + self.codes)
        found = np.zeros(len(self.items) * self.size, table.dtype)
        np.maximum.at(found, self.items.item.take(self.term) * self.size + self.which, values)
        return found.reshape(len(self.items), self.size)


def skill_hits(by_person: PersonIndex, items: Items, rows: Ints) -> Hits:
    """Return the hits of `rows` for skill items; reads each person's entries once."""
    columns = items.columns
    beyond = int(columns.max(initial=-1)) + 1
    term_counts = np.bincount(columns, minlength=beyond + 1)
    # Terms sorted by column. Columns that no item asks for have no terms; `beyond` covers all
    # columns after the last one asked for.
    terms = np.argsort(columns, kind="stable")
    first = np.cumsum(term_counts) - term_counts

    which, entry = by_person.entries_of(rows)
    own: Ints = by_person.columns.take(entry).astype(np.intp)
    counts = np.flatnonzero((term_counts > 0).take(own, mode="clip"))
    which, entry, own = which.take(counts), entry.take(counts), own.take(counts)
    at: Ints = first.take(own)
    if term_counts.max() > 1:
        # Some columns count for several items.
        times = term_counts.take(own)
        which, entry, at = (np.repeat(one, times) for one in (which, entry, at))
        at += np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    return Hits(which, terms.take(at), by_person.codes.take(entry), items, len(rows))


def past_hits(items: Items, rows: Ints) -> Hits:
    """Return the hits of `rows` (ascending, unique) for situation or sector items."""
    narrow = rows.astype(np.int32)  # the type of the postings: no conversion at each look-up
    found = [items.postings.find(column, narrow) for column in items.columns.tolist()]
    nothing = np.zeros(0, np.intp)
    return Hits(
        which=np.concatenate([nothing, *(which for which, _ in found)]),
        term=np.repeat(np.arange(len(found)), [len(which) for which, _ in found]),
        codes=items.postings.codes.take(np.concatenate([nothing, *(at for _, at in found)])),
        items=items,
        size=len(rows),
    )
