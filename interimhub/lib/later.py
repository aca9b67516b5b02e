"""Leave work for later: `later` writes a row, `@job_task` makes what a worker runs for it.

@job_task
def rank_candidates(job: Job, /, *, brief_id: int, **_: object) -> None: ...

later(tasks.rank_candidates, f"rank:{brief.pk}:{brief.version}", brief_id=brief.pk)
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from typing import Concatenate, Generic, ParamSpec, overload

from celery import shared_task
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.transaction import TransactionManagementError

from interimhub.lib.logs import labelled
from interimhub.lib.models import Job, LostLease
from interimhub.lib.refused import Refused

logger = logging.getLogger(__name__)

P = ParamSpec("P")
Work = Callable[Concatenate[Job, P], None]

CHANNEL = "interimhub_jobs"
RENEW_SECONDS = 2.0
GRACE_SECONDS = 15
AWAY = (DatabaseError, InterfaceError)
PASSING = (OperationalError, InterfaceError, OSError)  # a server away, a lock, a time-out
LASTING = (ValidationError, Refused)  # it would say the same tomorrow
TRIES, TRIES_OF_UNKNOWN, TRIES_OF_LASTING = 9, 4, 1


class JobTask(Generic[P]):
    """A function that a worker runs for a job row; `later` takes it, and mypy checks the facts."""

    def __init__(self, work: Work[P], *, seconds: int) -> None:
        self.work = work
        self.name = f"{work.__module__}.{work.__qualname__}"
        self.__doc__ = work.__doc__

        @shared_task(name=self.name, soft_time_limit=seconds, time_limit=seconds + GRACE_SECONDS)
        def receive(job_id: int) -> None:
            self.run(job_id)

    def __repr__(self) -> str:
        return f"<job task {self.name}>"

    def run(self, job_id: int) -> None:
        """Do the work, unless it is done, given up or in somebody's hands; note how it ended."""
        job = Job.objects.start(job_id)
        if job is None:
            return
        with labelled(f"job {job.pk}"):
            self._run(job)

    def _run(self, job: Job) -> None:
        try:
            with _renewing(job):
                self.work(job, **job.payload)  # type: ignore[call-arg]  # later() checked the facts
            job.end()
        except LostLease:
            logger.warning("job %s lost its lease; what this run did is thrown away", job.pk)
        except Exception as error:
            logger.exception("job %s failed", job.pk)
            _note(job, error)


@overload
def job_task(work: Work[P], /) -> JobTask[P]: ...
@overload
def job_task(*, seconds: int) -> Callable[[Work[P]], JobTask[P]]: ...
def job_task(
    work: Work[P] | None = None, /, *, seconds: int = 60
) -> JobTask[P] | Callable[[Work[P]], JobTask[P]]:
    """Make a function the work of jobs: its first argument is the `Job`, the rest are its facts.

    It opens its own short transaction for the result and calls `job.finish()` inside it. Work
    that stores nothing may leave that out: the job is done when the function returns. It gets
    `seconds` for one run.
    """
    if work is None:
        return lambda given: JobTask(given, seconds=seconds)
    return JobTask(work, seconds=seconds)


def later(task: JobTask[P], key: str, /, *args: P.args, **facts: P.kwargs) -> None:
    """Owe the work: one row in the caller's transaction, and nothing at all if `key` is known.

    Raises:
        TransactionManagementError: there is no transaction that the row could share.
        TypeError: a fact is not an id or another plain value.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{task.name} must be left for later in a transaction")
    if args:
        raise TypeError("facts have names")
    for name, fact in facts.items():
        if fact is not None and not isinstance(fact, (int, str)):
            raise TypeError(f"{name} is a {type(fact).__name__}; leave ids and plain values only")
    Job.objects.bulk_create([Job(key=key, task=task.name, payload=facts)], ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


@contextmanager
def _renewing(job: Job) -> Iterator[None]:
    """Renew the lease from a thread with a connection of its own, for as long as the work runs."""
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.wait(RENEW_SECONDS):
                try:
                    if not job.renew():
                        return
                except AWAY:
                    logger.warning("job %s could not renew its lease", job.pk, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    # With the context, so that the thread's log lines name the job too.
    thread = threading.Thread(
        target=copy_context().run, args=(renew,), name=f"lease of job {job.pk}", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _note(job: Job, error: Exception) -> None:
    """Write down an error where the database can be reached; else the lease runs out by itself."""
    tries = TRIES_OF_UNKNOWN
    if isinstance(error, LASTING):
        tries = TRIES_OF_LASTING
    elif isinstance(error, PASSING):
        tries = TRIES
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        job.fail(error, tries=tries)
    except AWAY:
        logger.warning("job %s: its error could not be noted", job.pk, exc_info=True)
