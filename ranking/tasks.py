"""Work that briefs and profiles leave behind."""

from functools import partial

from engagements.models import Brief
from interimhub.lib import heartbeat
from interimhub.lib.later import job_task, later
from interimhub.lib.models import Job
from ranking import fit

# A worker is ready once it holds the pool.
heartbeat.report(fit.facts)


def owe_ranking(brief: Brief, key: str) -> None:
    """Leave the ranking of a brief for later, in the caller's transaction: one job a shard."""
    shards = fit.shards()
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


@job_task(seconds=120)
def rank_candidates(job: Job, /, *, brief_id: int, **_: object) -> None:
    """Score every interim for the brief, if it still exists."""
    brief = Brief.objects.filter(pk=brief_id).first()
    if brief:
        fit.run(brief, job=job)


@job_task(seconds=120)
def rank_shard(
    job: Job, /, *, brief_id: int, attempt: str, shard: int, shards: int, **_: object
) -> None:
    """Score the interims of one shard for the brief; the last shard merges the lists of all."""
    brief = Brief.objects.filter(pk=brief_id).first()
    if brief:
        again = partial(owe_ranking, brief, f"{attempt}:anew:{job.pk}")
        fit.run_shard(brief, fit.Shard(shard, shards), attempt=attempt, job=job, owe_again=again)


@job_task(seconds=120)
def take_in_changes(job: Job, /, *, xid: int | None = None, after: int = 0, **_: object) -> None:
    """Encode what changed profiles tell, and have the briefs ranked again that they touch.

    With `xid` and `after` it is one more piece of a look at everybody.
    """

    def owe(brief: Brief) -> None:
        owe_ranking(brief, f"{brief.ranking_key}:changed:{job.pk}")

    def go_on(place: fit.Place) -> None:
        later(take_in_changes, f"changes:after:{job.pk}", xid=place.xid, after=place.after)

    place = None if xid is None else fit.Place(xid, after)
    fit.take_in(job=job, owe=owe, go_on=go_on, place=place)
