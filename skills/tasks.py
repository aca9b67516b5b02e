"""Background tasks of the vocabulary."""

from interimhub.lib import queues
from interimhub.lib.later import job_task
from interimhub.lib.models import Job
from skills import encoder, linking, multilingual


@job_task(seconds=1800, queue=queues.READINGS)
def build_link_index(job: Job, /, **_: object) -> None:
    """Build the indexes of name vectors on this machine, for the encoders that are installed."""
    if encoder.is_available() or multilingual.is_available():
        linking.build_index()
