"""Loads interims from the database into arrays: all for a snapshot, or those that changed."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from candidates.models import (
    Candidate,
    Mark,
    PastAssignment,
    ProfileChange,
)
from matching import STATED, TOLD, Pool, Postings, build_pool, postings
from ranking import proof, snapshot
from ranking.binary_copy import copy_integers
from ranking.fingerprint import PersonFingerprints, hash_facts
from ranking.record_rows import RecordRows, Row, rows_of
from skills.graph import SkillGraph
from skills.places import Language, Region, RightToWork

EPOCH = date(1970, 1, 1)
CHUNK = 5_000
LAST_YEAR = 9_999
LANGUAGES = {code: column for column, code in enumerate(Language.values)}
REGIONS = {code: column for column, code in enumerate(Region.values)}
RIGHTS = {code: column for column, code in enumerate(RightToWork.values)}

Ints = npt.NDArray[np.integer[Any]]
Columns = tuple[npt.NDArray[np.int64], ...]


@dataclass(frozen=True, slots=True)
class PoolSegment:
    """Some interims as arrays: a snapshot, or a delta to one.

    Attributes:
        pool: the people, by ascending id.
        fingerprints: shape (N,), uint64, one for each row.
        assignments: shape (A,), int64, the primary key of each assignment of `pool.record`.
        checksums: shape (N,), int64, of the versions of the rows behind each row (`ranking.proof`).
    """

    pool: Pool
    fingerprints: npt.NDArray[np.uint64]
    assignments: Ints
    checksums: Ints

    def rows_of(self, ids: Collection[int]) -> Ints:
        """Return the rows of these people, without those who are not in the segment."""
        wanted = np.fromiter(sorted(ids), dtype=np.int64, count=len(ids))
        row = np.searchsorted(self.pool.ids, wanted)
        is_here = self.pool.ids.take(row, mode="clip") == wanted if self.pool.size else row < 0
        return row[is_here]


@dataclass(frozen=True, slots=True)
class Shard:
    """The interims whose id modulo `of` is `number`."""

    number: int = 0
    of: int = 1

    def __contains__(self, candidate_id: int) -> bool:
        return candidate_id % self.of == self.number

    def __str__(self) -> str:
        return f"{self.number}-of-{self.of}"


@dataclass(frozen=True, slots=True)
class _Selection:
    """Whom to load, and the folder for temporary files."""

    shard: Shard
    ids: list[int] | None
    spool: Path | None

    def column(self, expression: str, source: str, *parameters: object) -> Iterator[Columns]:
        """Yield (candidate ids, values of the expression) of the rows of `source`.

        Names and expressions come only from this module; values are passed as parameters.
        """
        condition = "true"
        values: tuple[object, ...] = ()
        if self.ids is not None:
            condition, values = "candidate_id = ANY(%s)", (self.ids,)
        elif self.shard.of > 1:
            condition, values = "mod(candidate_id, %s) = %s", (self.shard.of, self.shard.number)
        select = f"SELECT candidate_id::bigint, {expression} FROM {source} WHERE {condition}"  # noqa: S608
        return copy_integers(select, (*parameters, *values), columns=2, spool=self.spool)


def load_segment(
    graph: SkillGraph,
    *,
    shard: Shard = Shard(),
    ids: Collection[int] | None = None,
    draft: Path | None = None,
) -> tuple[PoolSegment, Mark]:
    """Load the discoverable interims of a shard, all of them or those with these ids.

    It reads a consistent state of the database, unless a transaction is open already.

    Args:
        draft: the folder of a snapshot that is being written; temporary files and vectors go there
            instead of memory.

    Returns:
        The segment, and a mark: changes after it are not in the segment.
    """
    selection = _Selection(shard, None if ids is None else sorted(ids), draft)
    with one_state():
        mark = ProfileChange.objects.all().mark()
        return _load(graph, selection), mark


@contextmanager
def one_state() -> Iterator[None]:
    """Read a consistent state of the database without time limits, unless a transaction is open."""
    owns_transaction = not connection.in_atomic_block
    with transaction.atomic():
        if owns_transaction:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield


def _load(graph: SkillGraph, selection: _Selection) -> PoolSegment:
    people = _People(selection)
    width = len(graph.codes)
    columns = _ConceptColumns(graph)
    skills = people.postings(1, columns, _skills(selection), width=width)
    works = RecordRows(people.ids, _works(selection))
    situations = people.postings(
        2, columns, chain(_past(selection, "situations"), _told(works)), width=width
    )
    sectors = people.postings(
        3, columns, chain(_own_sectors(selection), _past(selection, "sectors")), width=width
    )
    record = works.record(
        snapshot.array_path("record.vectors", selection.spool) if selection.spool else None
    )
    for rows, hashes in works.facts():
        people.fingerprints.add(rows, hashes)
    pool = build_pool(
        ids=people.ids,
        refs=people.refs,
        skills=skills,
        situations=situations,
        sectors=sectors,
        record=record,
        seniority=people.seniority,
        available_from=people.available_from,
        remote=people.remote,
        languages=people.listed("languages"),
        regions=people.listed("regions"),
        right_to_work=people.listed("right_to_work"),
        registrations=people.postings(4, columns, _registrations(selection), width=width),
    )
    shard = selection.shard
    checksums = proof.of_people(
        people.ids,
        proof.Ids(number=shard.number, of=shard.of) if selection.ids is None else selection.ids,
    )
    return PoolSegment(pool, people.fingerprints.sums, works.assignments, checksums)


class _ConceptColumns:
    """Maps primary keys of concepts to columns of the pool."""

    def __init__(self, graph: SkillGraph) -> None:
        self.order = np.argsort(graph.concept)
        self.concepts = graph.concept[self.order]

    def of(self, concepts: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Return columns, and which of the concepts have one."""
        if not len(self.concepts):
            return np.zeros(len(concepts), np.int64), np.zeros(len(concepts), np.bool_)
        at = np.searchsorted(self.concepts, concepts)
        is_known = self.concepts.take(at, mode="clip") == concepts
        return self.order.take(at, mode="clip"), is_known


