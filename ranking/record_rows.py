"""The record of a pool from the database. Nothing is encoded or made neutral here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from django.db.models import QuerySet

from candidates.models import PastAssignment
from matching import Record, build_record
from ranking.fingerprint import Hashes, hash_facts
from ranking.roles import title_facts
from ranking.work_words import NOTHING, if_read
from skills import vectors
from skills.models import TextVector

QUERY_BATCH = 5_000
ROW_BATCH = 20_000
DIGEST = len(NOTHING)
FACTS, TEXTS = 5, 6
"""The kinds of facts in fingerprints."""

Ints = npt.NDArray[np.int64]


class Row(NamedTuple):
    """A past assignment; `digests` is empty and `told` too until the worker has read it.

    `told` has keys of situations, `year` is that of its end, this one if it still runs, 0 if not
    known.
    """

    candidate_id: int
    assignment: int
    title: str
    digests: bytes
    told: list[int]
    year: int


def rows_of(assignments: QuerySet[PastAssignment], *, this_year: int) -> Iterator[Row]:
    """Yield the rows of a queryset of assignments, by candidate and key."""
    found = assignments.annotate(digests=if_read("digests"), told=if_read("told"))
    fields = ("candidate_id", "pk", "title", "digests", "told", "started_on", "ended_on")
    values = found.order_by("candidate_id", "pk").values_list(*fields)
    for candidate_id, pk, title, digests, told, started, ended in values.iterator(QUERY_BATCH):
        year = min(ended.year, this_year) if ended else this_year if started else 0
        yield Row(candidate_id, pk, title, bytes(digests or b""), told or [], year)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Some assignments, in order.

    Attributes:
        rows, assignments, titles: shape (n,), row of the person, primary key, number of the title.
        counts: shape (n,), the number of digests of each: 0, or 2 and more.
        digests: all of them.
    """

    rows: Ints
    assignments: Ints
    titles: Ints
    counts: Ints
    digests: npt.NDArray[np.void]


