"""Finds the briefs whose rankings are affected by changed profiles.

This is matching in the other direction. The few interims who changed are scored for every brief
in search. A brief is ranked again only if one of them enters the stored list of its ranking,
leaves it, or has other reasons in it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from candidates.models import Candidate, ChangeReader, Mark, PastAssignment, ProfileChange
from engagements.models import Brief
from interimhub.lib.models import Job
from matching import Barrier, Ranking, number_of
from ranking import fingerprint, work_words
from ranking.loader import load_segment, year_of
from ranking.models import FitResult, FitRun, FitShard
from ranking.pool import LoadedPool
from ranking.query import RankingQuery, query_for
from ranking.ranking_result import KEPT, STATES, explain_people, top_people
from skills import multilingual
from skills.graph import SkillGraph
from skills.graph import load as load_graph

READER = f"rankings {work_words.VERSION}"
"""Includes the version of the words: if all are read again, everybody is scanned."""
READ_MAX = 1_000
"""The maximum number of past assignments that one job reads: about ten seconds."""
CACHED_QUERIES = 2_000
# A full scan runs in batches of some tenths of a second, so that a ranking can run between two of
# them.
BATCH, BATCH_READ_MAX = 2_000, 40
"""Past assignments in a batch of a full scan, and the maximum of them that are read."""


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
    """Read the words of changed profiles, and enqueue the rankings that they affect.

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
        last = None
        left = read_words(changed)
        briefs = affected_briefs(changed)
    else:
        position = position or ScanPosition(changes.mark().xid)
        mark = Mark(position.xid)
        left, last = set[int](), read_batch(position.after)
        briefs = list(Brief.objects.in_search().order_by("pk"))
    with transaction.atomic():
        changes.note(left)
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


def read_words(candidate_ids: Collection[int]) -> set[int]:
    """Read the new assignments of these interims, as far as they can be found.

    Returns:
        The ids of interims with words that are still to be read, because there were too many for
        one call.
    """
    if not multilingual.is_available():
        return set()
    left = work_words.unread(Candidate.objects.discoverable().filter(pk__in=candidate_ids))
    work_words.read(left[:READ_MAX])
    return set(left.values_list("candidate_id", flat=True))


def read_batch(after: int) -> int | None:
    """Read one batch of the assignments of all interims who can be found.

    Args:
        after: the primary key of the past assignment that precedes the batch.

    Returns:
        The key of the batch's last past assignment; None after the last batch.
    """
    if not multilingual.is_available():
        return None
    following = PastAssignment.objects.filter(pk__gt=after).order_by("pk")
    window = list(following.values_list("pk", flat=True)[:BATCH])
    if not window:
        return None
    left = work_words.unread(Candidate.objects.discoverable())
    some = list(left.filter(pk__in=window).values_list("pk", flat=True)[:BATCH_READ_MAX])
    work_words.read(PastAssignment.objects.filter(pk__in=some))
    if len(some) == BATCH_READ_MAX:
        return some[-1]
    return window[-1] if len(window) == BATCH else None


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
        if (-number_of(fit), ref.ljust(16, b"\0")) < (-last.score, last.candidate.ref.bytes):
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
