"""Finds the briefs whose rankings are affected by changed profiles.

This is matching in the other direction. The few interims who changed are scored for every brief
in search. A brief is ranked again only if one of them enters the stored list of its ranking,
leaves it, or has other reasons in it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from candidates.models import Candidate, ChangeReader, Mark, PastAssignment, ProfileChange
from engagements.models import Brief
from interimhub.lib.models import Job
from matching import Barrier, Ranking
from ranking import fingerprint
from ranking.loader import load_segment, year_of
from ranking.models import FitResult, FitRun, FitShard
from ranking.pool import LoadedPool
from ranking.query import RankingQuery, query_for
from ranking.ranking_result import KEPT, STATES, explain_people, top_people
from skills import encoder
from skills.graph import SkillGraph
from skills.graph import load as load_graph
from skills.vectors import MODEL, normalise, vectors_of

READER = f"rankings {MODEL}"
"""Includes the version of the vectors: if they are recomputed, everybody is scanned."""
ENCODED_MAX = 4_000
"""The maximum number of texts that one job encodes."""
CACHED_QUERIES = 2_000
# A full scan runs in batches of some tenths of a second, so that a ranking can run between two of
# them.
BATCH, BATCH_ENCODED_MAX = 2_000, 100
"""Past assignments in a batch of a full scan, and the maximum of them with new texts."""


@dataclass(frozen=True, slots=True)
class ScanPosition:
    """The position of a full scan.

    Attributes:
        xid: the mark at which it began; later changes are consumed after the scan.
        after: the primary key of the last past assignment that was scanned.
    """

    xid: int
    after: int = 0


EnqueueRanking = Callable[[Brief], None]
EnqueueBatch = Callable[[ScanPosition], None]


def consume(
    *,
    job: Job,
    enqueue_ranking: EnqueueRanking,
    enqueue_batch: EnqueueBatch,
    position: ScanPosition | None = None,
) -> None:
    """Encode the outcomes of changed profiles, and enqueue the rankings that they affect.

    One call consumes all changes since the last one, however many. If it cannot be known who
    changed (a first start, a restored database), it scans everybody in batches instead and enqueues
    a ranking of every brief in search.

    Args:
        enqueue_ranking: called in the transaction that marks the changes as read.
        enqueue_batch: called for the next batch of a full scan, in the transaction that ends this
            one.
        position: where a full scan continues; None consumes changes, or begins a scan.
    """
    changes = ProfileChange.objects.all()
    reader = ChangeReader.at(READER)
    if position is None and reader and changes.can_answer(reader.mark):
        changed, mark = changes.since(reader.mark)
        encoded, last = encode_outcomes(changed), None
        briefs = affected_briefs(changed)
    else:
        position = position or ScanPosition(changes.mark().xid)
        mark = Mark(position.xid)
        encoded, last = encode_batch(position.after)
        briefs = list(Brief.objects.in_search().order_by("pk"))
    with transaction.atomic():
        # Segments that were loaded before these texts had vectors have to be loaded again.
        changes.note(encoded)
        if position and last is not None:
            enqueue_batch(ScanPosition(position.xid, after=last))
        else:
            for brief in briefs:
                enqueue_ranking(brief)
            ChangeReader.move(READER, mark)
        job.finish()


def has_unread() -> bool:
    """Whether there are changes to consume."""
    return ChangeReader.has_unread(READER)


def encode_outcomes(candidate_ids: Collection[int]) -> set[int]:
    """Encode the new outcomes of these interims, as far as they can be found.

    Returns:
        The ids of interims with new vectors, or with vectors that are still missing because there
        were too many for one call.
    """
    if not encoder.is_available():
        return set()
    assignments = _assignments(Candidate.objects.discoverable().filter(pk__in=candidate_ids))
    rows = assignments.iterator(chunk_size=2_000)
    affected: set[int] = set()
    left = ENCODED_MAX
    while batch := list(islice(rows, 2_000)):
        new = _without_vector(batch)
        vectors_of(sorted(new)[:left])
        left -= min(left, len(new))
        affected |= {row.candidate_id for row in batch if row.outcome_text in new}
    return affected


def encode_batch(after: int) -> tuple[set[int], int | None]:
    """Encode one batch of the outcomes of all interims who can be found.

    Args:
        after: the primary key of the past assignment that precedes the batch.

    Returns:
        The ids of interims with new vectors, and the key of the batch's last past assignment; None
        after the last batch.
    """
    if not encoder.is_available():
        return set(), None
    assignments = _assignments(Candidate.objects.discoverable())
    batch = list(assignments.filter(pk__gt=after)[:BATCH])
    missing = _without_vector(batch)
    new: set[str] = set()
    affected: set[int] = set()
    last = after
    for row in batch:
        if row.outcome_text in missing:
            if row.outcome_text not in new and len(new) == BATCH_ENCODED_MAX:
                break
            new.add(row.outcome_text)
            affected.add(row.candidate_id)
        last = row.pk
    vectors_of(new)
    is_end = not batch or (last == batch[-1].pk and len(batch) < BATCH)
    return affected, None if is_end else last


def _assignments(people: QuerySet[Candidate]) -> QuerySet[PastAssignment]:
    rows = PastAssignment.objects.with_outcome_texts()
    return rows.filter(candidate__in=people.values("pk")).order_by("pk")


def _without_vector(rows: Iterable[PastAssignment]) -> set[str]:
    """Return the texts that have no vector yet."""
    texts: set[str] = {row.outcome_text for row in rows if normalise(row.outcome_text)}
    return texts - vectors_of(texts, encode_missing=False).keys()


def affected_briefs(candidate_ids: Collection[int]) -> list[Brief]:
    """Return the briefs in search whose rankings differ now that these interims have changed."""
    if not candidate_ids:
        return []
    graph = load_graph()
    segment, _ = load_segment(graph, ids=candidate_ids)
    few = LoadedPool((segment,), graph, 0)
    changed = set(candidate_ids)
    briefs = Brief.objects.in_search().order_by("pk")
    return [brief for brief in briefs if _is_affected(brief, few, changed)]


def _is_affected(brief: Brief, few: LoadedPool, changed: set[int]) -> bool:
    jobs = Job.objects.under(brief.ranking_key).live()
    has_begun = jobs.started().exists() or FitShard.objects.begun(brief).exists()
    if jobs.exists() and not has_begun:
        return False  # the queued ranking will see them
    query = _query(brief, few.graph)
    ranking = top_people(few, query)
    run = FitRun.objects.current(brief)
    if run is None or not brief.is_ranked or has_begun:
        # A ranking that is running may have loaded the pool before the change.
        return len(ranking.ids) > 0 or _was_kept(run, changed)
    return _enters(run, ranking, changed) or _differs(run, few, query, ranking, changed)


def _was_kept(run: FitRun | None, changed: set[int]) -> bool:
    return run is not None and run.results.filter(candidate_id__in=changed).exists()


def _enters(run: FitRun, ranking: Ranking, changed: set[int]) -> bool:
    """Return whether somebody outside the stored list belongs into it."""
    kept = set(run.results.filter(candidate_id__in=changed).values_list("candidate_id", flat=True))
    last_of = {}
    for states in (True, False):
        results = run.results.filter(states_registrations=states).best_first()
        is_full = results.count() >= KEPT
        last_of[states] = results.select_related("candidate").last() if is_full else None
    for candidate_id, fit, ref, unconfirmed in zip(
        ranking.ids.tolist(),
        ranking.fit.tolist(),
        ranking.refs,
        ranking.unconfirmed.tolist(),
        strict=True,
    ):
        if candidate_id in kept:
            continue
        last = last_of[not unconfirmed & Barrier.REGISTRATION]
        if last is None:
            return True
        if (-fit, ref.ljust(16, b"\0")) < (-last.score, last.candidate.ref.bytes):
            return True
    return False


def _differs(
    run: FitRun, few: LoadedPool, query: RankingQuery, ranking: Ranking, changed: set[int]
) -> bool:
    """Return whether somebody in the stored list leaves it or has a different result."""
    kept = list(run.results.filter(candidate_id__in=changed))
    if not kept:
        return False
    now = {one["candidate_id"]: one for one in explain_people(few, query, ranking)}
    return any(
        result.candidate_id not in now or _stored(result) != _computed(now[result.candidate_id])
        for result in kept
    )


COMPARED = (
    *("score", "low", "high", "parts", "evidence", "gaps", "asks"),
    STATES,
)


def _stored(result: FitResult) -> list[Any]:
    return [getattr(result, name) for name in COMPARED]


def _computed(person: dict[str, Any]) -> list[Any]:
    return [person[name] for name in COMPARED]


_queries: dict[tuple[object, ...], RankingQuery] = {}


def _query(brief: Brief, graph: SkillGraph) -> RankingQuery:
    """Return the brief as a query, cached for as long as the brief does not change."""
    year = year_of(timezone.now())
    key = (brief.pk, brief.version, brief.opened_at, year, fingerprint.of_graph(graph))
    if key not in _queries:
        query = query_for(brief, graph, year=year)
        if query.left_out:
            return query
        if len(_queries) >= CACHED_QUERIES:
            _queries.clear()
        _queries[key] = query
    return _queries[key]
