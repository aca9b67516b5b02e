"""Runs a ranking: from a brief's rows to stored results."""

import dataclasses
import hashlib
import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from candidates.models import Candidate
from engagements.models import Brief, BriefQuerySet
from interimhub.lib.models import Job
from matching import ENGINE_VERSION, WEIGHTS
from ranking import pool
from ranking.loader import Shard, load_segment, year_of
from ranking.models import FitProgress, FitResult, FitRun, FitRunQuerySet, FitShard
from ranking.query import query_for
from ranking.ranking_result import (
    IncompatibleShards,
    Progress,
    RankingResult,
    Stopwatch,
    explain_person,
    rank_pool,
)
from ranking.versions import versions_of
from skills.graph import load as load_graph

logger = logging.getLogger(__name__)

PROGRESS_INTERVAL = 0.25
"""Seconds between two updates of one stage's progress; the page polls less often."""


def rank_brief(brief: Brief, *, job: Job | None = None) -> None:
    """Rank all interims who can be found for the brief's current version, and store the ranking.

    It computes outside of transactions and stores in a short one. Nothing is stored if the brief
    has a new version by then or is no longer in search. The same ranking is stored only once.
    """
    if not brief.is_in_search:
        return
    progress = _progress(brief)
    result = _compute(brief, Shard(), progress)
    if isinstance(result, FitRun):
        _make_current(brief, result, job)
    else:
        with transaction.atomic():
            _store(brief, result)
            if job:
                job.finish()
    progress(FitProgress.Stage.DONE, 1, 1)


def rank_shard(
    brief: Brief, shard: Shard, *, attempt: str, job: Job, enqueue_again: Callable[[], None]
) -> None:
    """Rank one shard of the pool; the last shard to finish merges all of them and stores the whole.

    Args:
        attempt: the key that all shards of one ranking share.
        enqueue_again: called if the shards do not match, because vocabulary or brief changed in
            between.
    """
    if not brief.is_in_search:
        FitShard.objects.of(brief, attempt).delete()
        return
    progress = _progress(brief) if shard.number == 0 else _no_progress
    result = _compute(brief, shard, progress)
    assert isinstance(result, RankingResult)  # only `rank_brief` can find it stored already
    with transaction.atomic():
        # With the lock, the second of two last shards waits and sees the first one's row.
        locked = Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief.pk)
        FitShard.objects.bulk_create(
            [FitShard(brief=locked, attempt=attempt, shard=shard.number, result=result.to_json())],
            ignore_conflicts=True,
        )
        rows = list(FitShard.objects.of(locked, attempt))
        is_complete = len(rows) == shard.of
        if is_complete:
            try:
                _store(
                    brief,
                    RankingResult.merged([RankingResult.from_json(row.result) for row in rows]),
                )
            except IncompatibleShards:
                enqueue_again()
            FitShard.objects.of(locked, attempt).delete()
        job.finish()
    if is_complete:
        _progress(brief)(FitProgress.Stage.DONE, 1, 1)


def evaluate(brief: Brief, candidate: Candidate) -> FitResult | None:
    """Return the result of one interim as of now, unsaved; None if they cannot be found.

    It stores and encodes nothing: a new outcome counts once the worker has encoded it.
    """
    graph = load_graph()
    segment, _ = load_segment(graph, ids=[candidate.pk])
    if not segment.pool.size:
        return None
    query = query_for(brief, graph, year=year_of(timezone.now()), encode=False)
    columns = _columns(explain_person(segment, query)) | {"candidate": candidate}
    del columns["candidate_id"]
    return FitResult(run=FitRun.objects.current(brief), position=1, **columns)


def _compute(brief: Brief, shard: Shard, progress: Progress) -> RankingResult | FitRun:
    """Return the ranking, or the stored run if it is of the same pool."""
    started_at, stopwatch = timezone.now(), Stopwatch()
    progress(FitProgress.Stage.LOADING, 0, 0)
    with stopwatch.step("pool"):
        loaded = pool.load(shard)
    versions = versions_of(loaded.graph)
    if shard.of == 1 and (stored := _runs(brief, loaded.version, versions).first()):
        return stored
    with stopwatch.step("brief"):
        query = query_for(brief, loaded.graph, year=year_of(started_at))
    return rank_pool(loaded, query, started_at=started_at, progress=progress, stopwatch=stopwatch)


def _runs(brief: Brief, pool_version: str, versions: dict[str, str]) -> FitRunQuerySet:
    return FitRun.objects.filter(
        brief=brief,
        brief_version=brief.version,
        engine_version=ENGINE_VERSION,
        pool_version=pool_version,
        versions=versions,
    )


def _make_current(brief: Brief, run: FitRun, job: Job | None) -> None:
    """Record that a stored ranking is right again, after the pool has returned to what it was."""
    with transaction.atomic():
        if _if_current(brief).update(scored_version=brief.version):
            FitRun.objects.filter(pk=run.pk).update(finished_at=timezone.now())
        if job:
            job.finish()


def _if_current(brief: Brief) -> BriefQuerySet:
    """Return the brief's row, if it still has this version and is in search."""
    return Brief.objects.filter(pk=brief.pk, version=brief.version, status__in=Brief.RANKED)


def _store(brief: Brief, result: RankingResult) -> None:
    """Store the run, unless the brief has changed or the same run is stored already."""
    if not _if_current(brief).update(scored_version=brief.version):
        return
    run = FitRun(
        brief=brief,
        brief_version=brief.version,
        engine_version=ENGINE_VERSION,
        pool_version=result.pool_version,
        weights=dataclasses.asdict(WEIGHTS),
        inputs_hash=hashlib.sha256(f"{result.query}-{result.pool_version}".encode()).hexdigest(),
        versions=result.versions,
        pool_size=result.size,
        eligible_count=result.eligible,
        gated=result.gated,
        registrations=list(brief.registrations.by_label().values("code", "label")),
        left_out=result.left_out,
        seconds=result.seconds,
        started_at=datetime.fromisoformat(result.started_at),
        finished_at=timezone.now(),
    )
    FitRun.objects.bulk_create([run], ignore_conflicts=True)
    stored = _runs(brief, result.pool_version, result.versions).get()
    results = [
        FitResult(run=stored, position=position, **_columns(person))
        for position, person in enumerate(result.people, start=1)
    ]
    FitResult.objects.bulk_create(results, ignore_conflicts=True)


def _columns(person: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in person.items() if name != "ref"}


def _progress(brief: Brief) -> Progress:
    """Return a function that stores the progress of this run, for the page that shows it."""
    updated: dict[str, float] = {}

    def update(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - updated.get(stage, 0.0) < PROGRESS_INTERVAL:
            return
        updated[stage] = now
        row = FitProgress(
            brief=brief,
            brief_version=brief.version,
            stage=stage,
            done=done,
            total=total,
            updated_at=timezone.now(),
        )
        FitProgress.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["brief"],
            update_fields=["brief_version", "stage", "done", "total", "updated_at"],
        )

    return update


def _no_progress(stage: str, done: int, total: int) -> None:
    """Do nothing: the first shard reports for all."""
