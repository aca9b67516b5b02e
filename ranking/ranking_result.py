"""The top of a pool for one brief with reasons, before it is stored."""

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

import numpy as np

from matching import (
    Barrier,
    Explanation,
    Ranking,
    by_registrations,
    explain_many,
    merge,
    one_after_the_other,
    rank,
    scores,
    verdict_of,
)
from ranking import fingerprint
from ranking.evidence import evidence_of
from ranking.evidence_context import EvidenceContext, load_context
from ranking.loader import PoolSegment
from ranking.models import FitProgress
from ranking.pool import LoadedPool, version_of
from ranking.query import RankingQuery
from ranking.quotes import places_of
from ranking.verdict_words import verdict_json
from ranking.versions import versions_of
from skills.graph import SkillGraph
from skills.graph import load as load_graph

KEPT = 200
"""The number of people a ranking keeps; if registrations are required, of each group."""
STATES = "states_registrations"
BARRIER_NAMES = {
    Barrier.AVAILABILITY: "availability",
    Barrier.PLACE: "place",
    Barrier.LANGUAGE: "language",
    Barrier.RIGHT_TO_WORK: "right_to_work",
    Barrier.CONFLICT: "conflict",
    Barrier.REGISTRATION: "registration",
}

Progress = Callable[[str, int, int], None]


class IncompatibleShards(Exception):
    """Results of shards that cannot be merged: brief, vocabulary or software differ."""


