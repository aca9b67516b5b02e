"""Jobs of rankings: rank a brief or one shard of the pool, consume profile changes."""

from dataclasses import asdict
from functools import partial

from engagements.models import Brief
from interimhub.lib import heartbeat, queues
from interimhub.lib.later import job_task, later
from interimhub.lib.models import Job
from ranking import pool, profile_changes, profile_words, runs
from ranking.loader import Shard
from ranking.profile_changes import ScanPosition
from ranking.profile_words import WritingPosition

# A worker is ready once it has loaded the pool.
heartbeat.report(pool.heartbeat_facts, queue=queues.RANKINGS)


def enqueue_ranking(brief: Brief, key: str) -> None:
    """Enqueue the ranking of a brief in the caller's transaction: one job for each shard.

    Args:
        key: identifies the ranking; the same key is enqueued once.
    """
    shards = pool.shards()
    if len(shards) == 1:
        later(rank_candidates, key, brief_id=brief.pk)
        return
    for shard in shards:
        later(
            rank_shard,
            f"{key}:shard:{shard.number}",
            brief_id=brief.pk,
            attempt=key,
            shard=shard.number,
            shards=shard.of,
        )


@job_task(seconds=120, queue=queues.RANKINGS)
def rank_candidates(job: Job, /, *, brief_id: int, **_: object) -> None:
    """Rank the whole pool for the brief, if it still exists."""
    brief = Brief.objects.filter(pk=brief_id).first()
    if brief:
        runs.rank_brief(brief, job=job)


@job_task(seconds=120, queue=queues.RANKINGS)
def rank_shard(
    job: Job, /, *, brief_id: int, attempt: str, shard: int, shards: int, **_: object
) -> None:
    """Rank one shard of the pool for the brief; the last shard merges the results of all."""
    brief = Brief.objects.filter(pk=brief_id).first()
    if brief:
        again = partial(enqueue_ranking, brief, f"{attempt}:anew:{job.pk}")
        runs.rank_shard(brief, Shard(shard, shards), attempt=attempt, job=job, enqueue_again=again)


@job_task(seconds=120, queue=queues.RANKINGS)
def consume_profile_changes(
    job: Job, /, *, xid: int | None = None, after: int = 0, **_: object
) -> None:
    """Encode the outcomes of changed profiles, and enqueue the rankings that they affect.

    Args:
        xid, after: the position of a full scan; without them it consumes what has changed.
    """

    def enqueue(brief: Brief) -> None:
        enqueue_ranking(brief, f"{brief.ranking_key}:changed:{job.pk}")

    def enqueue_batch(position: ScanPosition) -> None:
        key = f"changes:after:{job.pk}"
        later(consume_profile_changes, key, xid=position.xid, after=position.after)

    profile_changes.consume(
        job=job,
        enqueue_ranking=enqueue,
        enqueue_batch=enqueue_batch,
        position=None if xid is None else ScanPosition(xid, after),
    )


@job_task(seconds=120, queue=queues.RANKINGS)
def write_profile_words(
    job: Job, /, *, reader: str = "", xid: int = 0, after: int = 0, **_: object
) -> None:
    """Write what a firm may search of the interims who have changed.

    Args:
        reader, xid, after: the position in writing all rows; without it, what has changed is
            consumed.
    """

    def enqueue_batch(position: WritingPosition) -> None:
        later(write_profile_words, f"words:after:{job.pk}", **asdict(position))

    profile_words.consume(
        job=job,
        enqueue_batch=enqueue_batch,
        position=WritingPosition(reader, xid, after) if reader else None,
    )
