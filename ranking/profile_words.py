"""Keeps `ProfileWords`, which the search for interims reads, equal to the profiles.

A reader of the change log (`candidates.models.changes`), like the rankings: each job writes the
rows of whoever has changed. If it cannot be known who has changed (a first start, a restored
database, an emptied table), it writes all rows in batches.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection, transaction
from django.db.models import Prefetch, QuerySet

from candidates.models import (
    Candidate,
    CandidateQuerySet,
    CandidateSkill,
    ChangeReader,
    FirmStance,
    Mark,
    PastAssignment,
    ProfileChange,
)
from interimhub.lib.models import Job
from interimhub.lib.search import folded
from ranking.blind import reader_of
from ranking.models import ProfileWords

FIELDS = ("ref", "headline", "skills", "reach", "confirmed_on")
BATCH = 1_000
"""People written at once, in about a second."""
MANY = 20_000
"""With more changed people than this, everybody is written, in batches of a job each."""
READER = "profile words"

Rows = list[ProfileWords]
Values = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class WritingPosition:
    """The position in writing all rows.

    Attributes:
        reader: the name of the reader at the beginning; another table is written from its start.
        xid: the mark at the beginning; later changes are consumed afterwards.
        after: the primary key of the last interim whose row was written.
    """

    reader: str
    xid: int
    after: int = 0


EnqueueBatch = Callable[[WritingPosition], None]


def consume(
    *, job: Job, enqueue_batch: EnqueueBatch, position: WritingPosition | None = None
) -> None:
    """Write the rows of all who have changed since the last call, or the next batch of all rows.

    Args:
        enqueue_batch: called for the next batch, in the transaction that ends this one.
        position: where writing all rows continues.
    """
    name = reader()
    last = ChangeReader.at(name)
    if position and position.reader != name:
        position = None
    changes = ProfileChange.objects.all()
    if position is None and last and changes.can_answer(last.mark):
        changed, mark = changes.since(last.mark)
        if len(changed) <= MANY:
            rows = rows_of(changed)
            with transaction.atomic():
                _replace(rows, ProfileWords.objects.filter(pk__in=changed))
                ChangeReader.move(name, mark)
                job.finish()
            return
    position = position or WritingPosition(name, changes.mark().xid)
    rows, old, end = _batch(position.after)
    with transaction.atomic():
        _replace(rows, old)
        if end is not None:
            enqueue_batch(replace(position, after=end))
        else:
            ChangeReader.forget(READER)
            ChangeReader.move(name, Mark(position.xid))
        job.finish()


def write_all() -> None:
    """Write all rows, for a database that no worker serves."""
    mark = ProfileChange.objects.all().mark()
    after: int | None = 0
    while after is not None:
        rows, old, after = _batch(after)
        with transaction.atomic():
            _replace(rows, old)
    ChangeReader.move(reader(), mark)


def reader() -> str:
    """Return the name of the reader: of this table, since an emptied or restored one is another."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_filenode(to_regclass(%s))", [ProfileWords._meta.db_table]
        )
        return f"{READER} {cursor.fetchone()[0]}"


def rows_of(candidate_ids: Collection[int]) -> Rows:
    """Return the rows of these interims, without those whom nobody has claimed."""
    found: Rows = []
    ordered = sorted(candidate_ids)
    for start in range(0, len(ordered), BATCH):
        found += _rows(Candidate.objects.filter(pk__in=ordered[start : start + BATCH]))
    return found


def _batch(after: int) -> tuple[Rows, QuerySet[ProfileWords], int | None]:
    """Return the rows after a primary key, the old rows in their place, and the last key.

    The last key is None at the end.
    """
    keys = list(
        Candidate.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH]
    )
    old = ProfileWords.objects.filter(pk__gt=after)
    if len(keys) < BATCH:
        return rows_of(keys), old, None
    return rows_of(keys), old.filter(pk__lte=keys[-1]), keys[-1]


def _replace(rows: Rows, old: QuerySet[ProfileWords]) -> None:
    """Write these rows instead of the old ones; those that are the same are left alone."""
    known = {row.pk: _values_of(row) for row in old}
    ProfileWords.objects.filter(pk__in=known.keys() - {row.pk for row in rows}).delete()
    ProfileWords.objects.bulk_create(
        [row for row in rows if known.get(row.pk) != _values_of(row)],
        update_conflicts=True,
        unique_fields=["candidate"],
        update_fields=FIELDS,
    )


def _values_of(row: ProfileWords) -> list[Any]:
    return [getattr(row, name) for name in FIELDS]


def _rows(people: CandidateQuerySet) -> Rows:
    names = ("candidate_id", "organisation", "organisation_kind")
    claimed = (
        people.claimed()
        .select_related("user")
        .prefetch_related(Prefetch("record", PastAssignment.objects.only(*names)))
    )
    keys = [person.pk for person in claimed]
    skills = _values(
        CandidateSkill.objects.filter(candidate__in=keys).values_list("candidate_id", "concept_id")
    )
    stances = _values(
        FirmStance.objects.filter(candidate__in=keys).values_list(
            "candidate_id", "stance", "firm_id"
        )
    )
    sectors = _values(
        Candidate.sectors.through.objects.filter(candidate__in=keys).values_list(
            "candidate_id", "concept_id"
        )
    )
    return [
        ProfileWords(
            candidate=person,
            ref=person.ref,
            headline=folded(reader_of(person)(person.headline)),
            skills=sorted(concept for (concept,) in skills[person.pk]),
            reach=_reach(person, sectors[person.pk], stances[person.pk]),
            confirmed_on=person.availability_confirmed_on,
        )
        for person in claimed
    ]


def _reach(person: Candidate, sectors: list[Values], stances: list[Values]) -> list[str]:
    """Return who may find them, as `Candidate.objects.open_to` decides it."""
    if not person.is_discoverable:
        return []
    found = [f"{stance}:{firm}" for stance, firm in stances]
    if person.open_to_specialists:
        found += [f"sector:{sector}" for (sector,) in sectors]
    if person.open_to_generalists:
        found.append("generalist")
    if person.open_to_rpos:
        found.append("rpo")
    return sorted(found)


def _values(rows: Iterable[Values]) -> dict[int, list[Values]]:
    """Return the other columns of these rows by the first, the key of an interim."""
    found: dict[int, list[Values]] = defaultdict(list)
    for key, *values in rows:
        found[key].append(tuple(values))
    return found
