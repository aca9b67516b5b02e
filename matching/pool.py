"""The people to choose from, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.holdings import Holdings, holdings
from matching.postings import (
    Bools,
    Floats,
    Ints,
    IntsLike,
    Listed,
    Postings,
    listed,
    postings,
    whole,
    within,
)

__all__ = [
    "Bools",
    "Floats",
    "Holdings",
    "Int8s",
    "Ints",
    "IntsLike",
    "Listed",
    "Outcomes",
    "Pool",
    "Postings",
    "arrays_of",
    "build_pool",
    "pool_from",
    "postings",
    "without",
]

Int8s = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What each person has achieved, as vectors of the texts that say it.

    Row r has the entries `start[r]:start[r + 1]`, in the caller's order; a row without any is
    unknown there, not bad.

    Attributes:
        start: shape (N + 1,), int64.
        vector: shape (M,), int32, which of the vectors each entry has.
        vectors: shape (U, D), int8, each text once.
    """

    start: Ints
    vector: Ints
    vectors: Int8s


@dataclass(frozen=True, slots=True)
class Pool:
    """The interims, one per row, in any order. Make it with `build_pool`, which checks.

    Attributes:
        ids: shape (N,), int64, the caller's own keys.
        refs: shape (N,), bytes, unique; breaks ties in ascending order.
        skills: postings by skill, with level held and year last used.
        held: the same person by person.
        situations, sectors: postings by concept, with the year the assignment ended.
        outcomes: what past assignments achieved.
        seniority: shape (N,), uint8, 1 (team lead) to 7 (chair), 0 when unknown.
        available_from: shape (N,), int32, days since 1970-01-01, 0 when unknown.
        remote: shape (N,), bool, works away from the site.
        languages, regions, right_to_work: by the caller's own columns. Someone who lists none
            at all is unknown there, not barred.
        live: shape (N,), bool. A row that is not live is not there: neither ranked nor counted.
    """

    ids: Ints
    refs: npt.NDArray[np.bytes_]
    skills: Postings
    held: Holdings
    situations: Postings
    sectors: Postings
    outcomes: Outcomes
    seniority: Ints
    available_from: Ints
    remote: Bools
    languages: Listed
    regions: Listed
    right_to_work: Listed
    live: Bools

    @property
    def size(self) -> int:
        """How many rows there are, live or not."""
        return len(self.ids)


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
    outcomes: Outcomes | None = None,
    live: Sequence[bool] | Bools | None = None,
) -> Pool:
    """Check and pack the columns; see `Pool` for their meaning. Everyone is live by default.

    Raises:
        ValueError: columns differ in length, refs repeat, or a value is out of range.
    """
    numbers = whole(ids, "ids").astype(np.int64)
    size = len(numbers)
    rank, day = whole(seniority, "seniority"), whole(available_from, "available from")
    within(rank, 0, 7, "seniority")
    within(day, 0, int(np.iinfo(np.int32).max), "available from")
    everyone = np.ones(size, np.bool_) if live is None else np.asarray(live, dtype=np.bool_)
    names = np.asarray(refs, dtype=np.bytes_)
    away = np.asarray(remote, dtype=np.bool_)
    if any(column.shape != (size,) for column in (names, rank, day, away, everyone)):
        raise ValueError("pool: columns differ in length")
    if len(np.unique(names)) != size:
        raise ValueError("pool: refs repeat")
    for entries in (skills, situations, sectors, languages, regions, right_to_work):
        within(entries.rows, 0, size - 1, "row")
    return Pool(
        ids=numbers,
        refs=names,
        skills=skills,
        held=holdings(skills, size),
        situations=situations,
        sectors=sectors,
        outcomes=_checked(outcomes, size),
        seniority=rank.astype(np.uint8),
        available_from=day.astype(np.int32),
        remote=away,
        languages=listed(languages, size),
        regions=listed(regions, size),
        right_to_work=listed(right_to_work, size),
        live=everyone,
    )


def without(pool: Pool, rows: IntsLike) -> Pool:
    """Return the same pool with some rows no longer live; nothing else is copied.

    Raises:
        ValueError: the pool has no such row.
    """
    gone = whole(rows, "row")
    within(gone, 0, pool.size - 1, "row")
    live = pool.live.copy()
    live[gone] = False
    return replace(pool, live=live)


def arrays_of(pool: Pool) -> dict[str, npt.NDArray[Any]]:
    """Return all that a pool consists of as named arrays, to be stored; see `pool_from`."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name, value in _fields(pool):
        if isinstance(value, np.ndarray):
            found[name] = value
        else:
            for inner, part in _fields(value):
                found[f"{name}.{inner}"] = np.asarray(part)
    return found


def pool_from(arrays: dict[str, npt.NDArray[Any]]) -> Pool:
    """Return the pool that `arrays_of` took apart, unchecked and uncopied (they may be mapped).

    Raises:
        KeyError: an array is missing.
    """

    def part(kind: Any, name: str) -> Any:
        values = {field.name: arrays[f"{name}.{field.name}"] for field in fields(kind)}
        plain = {inner: int(value) if value.ndim == 0 else value for inner, value in values.items()}
        return kind(**plain)

    kinds = {
        **dict.fromkeys(("skills", "situations", "sectors"), Postings),
        **dict.fromkeys(("languages", "regions", "right_to_work"), Listed),
        "held": Holdings,
        "outcomes": Outcomes,
    }
    values: dict[str, Any] = {
        field.name: part(kinds[field.name], field.name)
        if field.name in kinds
        else arrays[field.name]
        for field in fields(Pool)
    }
    return Pool(**values)


def _fields(value: Any) -> list[tuple[str, Any]]:
    return [(field.name, getattr(value, field.name)) for field in fields(value)]


def _checked(outcomes: Outcomes | None, size: int) -> Outcomes:
    if outcomes is None:
        return Outcomes(
            np.zeros(size + 1, np.int64), np.zeros(0, np.int32), np.zeros((0, 0), np.int8)
        )
    start, vector = whole(outcomes.start, "start"), whole(outcomes.vector, "vector")
    vectors = np.asarray(outcomes.vectors)
    if vectors.ndim != 2 or vectors.dtype != np.int8:
        raise ValueError("outcomes: vectors must be int8, one a row")
    if len(start) != size + 1 or start[0] != 0 or start[-1] != len(vector):
        raise ValueError("outcomes: start must lead from 0 to the number of entries")
    if (np.diff(start) < 0).any():
        raise ValueError("outcomes: start must not descend")
    within(vector, 0, len(vectors) - 1, "vector")
    return Outcomes(start.astype(np.int64), vector.astype(np.int32), vectors)
