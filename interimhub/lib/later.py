"""The transactional outbox: `later` writes a job row, a worker runs the `@job_task` for it.

@job_task
def rank_candidates(job: Job, /, *, brief_id: int, **_: object) -> None: ...

later(tasks.rank_candidates, f"rank:{brief.pk}:{brief.version}", brief_id=brief.pk)
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from datetime import timedelta
from typing import Concatenate, Generic, ParamSpec, overload

from celery import shared_task
from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.transaction import TransactionManagementError

from interimhub.lib import queues
from interimhub.lib.logs import labelled
from interimhub.lib.messages import TASKS
from interimhub.lib.models import Job, LostLease
from interimhub.lib.refused import Refused

logger = logging.getLogger(__name__)

P = ParamSpec("P")
Work = Callable[Concatenate[Job, P], None]

CHANNEL = "interimhub_jobs"
RENEW_SECONDS = 2.0
GRACE_SECONDS = 15
DATABASE_ERRORS = (DatabaseError, InterfaceError)


class TransientError(Exception):
    """A temporary failure: a later run may succeed."""


class PermanentError(Exception):
    """A permanent failure: the job is given up at once."""


TRANSIENT = (OperationalError, InterfaceError, OSError, TransientError)
PERMANENT = (ValidationError, Refused, PermanentError)
TRIES_TRANSIENT, TRIES_UNKNOWN, TRIES_PERMANENT = 9, 4, 1


class JobTask(Generic[P]):
    """A function that a worker runs for a job row. mypy checks the arguments given to `later`."""

    def __init__(
        self, work: Work[P], *, seconds: int, patience: timedelta | None, queue: str
    ) -> None:
        self.work = work
        self.queue = queue
        self.patience = patience
        self.name = f"{work.__module__}.{work.__qualname__}"
        self.__doc__ = work.__doc__
        TASKS.add(self.name)

        @shared_task(name=self.name, soft_time_limit=seconds, time_limit=seconds + GRACE_SECONDS)
        def receive(job_id: int) -> None:
            self.run(job_id)

    def __repr__(self) -> str:
        return f"<job task {self.name}>"

    def run(self, job_id: int) -> None:
        """Run the work, unless the job is done, dead, leased to another process or of another task.

        The row says which task runs; the message contains only its id.
        """
        job = Job.objects.start(job_id, task=self.name)
        if job is None:
            if Job.objects.live().filter(pk=job_id).other_than(self.name).exists():
                logger.warning(
                    "a message for %s was dropped: job %s is of another task", self.name, job_id
                )
            return
        with labelled(f"job {job.pk}"):
            self._run(job)

    def _run(self, job: Job) -> None:
        try:
            with _renewing(job):
                self.work(job, **job.payload)  # type: ignore[call-arg]  # later() checked the facts
            job.end()
        except LostLease:
            logger.warning("job %s lost its lease; the result of this run is discarded", job.pk)
        except Exception as error:
            if isinstance(error, TransientError | PermanentError):
                logger.warning("job %s failed: %s", job.pk, error)
            else:
                logger.exception("job %s failed", job.pk)
            _record(job, error, patience=self.patience)


@overload
def job_task(work: Work[P], /) -> JobTask[P]: ...
@overload
def job_task(
    *, seconds: int = 60, patience: timedelta | None = None, queue: str = queues.LETTERS
) -> Callable[[Work[P]], JobTask[P]]: ...
def job_task(
    work: Work[P] | None = None,
    /,
    *,
    seconds: int = 60,
    patience: timedelta | None = None,
    queue: str = queues.LETTERS,
) -> JobTask[P] | Callable[[Work[P]], JobTask[P]]:
    """Turn a function into the work of a job: the first argument is the `Job`, the rest its facts.

    The function stores its result in its own short transaction and calls `job.finish()` in it. If
    it stores no result, it may omit that: the job is done when the function returns. One run may
    take up to `seconds`; work that takes longer than a letter is for another `queue` than theirs.
    With `patience`, a transient error is retried until the job is that old,
    instead of a fixed number of times.
    """
    if work is None:
        return lambda given: JobTask(given, seconds=seconds, patience=patience, queue=queue)
    return JobTask(work, seconds=seconds, patience=patience, queue=queue)


def later(task: JobTask[P], key: str, /, *args: P.args, **facts: P.kwargs) -> None:
    """Queue a job as a row in the caller's transaction. Does nothing if `key` exists already.

    Raises:
        TransactionManagementError: the caller has no transaction.
        TypeError: a fact is neither None, an int nor a str.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError(f"{task.name} must be queued in a transaction")
    if args:
        raise TypeError("pass facts by keyword")
    for name, fact in facts.items():
        if fact is not None and not isinstance(fact, (int, str)):
            raise TypeError(f"{name} is a {type(fact).__name__}; pass ids and plain values only")
    job = Job(key=key, task=task.name, queue=task.queue, payload=facts)
    Job.objects.bulk_create([job], ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])


@contextmanager
def _renewing(job: Job) -> Iterator[None]:
    """Renew the lease from a thread with its own connection while the work runs."""
    over = threading.Event()

    def renew() -> None:
        try:
            while not over.wait(RENEW_SECONDS):
                try:
                    if not job.renew():
                        return
                except DATABASE_ERRORS:
                    logger.warning("job %s could not renew its lease", job.pk, exc_info=True)
                    connection.close()
        finally:
            connection.close()

    # Run in a copy of the context, so that the thread's log lines name the job too.
    thread = threading.Thread(
        target=copy_context().run, args=(renew,), name=f"lease of job {job.pk}", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _record(job: Job, error: Exception, *, patience: timedelta | None) -> None:
    """Record an error if the database is reachable; otherwise the lease simply expires."""
    tries: int | None = TRIES_UNKNOWN
    if isinstance(error, PERMANENT):
        tries = TRIES_PERMANENT
    elif isinstance(error, TRANSIENT):
        tries = None if patience else TRIES_TRANSIENT
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        job.fail(error, tries=tries, patience=patience)
    except DATABASE_ERRORS:
        logger.warning("job %s: its error could not be recorded", job.pk, exc_info=True)
