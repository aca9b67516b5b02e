"""Who has what, column by column."""

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
"""Levels 1 to 5, and 0 for one that is not known."""

_YEAR_BITS, _LEVEL_BITS, _KIND_BITS = 14, 3, 2
_CODE_BITS = _YEAR_BITS + _LEVEL_BITS + _KIND_BITS
_WORD = 64


@dataclass(frozen=True, slots=True)
class Postings:
    """Who has what: for each column (a skill, a situation …) the rows that list it.

    Make it with `postings`, which sorts and leaves out what something better makes idle. Within a
    column rows ascend; a row appears twice only where neither entry is better in every way (a
    higher level long ago, a lower one last year; a level not stated), and the better one counts.

    Attributes:
        start: shape (columns + 1,), int64, where each column's entries begin.
        rows: shape (P,), int32, which row of the pool.
        codes: shape (P,), uint8 or uint16, level and year in one number, see `levels`, `years`.
        first_year, last_year: the range of the years stated, 1 and 0 when none is.
    """

    start: Ints
    rows: Ints
    codes: Ints
    first_year: int
    last_year: int

    @property
    def width(self) -> int:
        """How many columns there are."""
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
        """Return the levels that codes stand for."""
        return (codes % LEVELS).astype(np.uint8)

    def years_of(self, codes: Ints) -> Ints:
        """Return the calendar years that codes stand for."""
        back = (codes // LEVELS).astype(np.int16)
        return np.where(back > 0, back + np.int16(self.first_year - 1), 0).astype(np.int16)

    def of(self, column: int) -> slice:
        """Return where the entries of `column` lie; empty for a column nobody has."""
        if column >= self.width:
            return slice(0, 0)
        return slice(int(self.start[column]), int(self.start[column + 1]))

    def find(self, column: int, rows: Ints) -> tuple[Ints, Ints]:
        """Return (which, entry): every entry of `column` that belongs to one of the rows.

        Args:
            column: one that there is.
            rows: shape (n,), int32, ascending and unique.

        Returns:
            Indices into `rows` and into the entries, shapes (h,), by row.
        """
        begin, end = int(self.start[column]), int(self.start[column + 1])
        listed = self.rows[begin:end]
        if len(rows) > len(listed):
            where = rows.searchsorted(listed)
            entry = (rows.take(where, mode="clip") == listed).nonzero()[0]
            return where[entry], entry + begin
        where = listed.searchsorted(rows)
        which = (listed.take(where, mode="clip") == rows).nonzero()[0]
        entry = where[which]
        if not len(which):
            return which, entry
        if not (listed.take(entry + 1, mode="clip") == rows[which]).any():
            return which, entry + begin
        # Somebody may be there several times: every entry up to the last one.
        many = listed.searchsorted(rows[which], "right") - entry
        first = np.cumsum(many) - many
        return np.repeat(which, many), np.repeat(entry - first, many) + np.arange(
            many.sum()
        ) + begin


@dataclass(frozen=True, slots=True)
class Listed:
    """What each person lists of a short list (languages, regions), a bit for each column.

    Attributes:
        bits: shape (words, N), unsigned; column c is bit c % 64 of word c // 64.
        width: how many columns there are.
    """

    bits: npt.NDArray[np.unsignedinteger[Any]]
    width: int

    def something(self, rows: Ints | slice) -> Bools:
        """Return who lists anything at all, shape (n,)."""
        return _any([word[rows] != 0 for word in self.bits])

    def any_of(self, columns: Ints, rows: Ints | slice) -> Bools:
        """Return who lists one of the columns, shape (n,)."""
        return _any([self._common(word, columns, rows)[0] != 0 for word in range(len(self.bits))])

    def all_of(self, columns: Ints, rows: Ints | slice) -> Bools:
        """Return who lists every one of the columns, shape (n,)."""
        words = []
        for word in range(len(self.bits)):
            common, sought = self._common(word, columns, rows)
            words.append(common == sought)
        met: Bools = np.logical_and.reduce(words) if len(words) > 1 else words[0]
        return met if (columns < self.width).all() else np.zeros_like(met)

    def _common(self, word: int, columns: Ints, rows: Ints | slice) -> tuple[Ints, Any]:
        """Return which bits of one word each person has in common with what is sought."""
        first = word * _WORD
        within_word = (columns >= first) & (columns < min(first + _WORD, self.width))
        sought = sum(1 << (column - first) for column in columns[within_word].tolist())
        mask = self.bits.dtype.type(sought)
        return self.bits[word][rows] & mask, mask


def _any(words: list[Bools]) -> Bools:
    """Return where any of the arrays is true; mostly there is one only, and nothing to join."""
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
    """Sort loose entries into postings. All sequences have one item for each entry.

    Args:
        columns: which column each entry belongs to, 0 to `width` - 1.
        rows: which row of the pool.
        width: how many columns there are, with or without entries.
        levels: 1 to 5, 0 unknown; left out means 0 throughout.
        years: calendar years, 0 unknown; left out means 0 throughout.

    Raises:
        ValueError: the lengths differ, a value is no whole number, or a column, row, level or
            year is out of range.
    """
    column_of = whole(columns, "column")
    row_of = whole(rows, "row")
    nothing = np.zeros(1, np.int64)
    level_of = np.broadcast_to(nothing, row_of.shape) if levels is None else whole(levels, "level")
    year_of = np.broadcast_to(nothing, row_of.shape) if years is None else whole(years, "year")
    if not len(column_of) == len(row_of) == len(level_of) == len(year_of):
        raise ValueError("postings: columns, rows, levels and years differ in length")
    within(column_of, 0, width - 1, "column")
    within(row_of, 0, int(np.iinfo(np.int32).max), "row")
    within(level_of, 0, LEVELS - 1, "level")
    within(year_of, 0, LAST_YEAR, "year")
    row_bits = int(row_of.max()).bit_length() if len(row_of) else 0
    if row_bits + max(width, 1).bit_length() + _CODE_BITS >= _WORD:
        raise ValueError(f"postings: {width} columns are too many for so many rows")

    # All of an entry in one number: sorting numbers is many times faster than sorting by keys,
    # and loose entries in any order give the same bytes.
    kind = (level_of > 0).astype(np.int64) << 1 | (year_of > 0)
    key = column_of.astype(np.int64) << row_bits | row_of
    key = (key << _KIND_BITS | kind) << (_LEVEL_BITS + _YEAR_BITS)
    key |= level_of.astype(np.int64) << _YEAR_BITS
    key |= year_of
    key.sort()
    key = key[_is_needed(key)]

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


def _is_needed(key: npt.NDArray[np.int64]) -> Bools:
    """Return which entries no other entry of the same row and column makes idle.

    An entry is idle beside one with a level and a year that are no less. What is not stated can
    only be compared with what is not stated either, hence the kinds.
    """
    group = key >> (_LEVEL_BITS + _YEAR_BITS)
    needed = np.ones(len(key), np.bool_)
    alike = group[1:] == group[:-1]
    if not alike.any():
        return needed
    crowded = np.zeros(len(key), np.bool_)
    crowded[1:] |= alike
    crowded[:-1] |= alike
    places = np.flatnonzero(crowded)[::-1]
    _, number = np.unique(group[places], return_inverse=True)
    # From the highest level down, only a later year than any before is still worth keeping. The
    # number of the group in front lets one running maximum serve them all.
    rank = (number.max() - number) * (LAST_YEAR + 2)
    year = (key[places] & ((1 << _YEAR_BITS) - 1)) + 1
    highest = np.maximum.accumulate(rank + year)
    before = np.concatenate(([0], highest[:-1]))
    needed[places] = rank + year > before
    return needed


def listed(entries: Postings, size: int) -> Listed:
    """Return postings of a short list as bits, for `size` people."""
    words = max(1, -(-entries.width // _WORD))
    kinds = (np.uint8, np.uint16, np.uint32, np.uint64)
    kind = next(k for k in kinds if min(entries.width, _WORD) <= np.iinfo(k).bits)
    bits = np.zeros((words, size), dtype=kind)
    for column in range(entries.width):
        # A row is there once at most: it has no level and no year that could differ.
        bits[column // _WORD][entries.rows[entries.of(column)]] |= kind(1 << column % _WORD)
    return Listed(bits=bits, width=entries.width)


def whole(values: object, name: str) -> Ints:
    """Return values as an array of whole numbers, shape (n,).

    Raises:
        ValueError: they are not whole numbers, or no plain sequence.
    """
    found = np.asarray(values)
    if found.ndim != 1:
        raise ValueError(f"{name}: {found.ndim} dimensions instead of one")
    if not found.size:
        return np.zeros(0, np.int64)
    if found.dtype.kind not in "iub":
        raise ValueError(f"{name}: not whole numbers")
    return found


def within(values: npt.NDArray[Any], low: int, high: int, name: str) -> None:
    """Raise ValueError unless all values lie in the range."""
    if len(values) and (values.min() < low or values.max() > high):
        raise ValueError(f"{name}: {values.min()} to {values.max()}, outside {low} to {high}")
