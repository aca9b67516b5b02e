"""The best of a pool for one brief, each with the reasons in words: computed, not yet stored."""

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Self

import numpy as np

from candidates.models import PastAssignment
from matching import (
    ENGINE_VERSION,
    Barrier,
    Explanation,
    Ranking,
    explain_many,
    merge,
    rank,
    scores,
)
from ranking import fingerprint
from ranking.evidence import EvidenceContext, evidence_of
from ranking.loader import Layer
from ranking.models import FitProgress
from ranking.pool import Loaded, version_of
from ranking.query import Asked
from skills.graph import Graph
from skills.graph import load as loaded_graph
from skills.models import Concept

KEPT = 200
BARRIER_NAMES = {
    Barrier.AVAILABILITY: "availability",
    Barrier.PLACE: "place",
    Barrier.LANGUAGE: "language",
    Barrier.RIGHT_TO_WORK: "right_to_work",
    Barrier.CONFLICT: "conflict",
}

Progress = Callable[[str, int, int], None]


class Unlike(Exception):
    """Lists of several shards that do not belong together: something changed in between."""


@dataclass(frozen=True, slots=True)
class Found:
    """A ranking of a pool, or of one shard of it; plain values, so that it can wait in a row.

    Attributes:
        people: best first; the columns of a `FitResult`, and `ref`, which breaks ties.
        size, eligible, gated: how many there are, remain and are kept out for what.
        graph, content: what the pool's version consists of; the contents of shards add up.
        asked: a hash over what was asked, and the engine's version.
        seconds: how long each step took.
    """

    people: list[dict[str, Any]]
    size: int
    eligible: int
    gated: dict[str, int]
    graph: str
    content: int
    asked: str
    left_out: list[str]
    started_at: str
    engine: str = ENGINE_VERSION
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def pool_version(self) -> str:
        """The version of the pool that was ranked."""
        return version_of(self.graph, self.content)

    def as_row(self) -> dict[str, Any]:
        """Return it as JSON; the content is a number too large for every reader of JSON."""
        return dataclasses.asdict(self) | {"content": str(self.content)}

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> Self:
        """Return what `as_row` gave."""
        return cls(**(row | {"content": int(row["content"])}))

    @classmethod
    def merged(cls, parts: Sequence[Self]) -> Self:
        """Return the ranking that one pool with everybody in it would have.

        Raises:
            Unlike: they are of different questions, vocabularies or engines.
        """
        first = parts[0]
        if any(
            (one.graph, one.asked, one.engine) != (first.graph, first.asked, first.engine)
            for one in parts
        ):
            raise Unlike
        people = sorted(
            (person for one in parts for person in one.people),
            key=lambda person: (-person["score"], person["ref"]),
        )
        return dataclasses.replace(
            first,
            people=people[:KEPT],
            size=sum(one.size for one in parts),
            eligible=sum(one.eligible for one in parts),
            gated={name: sum(one.gated[name] for one in parts) for name in first.gated},
            content=sum(one.content for one in parts) % 2**64,
            started_at=min(one.started_at for one in parts),
            seconds={
                step: max(one.seconds.get(step, 0) for one in parts) for step in first.seconds
            },
        )


class Watch:
    """Notes how long steps take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time the block."""
        began = time.perf_counter()
        yield
        self.seconds[name] = round(time.perf_counter() - began, 4)


def ranked(
    loaded: Loaded, asked: Asked, *, started_at: datetime, progress: Progress, watch: Watch
) -> Found:
    """Rank the pool and say why, for the best 200."""
    size = loaded.size
    progress(FitProgress.Stage.COMPARING, 0, size)
    with watch.step("rank"):
        ranking = best_of(loaded, asked)
    progress(FitProgress.Stage.EXPLAINING, 0, len(ranking.rows))
    with watch.step("explain"):
        people = explained(loaded, asked, ranking)
    return Found(
        people=people,
        size=size,
        eligible=ranking.eligible,
        gated={name: ranking.gated[bit] for bit, name in BARRIER_NAMES.items()},
        graph=fingerprint.of_graph(loaded.graph),
        content=loaded.content,
        asked=asked.hash,
        left_out=asked.left_out,
        started_at=started_at.isoformat(),
        seconds=watch.seconds,
    )


def best_of(loaded: Loaded, asked: Asked) -> Ranking:
    """Return the best of all layers together."""
    return merge([rank(layer.pool, asked.need, KEPT) for layer in loaded.layers], KEPT)


