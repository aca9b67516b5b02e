"""Pools in tests: who and what is in them, and other processes' connections."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import psycopg2
from django.db import connection

from candidates.models import Candidate, PastAssignment
from ranking import pool
from ranking.loader import gather
from skills import encoder
from skills.graph import load as load_graph
from skills.models import TextVector
from skills.vectors import digest_of
from tests.factories import CandidateFactory, CandidateSkillFactory, PastAssignmentFactory


def holding(*concepts: Any, **facts: Any) -> Candidate:
    """Make an interim who holds these skills."""
    candidate = CandidateFactory(**facts)
    for concept in concepts:
        CandidateSkillFactory(candidate=candidate, concept=concept, level=5)
    return candidate


def vector(*first: int) -> bytes:
    """Give a text's vector, as it is kept, that begins with these numbers."""
    return np.array([*first, *[0] * (encoder.WIDTH - len(first))], np.int8).tobytes()


def achieved(person: Candidate, text: str, *numbers: int) -> PastAssignment:
    """Make an assignment with this outcome, whose vector begins with these numbers."""
    TextVector.objects.create(model=encoder.MODEL, digest=digest_of(text), vector=vector(*numbers))
    return PastAssignmentFactory(candidate=person, result=text, measure="", mandate="")


def forget() -> None:
    """Hold nothing any more, as a process that has just begun."""
    pool._held.clear()


def snapshots(shelf: Path) -> list[str]:
    """Give the names of the snapshots that lie on a shelf, oldest first."""
    return sorted(path.name for path in shelf.rglob("0*") if path.name.isdigit())


def people(loaded: pool.Loaded) -> list[int]:
    """Give the ids of everybody in a pool."""
    found = [layer.pool.ids[layer.pool.live] for layer in loaded.layers]
    return sorted(int(one) for ids in found for one in ids)


def built_afresh() -> pool.Loaded:
    """Give the pool as one layer out of the database, past memory and disk."""
    graph = load_graph()
    layer, _ = gather(graph)
    return pool._loaded(graph, [layer])


@contextmanager
def another_session() -> Iterator[Any]:
    """Lend a connection of its own to the test's database; what it leaves open is undone."""
    given = connection.get_connection_params()
    keys = {"dbname", "user", "password", "host", "port"}
    other = psycopg2.connect(**{key: value for key, value in given.items() if key in keys})
    try:
        yield other
    finally:
        other.rollback()
        other.close()
