"""Background parsing of texts."""

from interimhub.lib import queues
from interimhub.lib.later import job_task
from interimhub.lib.models import Job
from readings import parser
from readings.models import TextReading


@job_task(seconds=120, queue=queues.READINGS)
def read_text(job: Job, /, *, reading_id: int, **_: object) -> None:
    """Parse one text, if it still exists."""
    row = TextReading.objects.filter(pk=reading_id).first()
    if row:
        parser.run(row, job=job)