class _People:
    """The selected interims, one row each: their columns, and the row of an id."""

    FIELDS = (
        "pk", "ref", "seniority", "available_from", "is_remote_ok",
        "languages", "regions", "right_to_work",
    )  # fmt: skip
    LISTS = (("languages", LANGUAGES), ("regions", REGIONS), ("right_to_work", RIGHTS))

    def __init__(self, selection: _Selection) -> None:
        found = Candidate.objects.discoverable()
        shard = selection.shard
        if selection.ids is not None:
            found = found.filter(pk__in=selection.ids)
        elif shard.of > 1:
            found = found.annotate(rest=F("pk") % shard.of).filter(rest=shard.number)
        rows = found.order_by("pk").values_list(*self.FIELDS).iterator(chunk_size=CHUNK)
        batches = [self._arrays(list(batch)) for batch in _batches(rows)] or [self._arrays([])]
        columns = [np.concatenate(parts) for parts in zip(*batches, strict=True)]
        self.ids, self.refs, self.seniority, self.available_from, self.remote = columns[:5]
        self.bits = dict(zip((name for name, _ in self.LISTS), columns[5:], strict=True))
        self.fingerprints = PersonFingerprints(self.ids)
        everyone = np.arange(len(self.ids))
        halves = self.refs.view(np.uint64).reshape(-1, 2).T if len(self.ids) else ()
        for kind, values in enumerate(
            (*halves, self.seniority, self.available_from, self.remote, *columns[5:]), start=16
        ):
            self.fingerprints.add(everyone, hash_facts(kind, values))

    def postings(
        self,
        kind: int,
        columns: _ConceptColumns,
        batches: Iterable[Columns],
        *,
        width: int,
    ) -> Postings:
        """Return the posting lists of concepts.

        Args:
            kind: keeps equal concepts of different lists apart in the fingerprint.
            batches: (ids, packed values); see `_packed`.
        """
        parts: list[tuple[Ints, ...]] = []
        for ids, packed in batches:
            rows, is_here = self.rows(ids)
            column, is_known = columns.of(packed >> 17)
            kept = is_here & is_known
            rows, column, values = rows[kept], column[kept], packed[kept]
            level = np.clip(values >> 14 & 7, 0, 5)
            year = np.clip(values & 16_383, 0, LAST_YEAR)
            self.fingerprints.add(rows, hash_facts(kind, column << 17 | level << 14 | year))
            parts.append((
                column.astype(np.uint32), rows.astype(np.int32),
                level.astype(np.uint8), year.astype(np.int16),
            ))  # fmt: skip
        if not parts:
            return postings([], [], width=width)
        column, rows, level, year = (np.concatenate(part) for part in zip(*parts, strict=True))
        parts.clear()
        return postings(column, rows, width=width, levels=level, years=year)

    def rows(self, ids: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Return the rows of ids, and which of them are selected."""
        if not len(self.ids):
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), np.bool_)
        row = np.searchsorted(self.ids, ids)
        return row, self.ids.take(row, mode="clip") == ids

    def listed(self, name: str) -> Postings:
        """Return the posting lists of one of `LISTS`."""
        width = len(dict(self.LISTS)[name])
        rows = [
            np.flatnonzero(self.bits[name] >> np.uint64(bit) & np.uint64(1)) for bit in range(width)
        ]
        columns = np.repeat(np.arange(width), [len(one) for one in rows])
        return postings(columns, np.concatenate(rows or [np.zeros(0, np.int64)]), width=width)

    def _arrays(self, people: list[tuple[Any, ...]]) -> list[npt.NDArray[Any]]:
        return [
            np.array([p[0] for p in people], np.int64),
            np.array([p[1].bytes for p in people], "S16"),
            np.array([p[2] or 0 for p in people], np.uint8),
            np.array([max(0, days(p[3])) for p in people], np.int32),
            np.array([p[4] for p in people], np.bool_),
            *(
                np.array([_bits(p[5 + n], columns) for p in people], np.uint64)
                for n, (_, columns) in enumerate(self.LISTS)
            ),
        ]  # fmt: skip


def days(day: date | None) -> int:
    """Return the days since 1970-01-01; 0 for an unknown day."""
    return (day - EPOCH).days if day else 0


def year_of(moment: datetime) -> int:
    """Return the calendar year that recency is counted from, in UTC."""
    return moment.astimezone(UTC).year


def _bits(codes: list[str], columns: dict[str, int]) -> int:
    bits = 0
    for code in codes or ():
        if code in columns:
            bits |= 1 << columns[code]
    return bits


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == CHUNK:
            yield batch
            batch = []
    if batch:
        yield batch


# A concept, a level (3 bits) and a year (14 bits) packed into one integer.
_PACKED = (
    "{concept}::bigint * 131072 + {level}::bigint * 16384"
    " + greatest(0, least({year}, 9999))::bigint"
)


def _packed(concept: str, *, level: str = "0", year: str = "0") -> str:
    return _PACKED.format(concept=concept, level=level, year=year)


def _skills(selection: _Selection) -> Iterator[Columns]:
    packed = _packed("concept_id", level="coalesce(level, 0)", year="coalesce(last_used, 0)")
    return selection.column(packed, "candidates_candidateskill")


def _registrations(selection: _Selection) -> Iterator[Columns]:
    return selection.column(_packed("concept_id"), "candidates_candidateregistration")


def _past(selection: _Selection, kind: str) -> Iterator[Columns]:
    # An assignment with a start and no end is still running.
    year = (
        "CASE WHEN ended_on IS NOT NULL THEN least(extract(year FROM ended_on), %s)"
        " WHEN started_on IS NOT NULL THEN %s ELSE 0 END"
    )
    table = getattr(PastAssignment, kind).through._meta.db_table
    joined = (
        f"candidates_pastassignment JOIN {table}"
        f" ON {table}.pastassignment_id = candidates_pastassignment.id"
    )
    this_year = year_of(timezone.now())
    packed = _packed("concept_id", level=str(STATED), year=year)
    return selection.column(packed, joined, this_year, this_year)


def _own_sectors(selection: _Selection) -> Iterator[Columns]:
    table = Candidate.sectors.through._meta.db_table
    return selection.column(_packed("concept_id", level=str(STATED)), table)


def _works(selection: _Selection) -> Iterator[Row]:
    assignments = PastAssignment.objects.all()
    if selection.ids is not None:
        assignments = assignments.filter(candidate_id__in=selection.ids)
    elif selection.shard.of > 1:
        rest = F("candidate_id") % selection.shard.of
        assignments = PastAssignment.objects.annotate(rest=rest).filter(rest=selection.shard.number)
    return rows_of(assignments, this_year=year_of(timezone.now()))


def _told(works: RecordRows) -> Iterator[Columns]:
    """Yield the situations that the words of assignments tell of."""
    ids, concepts, years = np.array(works.told, np.int64).reshape(-1, 3).T
    yield ids, concepts << 17 | TOLD << 14 | years
