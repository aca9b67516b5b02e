"""The people to choose from, as columns."""

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


@dataclass(frozen=True, slots=True)
class Postings:
    """Who has what: for each column (a skill, a situation, a region …) the rows that list it.

    Make it with `postings`, which sorts. Within a column rows ascend; a row may appear twice
    (two assignments in one situation) and the better one counts.

    Attributes:
        start: shape (columns + 1,), int64, where each column's entries begin.
        rows: shape (P,), int32, which row of the pool.
        levels: shape (P,), uint8, 1 to 5, 0 when unknown or without meaning.
        years: shape (P,), int16, calendar year last used or ended, 0 when unknown.
    """

    start: Ints
    rows: Ints
    levels: Ints
    years: Ints

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.start) - 1

    def of(self, column: int) -> slice:
        """Return where the entries of `column` lie."""
        return slice(int(self.start[column]), int(self.start[column + 1]))

    def of_row(self, column: int, row: int) -> slice:
        """Return where the entries of one row in `column` lie; empty when it has none."""
        within = self.of(column)
        rows = self.rows[within]
        low, high = (
            np.searchsorted(rows, row, "left"),
            np.searchsorted(rows, row, "right"),
        )
        return slice(within.start + int(low), within.start + int(high))


@dataclass(frozen=True, slots=True)
class Pool:
    """The interims, one per row, in any order. Make it with `build_pool`, which checks.

    Attributes:
        ids: shape (N,), int64, the caller's own keys.
        refs: shape (N,), bytes, unique; breaks ties in ascending order.
        skills: postings by skill, with level held and year last used.
        situations, sectors: postings by concept, with the year the assignment ended.
        seniority: shape (N,), uint8, 1 (team lead) to 7 (chair), 0 when unknown.
        available_from: shape (N,), int32, days since 1970-01-01, 0 when unknown.
        remote: shape (N,), bool, works away from the site.
        languages, regions, right_to_work: postings by the caller's own columns. Someone who
            lists none at all is unknown there, not barred.
    """

    ids: Ints
    refs: npt.NDArray[np.bytes_]
    skills: Postings
    situations: Postings
    sectors: Postings
    seniority: Ints
    available_from: Ints
    remote: Bools
    languages: Postings
    regions: Postings
    right_to_work: Postings

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.ids)


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
        ValueError: the lengths differ, or a column, row, level or year is out of range.
    """
    column_of = np.asarray(columns, dtype=np.int64)
    row_of = np.asarray(rows, dtype=np.int32)
    nothing = np.zeros(len(row_of), dtype=np.int64)
    level_of = nothing if levels is None else np.asarray(levels, dtype=np.int64)
    year_of = nothing if years is None else np.asarray(years, dtype=np.int64)
    if not len(column_of) == len(row_of) == len(level_of) == len(year_of):
        raise ValueError("postings: columns, rows, levels and years differ in length")
    _within(column_of, 0, width - 1, "column")
    _within(row_of, 0, None, "row")
    _within(level_of, 0, 5, "level")
    _within(year_of, 0, LAST_YEAR, "year")
    # Levels and years too, so that loose entries in any order give the same bytes.
    order = np.lexsort((year_of, level_of, row_of, column_of))
    counts = np.bincount(column_of, minlength=width)
    return Postings(
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        rows=row_of[order],
        levels=level_of[order].astype(np.uint8),
        years=year_of[order].astype(np.int16),
    )


def build_pool(
    *,
    ids: IntsLike,
    refs: Sequence[bytes] | npt.NDArray[np.bytes_],
    skills: Postings,
    situations: Postings,
    sectors: Postings,
    seniority: IntsLike,
    available_from: IntsLike,
    remote: Sequence[bool] | Bools,
    languages: Postings,
    regions: Postings,
    right_to_work: Postings,
) -> Pool:
    """Check and pack the columns; see `Pool` for their meaning.

    Raises:
        ValueError: columns differ in length, refs repeat, or a value is out of range.
    """
    pool = Pool(
        ids=np.asarray(ids, dtype=np.int64),
        refs=np.asarray(refs, dtype=np.bytes_),
        skills=skills,
        situations=situations,
        sectors=sectors,
        seniority=np.asarray(seniority, dtype=np.uint8),
        available_from=np.asarray(available_from, dtype=np.int32),
        remote=np.asarray(remote, dtype=np.bool_),
        languages=languages,
        regions=regions,
        right_to_work=right_to_work,
    )
    facts = (pool.refs, pool.seniority, pool.available_from, pool.remote)
    if any(len(column) != pool.size for column in facts):
        raise ValueError("pool: columns differ in length")
    if len(np.unique(pool.refs)) != pool.size:
        raise ValueError("pool: refs repeat")
    _within(pool.seniority, 0, 7, "seniority")
    for listed in (skills, situations, sectors, languages, regions, right_to_work):
        _within(listed.rows, 0, pool.size - 1, "row")
    return pool


def _within(values: npt.NDArray[Any], low: int, high: int | None, name: str) -> None:
    if len(values) and (values.min() < low or (high is not None and values.max() > high)):
        raise ValueError(f"{name}: {values.min()} to {values.max()}, outside {low} to {high}")