@dataclass(frozen=True, slots=True)
class RankingResult:
    """A ranking of a pool, or of a shard of it, in plain values that JSON can hold.

    Attributes:
        people: those who state the registrations required, then the others, each best first; the
            columns of a `FitResult`, and `ref`, which breaks ties.
        size, eligible: the number of people, and of those who can be considered.
        gated: reason → number of people excluded by it.
        graph, content: the fingerprints of the vocabulary and of the people.
        query: the hash of the query.
        versions: what it was made with (`ranking.versions`).
        seconds: step → how long it took.
    """

    people: list[dict[str, Any]]
    size: int
    eligible: int
    gated: dict[str, int]
    graph: str
    content: int
    query: str
    left_out: list[str]
    started_at: str
    versions: dict[str, str]
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def pool_version(self) -> str:
        """The version of the pool that was ranked."""
        return version_of(self.graph, self.content)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON; the fingerprint as a string, since it needs 64 bits."""
        return dataclasses.asdict(self) | {"content": str(self.content)}

    @classmethod
    def from_json(cls, row: dict[str, Any]) -> Self:
        """Return the result that `to_json` converted."""
        return cls(**(row | {"content": int(row["content"])}))

    @classmethod
    def merged(cls, shards: Sequence[Self]) -> Self:
        """Return the result of one pool with all people.

        Raises:
            IncompatibleShards: they are of different queries, vocabularies, engines or encoders, or
                were made with different libraries.
        """
        first = shards[0]
        if any(
            (one.graph, one.query, one.versions) != (first.graph, first.query, first.versions)
            for one in shards
        ):
            raise IncompatibleShards
        everyone = sorted(
            (person for one in shards for person in one.people),
            key=lambda person: (-person["score"], person["ref"]),
        )
        people = [
            person
            for states in (True, False)
            for person in [one for one in everyone if one[STATES] is states][:KEPT]
        ]
        return dataclasses.replace(
            first,
            people=people,
            size=sum(one.size for one in shards),
            eligible=sum(one.eligible for one in shards),
            gated={name: sum(one.gated[name] for one in shards) for name in first.gated},
            content=sum(one.content for one in shards) % 2**64,
            started_at=min(one.started_at for one in shards),
            seconds={
                step: max(one.seconds.get(step, 0) for one in shards) for step in first.seconds
            },
        )


class Stopwatch:
    """Measures how long steps take, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure the block."""
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 4)


def rank_pool(
    loaded: LoadedPool,
    query: RankingQuery,
    *,
    started_at: datetime,
    progress: Progress,
    stopwatch: Stopwatch,
) -> RankingResult:
    """Rank the pool, and explain the best."""
    size = loaded.size
    progress(FitProgress.Stage.COMPARING, 0, size)
    with stopwatch.step("rank"):
        ranking = top_people(loaded, query)
    progress(FitProgress.Stage.EXPLAINING, 0, len(ranking.rows))
    with stopwatch.step("explain"):
        people = explain_people(loaded, query, ranking)
    return RankingResult(
        people=people,
        size=size,
        eligible=ranking.eligible,
        gated={name: ranking.gated[bit] for bit, name in BARRIER_NAMES.items()},
        graph=fingerprint.of_graph(loaded.graph),
        content=loaded.content,
        query=query.hash,
        left_out=query.left_out,
        versions=versions_of(loaded.graph),
        started_at=started_at.isoformat(),
        seconds=stopwatch.seconds,
    )


def top_people(loaded: LoadedPool, query: RankingQuery) -> Ranking:
    """Return the top of all segments together.

    If the brief requires registrations, first the top of those who state all of them, then the top
    of the others.
    """
    groups = zip(
        *(by_registrations(segment.pool, query.need) for segment in loaded.segments), strict=True
    )
    return one_after_the_other(
        [merge([rank(pool, query.need, KEPT) for pool in group], KEPT) for group in groups]
    )


def explain_people(
    loaded: LoadedPool, query: RankingQuery, ranking: Ranking
) -> list[dict[str, Any]]:
    """Return the columns of a `FitResult` for each person of a ranking, best first."""
    ids = ranking.ids.tolist()
    found: list[tuple[PoolSegment, Explanation]] = []
    positions: list[int] = []
    for source, segment in enumerate(loaded.segments):
        of_it = [position for position in range(len(ids)) if ranking.source[position] == source]
        explanations = explain_many(segment.pool, query.need, ranking.rows[of_it])
        found += [(segment, explanation) for explanation in explanations]
        positions += of_it
    context = _context_of(found, ids, query, loaded.graph)
    people: list[dict[str, Any]] = [{}] * len(ids)
    for position, (segment, explanation) in zip(positions, found, strict=True):
        unconfirmed = int(ranking.unconfirmed[position])
        people[position] = _person(segment, query, explanation, context, unconfirmed)
    return people


def explain_person(segment: PoolSegment, query: RankingQuery) -> dict[str, Any]:
    """Return the same columns for the one person of a segment, even if a barrier excludes them."""
    [explanation] = explain_many(segment.pool, query.need, [0])
    found = [(segment, explanation)]
    context = _context_of(found, segment.pool.ids.tolist(), query, load_graph())
    unconfirmed = int(scores(segment.pool, query.need, np.zeros(1, np.int64)).unconfirmed[0])
    return _person(segment, query, explanation, context, unconfirmed)


def _context_of(
    found: list[tuple[PoolSegment, Explanation]],
    ids: list[int],
    query: RankingQuery,
    graph: SkillGraph,
) -> EvidenceContext:
    quoted = {
        place
        for segment, explanation in found
        for place in places_of(explanation, query.sentences, _assignments_of(segment, explanation))
    }
    return load_context(ids, query, graph, quoted=quoted)


def _assignments_of(segment: PoolSegment, explanation: Explanation) -> list[int]:
    """Return the primary keys of the person's assignments, as the explanation numbers them."""
    start = segment.pool.record.start
    found = segment.assignments[start[explanation.row] : start[explanation.row + 1]]
    return [int(one) for one in found]


def _person(
    segment: PoolSegment,
    query: RankingQuery,
    explanation: Explanation,
    context: EvidenceContext,
    unconfirmed: int,
) -> dict[str, Any]:
    candidate_id = int(segment.pool.ids[explanation.row])

    def label(column: int) -> str:
        return context.labels[column][1]

    return {
        "candidate_id": candidate_id,
        "ref": segment.pool.refs[explanation.row].ljust(16, b"\0").hex(),
        "score": explanation.number,
        "low": explanation.number,
        "high": explanation.number_high,
        STATES: not unconfirmed & Barrier.REGISTRATION,
        "verdict": verdict_json(
            verdict_of(explanation, query.need), query.need, skill=label, situation=label
        ),
        **evidence_of(
            explanation,
            context,
            candidate_id=candidate_id,
            unconfirmed=[name for bit, name in BARRIER_NAMES.items() if unconfirmed & bit],
            assignments=_assignments_of(segment, explanation),
        ),
    }
