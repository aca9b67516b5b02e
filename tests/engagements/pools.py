"""Pools in tests: a shelf of one's own, and other processes' connections."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg2
from django.db import connection

from candidates.models import Candidate
from engagements.fit import pool
from engagements.fit.gather import gather
from skills.graph import load as load_graph
from tests.factories import CandidateFactory, CandidateSkillFactory


def holding(*concepts: Any, **facts: Any) -> Candidate:
    """Make an interim who holds these skills."""
    candidate = CandidateFactory(**facts)
    for concept in concepts:
        CandidateSkillFactory(candidate=candidate, concept=concept, level=5)
    return candidate


def forget() -> None:
    """Hold nothing any more, as a process that has just begun."""
    pool._held.clear()


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
