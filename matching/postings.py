"""Posting lists: for each column, the people who have it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.integer[Any]]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
IntsLike = Sequence[int] | Ints

LAST_YEAR = 9999
LEVELS = 6
"""Levels 1 to 5, and 0 for an unknown level."""

_YEAR_BITS, _LEVEL_BITS, _KIND_BITS = 14, 3, 2
_CODE_BITS = _YEAR_BITS + _LEVEL_BITS + _KIND_BITS
_WORD = 64


@dataclass(frozen=True, slots=True)
class Postings:
    """Posting lists: for each column (a skill, a situation …) the rows that have it.

    Make it with `postings`, which sorts and drops dominated entries. Within a column rows ascend. A
    row appears twice only if neither entry dominates the other (a higher level long ago, a lower
    one last year; an unknown level); the better one counts.

    Attributes:
        start: shape (columns + 1,), int64, where each column's entries begin.
        rows: shape (P,), int32, which row of the pool.
        codes: shape (P,), uint8 or uint16, level and year in one number, see `levels`, `years`.
        first_year, last_year: the range of the years stated; 1 and 0 when none is stated.
    """

    start: Ints
    rows: Ints
    codes: Ints
    first_year: int
    last_year: int

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.start) - 1

    @property
    def levels(self) -> Ints:
        """Return the level of each entry, shape (P,), uint8, 1 to 5, 0 when unknown."""
        return self.levels_of(self.codes)

    @property
    def years(self) -> Ints:
        """Return the calendar year of each entry, shape (P,), int16, 0 when unknown."""
        return self.years_of(self.codes)

    def levels_of(self, codes: Ints) -> Ints:
        """Return the levels of some codes."""
        return (codes % LEVELS).astype(np.uint8)

    def years_of(self, codes: Ints) -> Ints:
        """Return the calendar years of some codes."""
        back = (codes // LEVELS).astype(np.int16)
        return np.where(back > 0, back + np.int16(self.first_year - 1), 0).astype(np.int16)

    def slice_of(self, column: int) -> slice:
        """Return the entries of `column`; empty for a column nobody has."""
        if column >= self.width:
            return slice(0, 0)
        return slice(int(self.start[column]), int(self.start[column + 1]))

    def find(self, column: int, rows: Ints) -> tuple[Ints, Ints]:
        """Return (which, entry): every entry of `column` that belongs to one of `rows`.

        Args:
            column: an existing column.
            rows: shape (n,), int32, ascending and unique.

        Returns:
            Indices into `rows` and into the entries, both of shape (h,), in the order of `rows`.
        """
        begin, end = int(self.start[column]), int(self.start[column + 1])
        column_rows = self.rows[begin:end]
        if len(rows) > len(column_rows):
            where = rows.searchsorted(column_rows)
            entry = (rows.take(where, mode="clip") == column_rows).nonzero()[0]
            return where[entry], entry + begin
        where = column_rows.searchsorted(rows)
        which = (column_rows.take(where, mode="clip") == rows).nonzero()[0]
        entry = where[which]
        if not len(which):
            return which, entry
        if not (column_rows.take(entry + 1, mode="clip") == rows[which]).any():
            return which, entry + begin
        # A row may have several entries: return all of them.
        counts = column_rows.searchsorted(rows[which], "right") - entry
        first = np.cumsum(counts) - counts
        return np.repeat(which, counts), np.repeat(entry - first, counts) + np.arange(
            counts.sum()
        ) + begin


@dataclass(frozen=True, slots=True)
class BitLists:
    """The values each person lists from a short set (languages, regions), one bit per column.

    Attributes:
        bits: shape (words, N), unsigned; column c is bit c % 64 of word c // 64.
        width: the number of columns.
    """

    bits: npt.NDArray[np.unsignedinteger[Any]]
    width: int

    def is_stated(self, rows: Ints | slice) -> Bools:
        """Return who lists anything at all, shape (n,)."""
        return _any([word[rows] != 0 for word in self.bits])

    def any_of(self, columns: Ints, rows: Ints | slice) -> Bools:
        """Return who lists one of the columns, shape (n,)."""
        return _any(
            [self._matching_bits(word, columns, rows)[0] != 0 for word in range(len(self.bits))]
        )

    def all_of(self, columns: Ints, rows: Ints | slice) -> Bools:
        """Return who lists every one of the columns, shape (n,)."""
        words = []
        for word in range(len(self.bits)):
            common, sought = self._matching_bits(word, columns, rows)
            words.append(common == sought)
        met: Bools = np.logical_and.reduce(words) if len(words) > 1 else words[0]
        return met if (columns < self.width).all() else np.zeros_like(met)

    def _matching_bits(self, word: int, columns: Ints, rows: Ints | slice) -> tuple[Ints, Any]:
        """Return the bits of one word that each person shares with `columns`, and of `columns`."""
        first = word * _WORD
        within_word = (columns >= first) & (columns < min(first + _WORD, self.width))
        sought = sum(1 << (column - first) for column in columns[within_word].tolist())
        mask = self.bits.dtype.type(sought)
        return self.bits[word][rows] & mask, mask


def _any(words: list[Bools]) -> Bools:
    """Return where any of the arrays is true; usually there is only one array."""
    found: Bools = np.logical_or.reduce(words) if len(words) > 1 else words[0]
    return found


def postings(
    columns: IntsLike,
    rows: IntsLike,
    *,
    width: int,
    levels: IntsLike | None = None,
    years: IntsLike | None = None,
) -> Postings:
    """Build postings from loose entries. All sequences have one value per entry.

    Args:
        columns: the column of each entry, 0 to `width` - 1.
        rows: its row of the pool.
        width: the number of columns, with or without entries.
        levels: 1 to 5, 0 unknown; all unknown by default.
        years: calendar years, 0 unknown; all unknown by default.

    Raises:
        ValueError: the lengths differ, a value is not an integer, or a column, row, level or year
            is out of range.
    """
    column_of = as_ints(columns, "column")
    row_of = as_ints(rows, "row")
    nothing = np.zeros(1, np.int64)
    level_of = (
        np.broadcast_to(nothing, row_of.shape) if levels is None else as_ints(levels, "level")
    )
    year_of = np.broadcast_to(nothing, row_of.shape) if years is None else as_ints(years, "year")
    if not len(column_of) == len(row_of) == len(level_of) == len(year_of):
        raise ValueError("postings: columns, rows, levels and years differ in length")
    check_range(column_of, 0, width - 1, "column")
    check_range(row_of, 0, int(np.iinfo(np.int32).max), "row")
    check_range(level_of, 0, LEVELS - 1, "level")
    check_range(year_of, 0, LAST_YEAR, "year")
    row_bits = int(row_of.max()).bit_length() if len(row_of) else 0
    if row_bits + max(width, 1).bit_length() + _CODE_BITS >= _WORD:
        raise ValueError(f"postings: {width} columns are too many for so many rows")

    # Pack each entry into one integer: sorting integers is many times faster than sorting by
    # several keys, and entries in any order give the same bytes.
    kind = (level_of > 0).astype(np.int64) << 1 | (year_of > 0)
    key = column_of.astype(np.int64) << row_bits | row_of
    key = (key << _KIND_BITS | kind) << (_LEVEL_BITS + _YEAR_BITS)
    key |= level_of.astype(np.int64) << _YEAR_BITS
    key |= year_of
    key.sort()
    key = key[_is_undominated(key)]

    year = (key & ((1 << _YEAR_BITS) - 1)).astype(np.int32)
    level = (key >> _YEAR_BITS & ((1 << _LEVEL_BITS) - 1)).astype(np.int32)
    key >>= _CODE_BITS
    counts = np.bincount(key >> row_bits, minlength=width)
    stated = year[year > 0]
    first = int(stated.min()) if len(stated) else 1
    code = np.where(year > 0, year - (first - 1), 0) * LEVELS + level
    top = int(code.max()) if len(code) else 0
    return Postings(
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        rows=(key & ((1 << row_bits) - 1)).astype(np.int32),
        codes=code.astype(np.uint8 if top <= np.iinfo(np.uint8).max else np.uint16),
        first_year=first,
        last_year=int(stated.max()) if len(stated) else 0,
    )


def _is_undominated(key: npt.NDArray[np.int64]) -> Bools:
    """Return the entries that no other entry of the same row and column dominates.

    An entry dominates another when neither its level nor its year is lower. An unknown level or
    year is only compared with unknown ones; this is why there are kinds.
    """
    group = key >> (_LEVEL_BITS + _YEAR_BITS)
    undominated = np.ones(len(key), np.bool_)
    same = group[1:] == group[:-1]
    if not same.any():
        return undominated
    repeated = np.zeros(len(key), np.bool_)
    repeated[1:] |= same
    repeated[:-1] |= same
    at = np.flatnonzero(repeated)[::-1]
    _, number = np.unique(group[at], return_inverse=True)
    # Going down from the highest level, an entry is kept only if its year is later than all before.
    # Adding the group's number lets one running maximum serve all groups.
    rank = (number.max() - number) * (LAST_YEAR + 2)
    year = (key[at] & ((1 << _YEAR_BITS) - 1)) + 1
    highest = np.maximum.accumulate(rank + year)
    before = np.concatenate(([0], highest[:-1]))
    undominated[at] = rank + year > before
    return undominated


def build_bit_lists(entries: Postings, size: int) -> BitLists:
    """Return postings with few columns as bits, for `size` people."""
    words = max(1, -(-entries.width // _WORD))
    kinds = (np.uint8, np.uint16, np.uint32, np.uint64)
    kind = next(k for k in kinds if min(entries.width, _WORD) <= np.iinfo(k).bits)
    bits = np.zeros((words, size), dtype=kind)
    for column in range(entries.width):
        # A row appears at most once: there is no level or year that could differ.
        bits[column // _WORD][entries.rows[entries.slice_of(column)]] |= kind(1 << column % _WORD)
    return BitLists(bits=bits, width=entries.width)


def as_ints(values: object, name: str) -> Ints:
    """Return values as an array of integers, shape (n,).

    Raises:
        ValueError: they are not integers, or not one-dimensional.
    """
    found = np.asarray(values)
    if found.ndim != 1:
        raise ValueError(f"{name}: {found.ndim} dimensions instead of one")
    if not found.size:
        return np.zeros(0, np.int64)
    if found.dtype.kind not in "iub":
        raise ValueError(f"{name}: not integers")
    return found


def check_range(values: npt.NDArray[Any], low: int, high: int, name: str) -> None:
    """Raise ValueError unless all values lie in the range."""
    if len(values) and (values.min() < low or values.max() > high):
        raise ValueError(f"{name}: {values.min()} to {values.max()}, outside {low} to {high}")
