"""One ranking, from a brief's rows to rows of results."""

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
from ranking.loader import Shard, gather, year_of
from ranking.models import FitProgress, FitResult, FitRun, FitRunQuerySet, FitShard
from ranking.pool import load
from ranking.query import asked_by
from ranking.ranking_result import Found, Progress, Unlike, Watch, explained_one, ranked
from skills.graph import load as load_graph

logger = logging.getLogger(__name__)

TOLD_EVERY = 0.25
"""Seconds between two rows of progress of one stage: the page asks less often than that."""


def run(brief: Brief, *, job: Job | None = None) -> None:
    """Rank everyone who can be found for the brief as it reads now, and keep the ranking.

    It computes outside of any transaction and stores in a short one. A brief that has moved on to
    another version meanwhile, or is not in search any more, has nothing stored; the same ranking is
    stored once, however often it runs.
    """
    if not brief.is_in_search:
        return
    progress = _progress(brief)
    found = _found(brief, Shard(), progress)
    if found is None:
        _stamp(brief, job)
    else:
        with transaction.atomic():
            _keep(brief, found)
            if job:
                job.finish()
    progress(FitProgress.Stage.DONE, 1, 1)


def run_shard(
    brief: Brief, shard: Shard, *, attempt: str, job: Job, owe_again: Callable[[], None]
) -> None:
    """Rank one shard of the pool; whichever shard is the last merges them all and keeps the whole.

    Args:
        attempt: the key that all shards of one ranking are owed under.
        owe_again: called where the lists do not belong together, since vocabulary or brief
            changed while they were made.
    """
    if not brief.is_in_search:
        FitShard.objects.of(brief, attempt).delete()
        return
    progress = _progress(brief) if shard.number == 0 else _tell_nobody
    found = _found(brief, shard, progress)
    assert found is not None  # only whole rankings are known by their version beforehand
    with transaction.atomic():
        # Two last shards wait for each other here; the second then sees the first one's row.
        here = Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief.pk)
        FitShard.objects.bulk_create(
            [FitShard(brief=here, attempt=attempt, shard=shard.number, found=found.as_row())],
            ignore_conflicts=True,
        )
        rows = list(FitShard.objects.of(here, attempt))
        is_whole = len(rows) == shard.of
        if is_whole:
            try:
                _keep(brief, Found.merged([Found.of_row(row.found) for row in rows]))
            except Unlike:
                owe_again()
            FitShard.objects.of(here, attempt).delete()
        job.finish()
    if is_whole:
        _progress(brief)(FitProgress.Stage.DONE, 1, 1)


def told_of(brief: Brief, candidate: Candidate) -> FitResult | None:
    """Return what would be said of one interim now, unsaved; None where no ranking reads them.

    Nothing is stored and nothing encoded: an outcome that was told a moment ago counts once the
    worker has read it.
    """
    graph = load_graph()
    layer, _ = gather(graph, ids=[candidate.pk])
    if not layer.pool.size:
        return None
    asked = asked_by(brief, graph, year=year_of(timezone.now()), encode=False)
    said = _columns(explained_one(layer, asked)) | {"candidate": candidate}
    del said["candidate_id"]
    return FitResult(run=FitRun.objects.current(brief), position=1, **said)


def _found(brief: Brief, shard: Shard, progress: Progress) -> Found | None:
    """Return the ranking, or None where the same one is stored already."""
    started_at, watch = timezone.now(), Watch()
    progress(FitProgress.Stage.GATHERING, 0, 0)
    with watch.step("pool"):
        loaded = load(shard)
    if shard.of == 1 and _runs(brief, loaded.version).exists():
        return None
    with watch.step("brief"):
        asked = asked_by(brief, loaded.graph, year=year_of(started_at))
    return ranked(loaded, asked, started_at=started_at, progress=progress, watch=watch)


def _runs(brief: Brief, pool_version: str) -> FitRunQuerySet:
    return FitRun.objects.filter(
        brief=brief,
        brief_version=brief.version,
        engine_version=ENGINE_VERSION,
        pool_version=pool_version,
    )


def _stamp(brief: Brief, job: Job | None) -> None:
    """Note that the ranking on record answers the brief."""
    with transaction.atomic():
        _current(brief).update(scored_version=brief.version)
        if job:
            job.finish()


def _current(brief: Brief) -> BriefQuerySet:
    return Brief.objects.filter(pk=brief.pk, version=brief.version, status__in=Brief.RANKED)


def _keep(brief: Brief, found: Found) -> None:
    """Keep the run, unless the brief has moved on or the same run is there already."""
    if not _current(brief).update(scored_version=brief.version):
        return
    record = FitRun(
        brief=brief,
        brief_version=brief.version,
        engine_version=ENGINE_VERSION,
        pool_version=found.pool_version,
        weights=dataclasses.asdict(WEIGHTS),
        inputs_hash=hashlib.sha256(f"{found.asked}-{found.pool_version}".encode()).hexdigest(),
        pool_size=found.size,
        eligible_count=found.eligible,
        gated=found.gated,
        left_out=found.left_out,
        seconds=found.seconds,
        started_at=datetime.fromisoformat(found.started_at),
        finished_at=timezone.now(),
    )
    FitRun.objects.bulk_create([record], ignore_conflicts=True)
    stored = _runs(brief, found.pool_version).get()
    results = [
        FitResult(run=stored, position=position, **_columns(person))
        for position, person in enumerate(found.people, start=1)
    ]
    FitResult.objects.bulk_create(results, ignore_conflicts=True)


def _columns(person: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in person.items() if name != "ref"}


def _progress(brief: Brief) -> Progress:
    """Return a function that shows the waiting page how far this run has come."""
    told: dict[str, float] = {}

    def show(stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if now - told.get(stage, 0.0) < TOLD_EVERY:
            return
        told[stage] = now
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

    return show


def _tell_nobody(stage: str, done: int, total: int) -> None:
    """Leave telling to the first shard."""
