"""Checks that a pool equals the database, by a checksum for each person.

The change log contains only what triggers see. A restore, TRUNCATE or a session without triggers
bypasses it. So a segment keeps, for each person, a checksum of the versions (`xmin`) of all rows
that were read for them. PostgreSQL computes the checksums again: for everybody when a snapshot is
opened or a table was replaced, and for one block of ids with each heartbeat.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db import connection

from candidates.models import (
    Candidate,
    CandidateRegistration,
    CandidateSkill,
    PastAssignment,
)
from ranking.binary_copy import copy_integers
from ranking.work_words import WorkWords

Ints = npt.NDArray[np.integer[Any]]

BLOCK = 2_000
"""The number of consecutive ids in a block: 0.1 s for profiles with 20 skills, every 4 s."""


@dataclass(frozen=True, slots=True)
class Ids:
    """Ids of candidates of one shard: from `low`, below `high` (None: no upper limit)."""

    low: int = 0
    high: int | None = None
    number: int = 0
    of: int = 1

    def holds(self, ids: Ints) -> npt.NDArray[np.bool_]:
        """Return which of these ids belong to it."""
        found: npt.NDArray[np.bool_] = (ids >= self.low) & (ids % self.of == self.number)
        return found if self.high is None else found & (ids < self.high)


def block(number: int, *, last: int, shard: tuple[int, int]) -> Ids:
    """Return one block of a shard; the last one has no upper limit, to cover new people."""
    low = number * BLOCK
    return Ids(low, None if low + BLOCK > last else low + BLOCK, *shard)


def checksums(ids: Ids | Collection[int]) -> tuple[Ints, Ints]:
    """Return the ids of those who can be found, ascending, and the checksum of each.

    Call it in the transaction that reads the rows.
    """
    values: tuple[object, ...]
    if isinstance(ids, Ids):
        condition, values = "candidate_id >= %s", (ids.low,)
        if ids.of > 1:
            condition += " AND mod(candidate_id, %s) = %s"
            values = (*values, ids.of, ids.number)
        if ids.high is not None:
            condition, values = f"{condition} AND candidate_id < %s", (*values, ids.high)
    else:
        condition, values = "candidate_id = ANY(%s)", (list(ids),)
    # The number of the source distinguishes rows with equal keys in different tables.
    facts = " UNION ALL ".join(
        f"SELECT candidate_id, hashtextextended(version::text, key * 8 + {number}) AS hash"  # noqa: S608 - names of our tables
        f" FROM ({source}) AS source{number} WHERE {condition}"
        for number, source in enumerate(_sources())
    )
    found, parameters = Candidate.objects.discoverable().values("pk").query.sql_with_params()
    sql = (
        f"SELECT candidate_id::bigint, bit_xor(hash) FROM ({facts}) AS facts"  # noqa: S608 - as above
        f" WHERE candidate_id IN ({found}) GROUP BY candidate_id ORDER BY candidate_id"
    )
    rows = list(copy_integers(sql, (*values * len(_sources()), *parameters), columns=2, spool=None))
    if not rows:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    people, sums = (np.concatenate(part) for part in zip(*rows, strict=True))
    return people, sums


def of_people(people: Ints, ids: Ids | Collection[int]) -> Ints:
    """Return the checksums of `people`, who are among `ids`; 0 for people who are gone."""
    found, sums = checksums(ids)
    aligned = np.zeros(len(people), np.int64)
    if len(found):
        at = np.searchsorted(found, people)
        is_found = found.take(at, mode="clip") == people
        aligned[is_found] = sums.take(at, mode="clip")[is_found]
    return aligned


def differing(
    expected: tuple[Ints, Ints], found: tuple[Ints, Ints], *, but: Collection[int]
) -> int:
    """Return how many people differ, except for `but`, who are known to have changed."""
    known = np.fromiter(but, np.int64, len(but))
    pairs = []
    for ids, sums in (expected, found):
        kept = ~np.isin(ids, known)
        pairs.append(set(zip(ids[kept].tolist(), sums[kept].tolist(), strict=True)))
    return len({candidate_id for candidate_id, _ in pairs[0] ^ pairs[1]})


def tables() -> tuple[int, ...]:
    """Return numbers that change when a table is emptied, restored or rewritten as a whole."""
    names = _tables()
    with connection.cursor() as cursor:
        columns = ", ".join(["coalesce(pg_relation_filenode(to_regclass(%s)), 0)"] * len(names))
        cursor.execute(f"SELECT {columns}", names)
        return tuple(cursor.fetchone())


def _tables() -> list[str]:
    models = (
        Candidate,
        CandidateSkill,
        PastAssignment,
        CandidateRegistration,
        WorkWords,
        Candidate.sectors.through,
        PastAssignment.situations.through,
        PastAssignment.sectors.through,
    )
    return [model._meta.db_table for model in models]


def _sources() -> list[str]:
    """Return a SELECT for each table: candidate id, key and version of each row."""
    people, skills, past, held, words, own_sectors, *of_past = _tables()
    joined = (
        "SELECT past.candidate_id, joined.id AS key, joined.xmin AS version"
        " FROM {table} AS joined JOIN {past} AS past ON past.id = joined.pastassignment_id"
    )
    return [
        f"SELECT id AS candidate_id, id AS key, xmin AS version FROM {people}",  # noqa: S608 - names of our tables
        *(
            f"SELECT candidate_id, id AS key, xmin AS version FROM {table}"  # noqa: S608 - as above
            for table in (skills, past, held, words, own_sectors)
        ),
        *(joined.format(table=table, past=past) for table in of_past),
    ]
