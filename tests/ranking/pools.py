"""Helpers to build and inspect pools, and connections like those of other processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psycopg2
from django.db import connection

from candidates.models import Candidate, PastAssignment, ProfileChange
from ranking import pool, work_words
from ranking.loader import load_segment
from ranking.work_words import WorkWords
from skills.graph import load as load_graph
from skills.models import TextVector
from skills.vectors import MODEL, WIDTH, digest_of
from tests.factories import CandidateFactory, CandidateSkillFactory, PastAssignmentFactory


def holding(*concepts: Any, **facts: Any) -> Candidate:
    """Make an interim who holds these skills."""
    candidate = CandidateFactory(**facts)
    for concept in concepts:
        CandidateSkillFactory(candidate=candidate, concept=concept, level=5)
    return candidate


def vector(*first: int) -> bytes:
    """Return a stored vector that begins with these numbers."""
    return np.array([*first, *[0] * (WIDTH - len(first))], np.int8).tobytes()


def achieved(person: Candidate, text: str, *numbers: int) -> PastAssignment:
    """Make an assignment that was read: this text alone, whose vector begins with these numbers."""
    TextVector.objects.create(model=MODEL, digest=digest_of(text), vector=vector(*numbers))
    work = PastAssignmentFactory(
        candidate=person, title="", situation="", mandate="", result=text, measure=""
    )
    [source] = PastAssignment.objects.filter(pk=work.pk).values_list(work_words.SOURCE, flat=True)
    WorkWords.objects.create(
        assignment=work,
        candidate=person,
        version=work_words.VERSION,
        source=source,
        digests=digest_of(text) + work_words.NOTHING + digest_of(text),
        spans=[[3, 0, len(text)]],
    )
    ProfileChange.objects.all().note([person.pk])
    return work


def forget() -> None:
    """Empty the caches, as in a process that has just started."""
    pool._caches.clear()


def snapshots(pool_folder: Path) -> list[str]:
    """Return the names of the snapshots in the folder, oldest first."""
    return sorted(path.name for path in pool_folder.rglob("0*") if path.name.isdigit())


def people(loaded: pool.LoadedPool) -> list[int]:
    """Return the ids of everybody in a pool, in order."""
    found = [segment.pool.ids[segment.pool.live] for segment in loaded.segments]
    return sorted(int(one) for ids in found for one in ids)


def built_afresh() -> pool.LoadedPool:
    """Load the pool as one segment from the database, without caches and snapshots."""
    graph = load_graph()
    segment, _ = load_segment(graph)
    return pool._loaded_pool(graph, [segment])


@contextmanager
def another_session() -> Iterator[Any]:
    """Provide a separate connection to the test's database; open transactions are rolled back."""
    given = connection.get_connection_params()
    keys = {"dbname", "user", "password", "host", "port"}
    other = psycopg2.connect(**{key: value for key, value in given.items() if key in keys})
    try:
        yield other
    finally:
        other.rollback()
        other.close()
