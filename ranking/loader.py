"""Interims out of the database as arrays: all of them for a snapshot, or the few that changed."""

from collections.abc import Collection, Iterable, Iterator
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

from candidates.models import Candidate, Mark, PastAssignment, ProfileChange, outcome_text
from matching import Pool, Postings, build_pool, postings
from ranking import snapshot
from ranking.binary_copy import whole_numbers
from ranking.fingerprint import Facts, facts_of, mixed
from ranking.outcome_vectors import Texts
from skills.graph import Graph
from skills.places import Language, Region, RightToWork

EPOCH = date(1970, 1, 1)
CHUNK = 5_000
LAST_YEAR = 9_999
LANGUAGES = {code: column for column, code in enumerate(Language.values)}
REGIONS = {code: column for column, code in enumerate(Region.values)}
RIGHTS = {code: column for column, code in enumerate(RightToWork.values)}

Ints = npt.NDArray[np.integer[Any]]
Numbers = tuple[npt.NDArray[np.int64], ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """Some interims as arrays.

    Attributes:
        pool: the people, by ascending id.
        prints: shape (N,), uint64, what each row consists of in one number.
        assignments: shape (M,), int64, the past assignment that each of `pool.outcomes` is of.
    """

    pool: Pool
    prints: npt.NDArray[np.uint64]
    assignments: Ints

    def rows_of(self, ids: Collection[int]) -> Ints:
        """Return the rows of those of these people who are here."""
        wanted = np.fromiter(sorted(ids), dtype=np.int64, count=len(ids))
        place = np.searchsorted(self.pool.ids, wanted)
        found = self.pool.ids.take(place, mode="clip") == wanted if self.pool.size else place < 0
        return place[found]


@dataclass(frozen=True, slots=True)
class Shard:
    """Every `of`-th interim, by their number."""

    number: int = 0
    of: int = 1

    def __contains__(self, candidate_id: int) -> bool:
        return candidate_id % self.of == self.number

    def __str__(self) -> str:
        return f"{self.number}-of-{self.of}"


@dataclass(frozen=True, slots=True)
class _Scope:
    """Whom to read, as a condition on the candidate's id, and where streams may lie meanwhile."""

    shard: Shard
    ids: list[int] | None
    spool: Path | None

    def numbers(self, what: str, source: str, *parameters: object) -> Iterator[Numbers]:
        """Yield the ids of these people and the number `what` of each row of theirs in `source`.

        Names and expressions are this module's own; values are passed.
        """
        condition = "true"
        values: tuple[object, ...] = ()
        if self.ids is not None:
            condition, values = "candidate_id = ANY(%s)", (self.ids,)
        elif self.shard.of > 1:
            condition, values = "mod(candidate_id, %s) = %s", (self.shard.of, self.shard.number)
        select = f"SELECT candidate_id::bigint, {what} FROM {source} WHERE {condition}"  # noqa: S608
        return whole_numbers(select, (*parameters, *values), columns=2, spool=self.spool)


def gather(
    graph: Graph,
    *,
    shard: Shard = Shard(),
    ids: Collection[int] | None = None,
    draft: Path | None = None,
) -> tuple[Layer, Mark]:
    """Read those of the shard who can be found, all of them or those with these ids.

    Returns them with a mark: whatever changes after it is not in the arrays. The read is one
    moment of the database's, unless a transaction is open already.

    Args:
        draft: where a snapshot is being written; streams and vectors go there instead of memory.
    """
    scope = _Scope(shard, None if ids is None else sorted(ids), draft)
    is_ours = not connection.in_atomic_block
    with transaction.atomic():
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        mark = ProfileChange.objects.all().mark()
        return _read(graph, scope), mark


def _read(graph: Graph, scope: _Scope) -> Layer:
    people = _People(scope)
    width = len(graph.codes)
    columns = _Columns(graph)
    skills = people.postings(1, columns, _skills(scope), width=width)
    situations = people.postings(2, columns, _past(scope, "situations"), width=width)
    sectors = people.postings(
        3, columns, chain(_own_sectors(scope), _past(scope, "sectors")), width=width
    )
    told = Texts(people.ids, _outcomes(scope))
    outcomes = told.outcomes(
        snapshot.place_of("outcomes.vectors", scope.spool) if scope.spool else None
    )
    people.facts.add(told.rows, mixed(told.prints))
    pool = build_pool(
        ids=people.ids,
        refs=people.refs,
        skills=skills,
        situations=situations,
        sectors=sectors,
        outcomes=outcomes,
        seniority=people.seniority,
        available_from=people.available_from,
        remote=people.remote,
        languages=people.listed("languages"),
        regions=people.listed("regions"),
        right_to_work=people.listed("right_to_work"),
    )
    return Layer(pool, people.facts.prints, told.assignments)


class _Columns:
    """Concepts' numbers as columns."""

    def __init__(self, graph: Graph) -> None:
        self.order = np.argsort(graph.concept)
        self.concepts = graph.concept[self.order]

    def of(self, concepts: Ints) -> tuple[Ints, npt.NDArray[np.bool_]]:
        """Return columns, and which of the concepts have one."""
        if not len(self.concepts):
            return np.zeros(len(concepts), np.int64), np.zeros(len(concepts), np.bool_)
        place = np.searchsorted(self.concepts, concepts)
        is_known = self.concepts.take(place, mode="clip") == concepts
        return self.order.take(place, mode="clip"), is_known


class _People:
    """The facts of one row a person, and the way from an id to the row."""

    FIELDS = (
        "pk", "ref", "seniority", "available_from", "is_remote_ok",
        "languages", "regions", "right_to_work",
    )  # fmt: skip
    LISTS = (("languages", LANGUAGES), ("regions", REGIONS), ("right_to_work", RIGHTS))

    def __init__(self, scope: _Scope) -> None:
        found = Candidate.objects.discoverable()
        if scope.ids is not None:
            found = found.filter(pk__in=scope.ids)
        elif scope.shard.of > 1:
            found = found.annotate(rest=F("pk") % scope.shard.of).filter(rest=scope.shard.number)
        rows = found.order_by("pk").values_list(*self.FIELDS).iterator(chunk_size=CHUNK)
        pieces = [self._piece(list(piece)) for piece in _in_pieces(rows)] or [self._piece([])]
        columns = [np.concatenate(parts) for parts in zip(*pieces, strict=True)]
        self.ids, self.refs, self.seniority, self.available_from, self.remote = columns[:5]
        self.bits = dict(zip((name for name, _ in self.LISTS), columns[5:], strict=True))
        self.facts = Facts(self.ids)
        everyone = np.arange(len(self.ids))
        halves = self.refs.view(np.uint64).reshape(-1, 2).T if len(self.ids) else ()
        for kind, values in enumerate(
            (*halves, self.seniority, self.available_from, self.remote, *columns[5:]), start=16
        ):
            self.facts.add(everyone, facts_of(kind, values))

    def postings(
        self,
        kind: int,
        columns: _Columns,
        found: Iterable[Numbers],
        *,
        width: int,
    ) -> Postings:
        """Return what people have of concepts, each piece (ids, packed); see `_packed`."""
        parts: list[tuple[Ints, ...]] = []
        for ids, packed in found:
            rows, is_here = self.rows(ids)
            column, is_known = columns.of(packed >> 17)
            kept = is_here & is_known
            rows, column, told = rows[kept], column[kept], packed[kept]
            level = np.clip(told >> 14 & 7, 0, 5)
            year = np.clip(told & 16_383, 0, LAST_YEAR)
            self.facts.add(rows, facts_of(kind, column << 17 | level << 14 | year))
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
        """Return the rows of ids, and which of them are here."""
        if not len(self.ids):
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), np.bool_)
        place = np.searchsorted(self.ids, ids)
        return place, self.ids.take(place, mode="clip") == ids

    def listed(self, name: str) -> Postings:
        """Return a short list as postings."""
        width = len(dict(self.LISTS)[name])
        has = [
            np.flatnonzero(self.bits[name] >> np.uint64(bit) & np.uint64(1)) for bit in range(width)
        ]
        columns = np.repeat(np.arange(width), [len(rows) for rows in has])
        return postings(columns, np.concatenate(has or [np.zeros(0, np.int64)]), width=width)

    def _piece(self, people: list[tuple[Any, ...]]) -> list[npt.NDArray[Any]]:
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
    """Return the days since 1970-01-01; 0 for a day that is not known."""
    return (day - EPOCH).days if day else 0