class RecordRows:
    """The assignments of some people, in the order of `ids`.

    Attributes:
        assignments: shape (A,), the primary key of each.
        told: (candidate id, key of a situation, year) of each situation that is told.
    """

    def __init__(self, ids: npt.NDArray[Any], rows: Iterable[Row]) -> None:
        self._size = len(ids)
        self._titles: dict[tuple[str, bytes], int] = {}
        self.told: list[tuple[int, int, int]] = []
        parts = [self._batch(ids, batch) for batch in _batches(rows)]
        empty = np.zeros(0, np.int64)
        nothing = _Batch(empty, empty, empty, empty, np.zeros(0, f"V{DIGEST}"))
        merged = [
            np.concatenate([getattr(one, name) for one in (nothing, *parts)])
            for name in ("rows", "assignments", "titles", "counts", "digests")
        ]
        parts.clear()
        self._rows, self.assignments, self._title, self._counts, digests = merged
        of_titles = np.frombuffer(b"".join(digest for _, digest in self._titles), f"V{DIGEST}")
        known = np.concatenate([np.zeros(1, f"V{DIGEST}"), of_titles, digests])
        # The digest of nothing is the first, so that it gets the number -1.
        names, number = np.unique(known, return_inverse=True)
        self._names = [name.tobytes() for name in names[1:]]
        self._title_vectors, self._entries = np.split(number[1:] - 1, [len(of_titles)])

    def record(self, path: Path | None) -> Record:
        """Return them for a pool.

        Args:
            path: the file that the vectors are streamed to; None keeps them in memory.
        """
        facts = [title_facts(title) for title, _ in self._titles]
        is_read = self._counts > 0
        first = (np.cumsum(self._counts) - self._counts)[is_read]
        text = np.full(len(self._rows), -1, np.int64)
        text[is_read] = self._entries[first]
        is_sentence = np.ones(len(self._entries), np.bool_)
        is_sentence[first] = False
        # Only a title can be missing among the sentences.
        is_sentence &= self._entries >= 0
        held = np.cumsum(np.append(0, is_sentence))
        ends = np.cumsum(self._counts)
        return build_record(
            size=self._size,
            start=np.searchsorted(self._rows, np.arange(self._size + 1)),
            title=self._title,
            text=text,
            sentence_start=np.append(0, held[ends]),
            sentence=self._entries[is_sentence],
            vectors=self._vectors(path),
            families=np.array([one.family for one in facts], np.int64),
            title_levels=np.array([one.level for one in facts], np.int64),
            title_professions=np.array([one.profession for one in facts], np.int64),
            title_vectors=self._title_vectors,
        )

    def facts(self) -> Iterator[tuple[Ints, Hashes]]:
        """Yield (rows, hashes) of what counts: titles as parsed, and texts; for fingerprints."""
        position = np.arange(len(self._rows)) - np.searchsorted(self._rows, self._rows)
        parsed = [title_facts(title) for title, _ in self._titles]
        packed = np.array(
            [0, *(1 + (one.family + 1 << 8 | one.level << 4 | one.profession) for one in parsed)],
            np.int64,
        )
        yield self._rows, hash_facts(FACTS, packed[self._title + 1] << 20 | position)
        prefixes = np.frombuffer(
            b"".join(name[:8] for name in (NOTHING, *self._names)), dtype="<u8"
        )
        of = np.repeat(np.arange(len(self._rows)), self._counts)
        begin = (np.cumsum(self._counts) - self._counts)[of]
        place = position[of] << 10 | np.arange(len(of)) - begin
        yield self._rows[of], hash_facts(TEXTS, prefixes[self._entries + 1] + place.view(np.uint64))

    def _vectors(self, path: Path | None) -> npt.NDArray[np.int8]:
        shape = (len(self._names), vectors.WIDTH)
        found: npt.NDArray[np.int8] = (
            np.lib.format.open_memmap(path, mode="w+", dtype=np.int8, shape=shape)
            if path and len(self._names)
            else np.zeros(shape, np.int8)
        )
        for start in range(0, len(self._names), QUERY_BATCH):
            batch = self._names[start : start + QUERY_BATCH]
            cached = TextVector.objects.by_digest(vectors.MODEL, batch)
            joined = b"".join(_usable(cached.get(name, b"")) for name in batch)
            found[start : start + len(batch)] = np.frombuffer(joined, np.int8).reshape(
                -1, vectors.WIDTH
            )
        if isinstance(found, np.memmap):
            found.flush()
        return np.asarray(found)

    def _batch(self, ids: npt.NDArray[Any], batch: list[Row]) -> _Batch:
        people = np.array([one.candidate_id for one in batch], np.int64)
        row = np.searchsorted(ids, people)
        is_here = ids.take(row, mode="clip") == people if len(ids) else people < 0
        kept = [batch[at] for at in np.flatnonzero(is_here)]
        self.told += [(one.candidate_id, key, one.year) for one in kept for key in one.told]
        return _Batch(
            rows=row[is_here],
            assignments=np.array([one.assignment for one in kept], np.int64),
            titles=np.array([self._title_of(one) for one in kept], np.int64),
            counts=np.array([len(one.digests) // DIGEST for one in kept], np.int64),
            digests=np.frombuffer(b"".join(one.digests for one in kept), f"V{DIGEST}"),
        )

    def _title_of(self, one: Row) -> int:
        if not one.title.strip():
            return -1
        vector = one.digests[DIGEST : 2 * DIGEST] or NOTHING
        return self._titles.setdefault((one.title, vector), len(self._titles))


def _usable(vector: bytes) -> bytes:
    """Return a stored vector; one that is gone or of another length is like nothing."""
    return vector if len(vector) == vectors.WIDTH else bytes(vectors.WIDTH)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    remaining = iter(rows)
    while batch := list(islice(remaining, ROW_BATCH)):
        yield batch
