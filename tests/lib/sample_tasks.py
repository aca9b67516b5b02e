"""Tasks for the tests of `later`, which write into a table that reveals duplicates."""

import os
import signal
import time

from django.db import connection, transaction

from interimhub.lib.later import job_task
from interimhub.lib.models import Job

TABLE = "CREATE TABLE IF NOT EXISTS sample_effect (name text NOT NULL, kind text NOT NULL)"


def effects(kind: str) -> list[str]:
    """Return the written names, including duplicates."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sample_effect WHERE kind = %s ORDER BY name", [kind])
        return [name for (name,) in cursor.fetchall()]


def write(name: str, kind: str) -> None:
    """Write one effect."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO sample_effect VALUES (%s, %s)", [name, kind])


@job_task
def toil(job: Job, /, *, name: str, milliseconds: int = 0, **_: object) -> None:
    """Record the start, sleep, and store the result with the end of the job."""
    write(name, "begun")
    time.sleep(milliseconds / 1000)
    with transaction.atomic():
        write(name, "done")
        job.finish()


@job_task
def forget_to_finish(job: Job, /, *, name: str, **_: object) -> None:
    """Return without calling `finish`."""
    write(name, "done")


@job_task
def kill_process(job: Job, /, *, name: str, **_: object) -> None:
    """Kill the process."""
    write(name, "begun")
    os.kill(os.getpid(), signal.SIGKILL)


@job_task
def stumble(job: Job, /, *, error: str, **_: object) -> None:
    """Fail in the way named."""
    raise {"value": ValueError, "passing": ConnectionError, "lasting": job_refusal}[error](
        f"{error}\nDETAIL: somebody's data"
    )


def job_refusal(words: str) -> Exception:
    """Return a permanent error."""
    from interimhub.lib.refused import Refused

    return Refused(words)


@job_task
def lose_lease(job: Job, /, *, name: str, **_: object) -> None:
    """Store the result after somebody else has taken the job."""
    Job.objects.filter(pk=job.pk).update(lease_token="00000000-0000-4000-8000-000000000000")
    with transaction.atomic():
        write(name, "done")
        job.finish()
