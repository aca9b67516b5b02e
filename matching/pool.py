"""The interims to rank, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.person_index import PersonIndex, build_person_index
from matching.postings import (
    BitLists,
    Bools,
    Floats,
    Ints,
    IntsLike,
    Postings,
    as_ints,
    build_bit_lists,
    check_range,
    postings,
)
from matching.record import Int8s, Record, empty_record

TOLD, STATED = 1, 2
"""Levels of past situations and sectors. A told entry hides no stated one, whatever its year."""

__all__ = [
    "STATED",
    "TOLD",
    "BitLists",
    "Bools",
    "Floats",
    "Int8s",
    "Ints",
    "IntsLike",
    "PersonIndex",
    "Pool",
    "Postings",
    "Record",
    "build_pool",
    "pool_from_arrays",
    "pool_to_arrays",
    "postings",
    "without",
]


@dataclass(frozen=True, slots=True)
class Pool:
    """The interims, one per row, in any order. Make it with `build_pool`, which validates.

    Attributes:
        ids: shape (N,), int64, the caller's own keys.
        refs: shape (N,), bytes, unique; breaks ties in ascending order.
        skills: postings by skill, with level held and year last used.
        skills_by_person: the same, grouped by person.
        situations, sectors: postings by concept, with the year the assignment ended; the level says
            whether it is `STATED` or only `TOLD`. Without levels all are stated.
        record: the titles and texts of past assignments.
        seniority: shape (N,), uint8, 1 (team lead) to 7 (chair), 0 when unknown.
        available_from: shape (N,), int32, days since 1970-01-01, 0 when unknown.
        remote: shape (N,), bool, works away from the site.
        languages, regions, right_to_work: by the caller's columns. A person who lists none is
            unknown, not blocked.
        registrations: postings by registration.
        live: shape (N,), bool. A row that is not live is neither ranked nor counted.
    """

    ids: Ints
    refs: npt.NDArray[np.bytes_]
    skills: Postings
    skills_by_person: PersonIndex
    situations: Postings
    sectors: Postings
    record: Record
    seniority: Ints
    available_from: Ints
    remote: Bools
    languages: BitLists
    regions: BitLists
    right_to_work: BitLists
    registrations: Postings
    live: Bools

    @property
    def size(self) -> int:
        """The number of rows, live or not."""
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
    registrations: Postings | None = None,
    record: Record | None = None,
    live: Sequence[bool] | Bools | None = None,
) -> Pool:
    """Validate and pack the columns; see `Pool` for their meaning. Everyone is live by default.

    Raises:
        ValueError: columns differ in length, refs repeat, or a value is out of range.
    """
    numbers = as_ints(ids, "ids").astype(np.int64)
    size = len(numbers)
    rank, day = as_ints(seniority, "seniority"), as_ints(available_from, "available from")
    check_range(rank, 0, 7, "seniority")
    check_range(day, 0, int(np.iinfo(np.int32).max), "available from")
    everyone = np.ones(size, np.bool_) if live is None else np.asarray(live, dtype=np.bool_)
    names = np.asarray(refs, dtype=np.bytes_)
    away = np.asarray(remote, dtype=np.bool_)
    if any(column.shape != (size,) for column in (names, rank, day, away, everyone)):
        raise ValueError("pool: columns differ in length")
    if len(np.unique(names)) != size:
        raise ValueError("pool: refs repeat")
    held = postings([], [], width=0) if registrations is None else registrations
    for entries in (skills, situations, sectors, languages, regions, right_to_work, held):
        check_range(entries.rows, 0, size - 1, "row")
    return Pool(
        ids=numbers,
        refs=names,
        skills=skills,
        skills_by_person=build_person_index(skills, size),
        situations=situations,
        sectors=sectors,
        record=_of_size(record, size),
        seniority=rank.astype(np.uint8),
        available_from=day.astype(np.int32),
        remote=away,
        languages=build_bit_lists(languages, size),
        regions=build_bit_lists(regions, size),
        right_to_work=build_bit_lists(right_to_work, size),
        registrations=held,
        live=everyone,
    )


def without(pool: Pool, rows: IntsLike) -> Pool:
    """Return the pool with `rows` no longer live. Nothing else is copied.

    Raises:
        ValueError: the pool has no such row.
    """
    gone = as_ints(rows, "row")
    check_range(gone, 0, pool.size - 1, "row")
    live = pool.live.copy()
    live[gone] = False
    return replace(pool, live=live)


def pool_to_arrays(pool: Pool) -> dict[str, npt.NDArray[Any]]:
    """Return the pool as named arrays for storage; `pool_from_arrays` is the inverse."""
    found: dict[str, npt.NDArray[Any]] = {}
    for name, value in _fields(pool):
        if isinstance(value, np.ndarray):
            found[name] = value
        else:
            for inner, part in _fields(value):
                found[f"{name}.{inner}"] = np.asarray(part)
    return found


def pool_from_arrays(arrays: dict[str, npt.NDArray[Any]]) -> Pool:
    """Return the pool that `pool_to_arrays` stored. Not validated and not copied (mmap works).

    Raises:
        KeyError: an array is missing.
    """

    def part(kind: Any, name: str) -> Any:
        values = {field.name: arrays[f"{name}.{field.name}"] for field in fields(kind)}
        plain = {inner: int(value) if value.ndim == 0 else value for inner, value in values.items()}
        return kind(**plain)

    kinds = {
        **dict.fromkeys(("skills", "situations", "sectors", "registrations"), Postings),
        **dict.fromkeys(("languages", "regions", "right_to_work"), BitLists),
        "skills_by_person": PersonIndex,
        "record": Record,
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


def _of_size(record: Record | None, size: int) -> Record:
    if record is None:
        return empty_record(size)
    if len(record.start) != size + 1:
        raise ValueError("pool: the record is of another number of people")
    return record
