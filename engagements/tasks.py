"""Work that briefs leave behind."""

from engagements import fit
from engagements.models import Brief
from interimhub.lib import heartbeat
from interimhub.lib.later import job_task
from interimhub.lib.models import Job

# A worker is ready once it holds the pool.
heartbeat.worker_tells(fit.facts)


@job_task(seconds=120)
def rank_candidates(job: Job, /, *, brief_id: int, **_: object) -> None:
    """Score every interim for the brief, if it still exists."""
    brief = Brief.objects.filter(pk=brief_id).first()
    if brief:
        fit.run(brief, job=job)
