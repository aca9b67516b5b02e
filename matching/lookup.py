"""What some people hold of what a need asks for."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.plan import Items
from matching.pool import Holdings, Ints


@dataclass(frozen=True, slots=True)
class Hits:
    """The entries of some people that count for an item.

    The arrays have shape (h,). An entry that counts for several items is there once for each.

    Attributes:
        which: whose it is, an index into the rows that were looked up.
        line: for which item it counts, and as which of the item's columns.
        codes: level and year, see `Postings`.
        items: that were looked for.
        size: how many rows were looked up.
    """

    which: Ints
    line: Ints
    codes: Ints
    items: Items
    size: int

    def best(self, table: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return the most that somebody's entries give to each item, shape (items, n).

        Args:
            table: shape (L, codes), what an entry of a line gives by its code.
        """
        values = table.ravel().take(self.line * table.shape[1] + self.codes)
        found = np.zeros(len(self.items) * self.size, table.dtype)
        np.maximum.at(found, self.items.number.take(self.line) * self.size + self.which, values)
        return found.reshape(len(self.items), self.size)


def skill_hits(held: Holdings, items: Items, rows: Ints) -> Hits:
    """Look up rows for items about skills, by reading once what the people hold."""
    columns = items.columns
    beyond = int(columns.max(initial=-1)) + 1
    many = np.bincount(columns, minlength=beyond + 1)
    # Lines by column; a column that no item asks for has none, nor has what lies beyond.
    lines = np.argsort(columns, kind="stable")
    first = np.cumsum(many) - many

    which, entry = held.of(rows)
    own: Ints = held.columns.take(entry).astype(np.intp)
    counts = np.flatnonzero((many > 0).take(own, mode="clip"))
    which, entry, own = which.take(counts), entry.take(counts), own.take(counts)
    at: Ints = first.take(own)
    if many.max() > 1:
        # Some columns count for several items.
        times = many.take(own)
        which, entry, at = (np.repeat(one, times) for one in (which, entry, at))
        at += np.arange(len(at)) - np.repeat(np.cumsum(times) - times, times)
    return Hits(which, lines.take(at), held.codes.take(entry), items, len(rows))


def past_hits(items: Items, rows: Ints) -> Hits:
    """Look up rows, which ascend and are unique, for items about past assignments."""
    small = rows.astype(np.int32)  # as the postings have them: looking up converts nothing
    found = [items.entries.find(column, small) for column in items.columns.tolist()]
    nothing = np.zeros(0, np.intp)
    return Hits(
        which=np.concatenate([nothing, *(which for which, _ in found)]),
        line=np.repeat(np.arange(len(found)), [len(which) for which, _ in found]),
        codes=items.entries.codes.take(np.concatenate([nothing, *(at for _, at in found)])),
        items=items,
        size=len(rows),
    )
