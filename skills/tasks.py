"""Background tasks of the vocabulary."""

from interimhub.lib import queues
from interimhub.lib.later import job_task
from interimhub.lib.models import Job
from skills import encoder, linking


@job_task(seconds=1800, queue=queues.READINGS)
def build_link_index(job: Job, /, **_: object) -> None:
    """Build the index of name vectors on this machine, if the encoder is installed."""
    if encoder.is_available():
        linking.build_index()