def explained(loaded: Loaded, asked: Asked, ranking: Ranking) -> list[dict[str, Any]]:
    """Return the columns of a result for each of the best, best first."""
    ids = ranking.ids.tolist()
    past, outcomes = _past(ids)
    context = EvidenceContext(
        _labels(loaded.graph), past, asked.criteria, outcomes, asked.need.this_year
    )
    found: list[dict[str, Any]] = [{}] * len(ids)
    for source, layer in enumerate(loaded.layers):
        places = [place for place in range(len(ids)) if ranking.source[place] == source]
        explanations = explain_many(layer.pool, asked.need, ranking.rows[places])
        for place, explanation in zip(places, explanations, strict=True):
            unconfirmed = int(ranking.unconfirmed[place])
            found[place] = _person(layer, explanation, context, unconfirmed)
    return found


def explained_one(layer: Layer, asked: Asked) -> dict[str, Any]:
    """Return the columns of a result for the one person of a layer, barred or not."""
    [explanation] = explain_many(layer.pool, asked.need, [0])
    past, outcomes = _past(layer.pool.ids.tolist())
    context = EvidenceContext(
        _labels(loaded_graph()), past, asked.criteria, outcomes, asked.need.this_year
    )
    unconfirmed = int(scores(layer.pool, asked.need, np.zeros(1, np.int64)).unconfirmed[0])
    return _person(layer, explanation, context, unconfirmed)


def _context(candidate_ids: list[int], asked: Asked, graph: Graph) -> EvidenceContext:
    past, outcomes = _past(candidate_ids)
    return EvidenceContext(
        labels=_labels(graph),
        past=past,
        criteria=asked.criteria,
        outcomes=outcomes,
        this_year=asked.need.this_year,
    )


def _person(
    layer: Layer, explanation: Explanation, context: EvidenceContext, unconfirmed: int
) -> dict[str, Any]:
    candidate_id = int(layer.pool.ids[explanation.row])
    start = layer.pool.outcomes.start
    assignments = layer.assignments[start[explanation.row] : start[explanation.row + 1]].tolist()
    return {
        "candidate_id": candidate_id,
        "ref": layer.pool.refs[explanation.row].ljust(16, b"\0").hex(),
        "score": explanation.fit,
        "low": explanation.low,
        "high": explanation.high,
        **evidence_of(
            explanation,
            context,
            candidate_id=candidate_id,
            unconfirmed=[name for bit, name in BARRIER_NAMES.items() if unconfirmed & bit],
            assignments=assignments,
        ),
    }


_named: tuple[Graph, dict[int, tuple[str, str]]] | None = None


def _labels(graph: Graph) -> dict[int, tuple[str, str]]:
    """Return code and label of every concept by its column in the pool."""
    global _named  # noqa: PLW0603 - thousands of labels that change with the vocabulary alone
    if _named is None or _named[0] is not graph:
        rows = Concept.objects.values_list("pk", "code", "label")
        labels = {graph.column[pk]: (code, label) for pk, code, label in rows if pk in graph.column}
        _named = graph, labels
    return _named[1]


Facts = dict[str, Any]


def _past(
    candidate_ids: list[int],
) -> tuple[dict[tuple[int, str], Facts], dict[int, Facts]]:
    """Return the facts of past work.

    By (interim, code of a situation or sector), those of the latest assignment that was of it; and
    by assignment, those of each.
    """
    found: dict[tuple[int, str], Facts] = {}
    by_assignment: dict[int, Facts] = {}
    done = PastAssignment.objects.filter(candidate_id__in=candidate_ids)
    # Values instead of rows: they are many, and read before every ranking is stored.
    codes: dict[int, list[str]] = {}
    for kind in ("situations", "sectors"):
        pairs = done.filter(**{f"{kind}__isnull": False}).values_list("pk", f"{kind}__code")
        for pk, code in pairs:
            codes.setdefault(pk, []).append(code)
    told = ("pk", "candidate_id", "ref", "organisation_kind", "title", "measure", "ended_on")
    for pk, candidate_id, ref, kind, title, measure, ended_on in done.latest_first().values_list(
        *told
    ):
        facts = {
            "assignment": str(ref),
            "what": kind or title,
            "measure": measure,
            "ended": ended_on.year if ended_on else None,
        }
        by_assignment[pk] = facts
        for code in codes.get(pk, ()):
            found.setdefault((candidate_id, code), facts)
    return found, by_assignment