def year_of(moment: datetime) -> int:
    """Return the calendar year that recency is counted from."""
    return moment.astimezone(UTC).year


def _bits(listed: list[str], columns: dict[str, int]) -> int:
    found = 0
    for value in listed or ():
        if value in columns:
            found |= 1 << columns[value]
    return found


def _in_pieces(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    piece: list[tuple[Any, ...]] = []
    for row in rows:
        piece.append(row)
        if len(piece) == CHUNK:
            yield piece
            piece = []
    if piece:
        yield piece


# A concept, a level (3 bits) and a year (14 bits) travel in one number.
_PACKED = (
    "{concept}::bigint * 131072 + {level}::bigint * 16384"
    " + greatest(0, least({year}, 9999))::bigint"
)


def _packed(concept: str, *, level: str = "0", year: str = "0") -> str:
    return _PACKED.format(concept=concept, level=level, year=year)


def _skills(scope: _Scope) -> Iterator[Numbers]:
    what = _packed("concept_id", level="coalesce(level, 0)", year="coalesce(last_used, 0)")
    return scope.numbers(what, "candidates_candidateskill")


def _past(scope: _Scope, kind: str) -> Iterator[Numbers]:
    # Without an end it still runs, if it is known to have begun.
    year = (
        "CASE WHEN ended_on IS NOT NULL THEN extract(year FROM ended_on)"
        " WHEN started_on IS NOT NULL THEN %s ELSE 0 END"
    )
    table = getattr(PastAssignment, kind).through._meta.db_table
    joined = (
        f"candidates_pastassignment JOIN {table}"
        f" ON {table}.pastassignment_id = candidates_pastassignment.id"
    )
    this_year = year_of(timezone.now())
    return scope.numbers(_packed("concept_id", year=year), joined, this_year)


def _own_sectors(scope: _Scope) -> Iterator[Numbers]:
    table = Candidate.sectors.through._meta.db_table
    return scope.numbers(_packed("concept_id"), table)


def _outcomes(scope: _Scope) -> Iterator[tuple[int, int, str]]:
    """Yield (interim, assignment, what was achieved)."""
    told = PastAssignment.objects.all()
    if scope.ids is not None:
        told = told.filter(candidate_id__in=scope.ids)
    elif scope.shard.of > 1:
        rest = F("candidate_id") % scope.shard.of
        told = PastAssignment.objects.annotate(rest=rest).filter(rest=scope.shard.number)
    fields = ("candidate_id", "pk", "result", "measure", "mandate")
    for candidate_id, pk, *words in told.values_list(*fields).iterator(chunk_size=CHUNK):
        yield candidate_id, pk, outcome_text(*words)
