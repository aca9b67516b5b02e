"""Work that the vocabulary leaves behind."""

from interimhub.lib.later import job_task
from interimhub.lib.models import Job
from skills import encoder, linking


@job_task(seconds=1800)
def build_link_index(job: Job, /, **_: object) -> None:
    """Make the index of the names' vectors on this machine, if one can be made here."""
    if encoder.is_available():
        linking.build_index()
