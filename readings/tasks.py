"""Texts, read by the worker: never in a request."""

from interimhub.lib.later import job_task
from interimhub.lib.models import Job
from readings import reading
from readings.models import TextReading


@job_task(seconds=120)
def read_text(job: Job, /, *, reading_id: int, **_: object) -> None:
    """Read one text, if it still exists."""
    row = TextReading.objects.filter(pk=reading_id).first()
    if row:
        reading.run(row, job=job)
