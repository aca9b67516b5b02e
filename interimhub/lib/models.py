"""Jobs (the transactional outbox) and heartbeats."""

import logging
import random
import uuid
from collections.abc import Mapping
from datetime import timedelta
from typing import Self

from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.db.transaction import TransactionManagementError

from interimhub.lib import queues

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=8)
MAX_UNFINISHED_STARTS = 4
MAX_BACKOFF_SECONDS = 300
MAX_PATIENT_BACKOFF_SECONDS = 3600  # for a job with `patience`


class LostLease(Exception):
    """Another process has the job's lease; the results of this run must not be stored."""


class JobQuerySet(models.QuerySet["Job"]):
    """Queries on `Job`."""

    def live(self) -> Self:
        """Keep the jobs that are neither done nor dead."""
        return self.filter(done_at=None, dead_at=None)

    def due(self) -> Self:
        """Keep the live jobs without a lease whose pause is over."""
        waited = Q(lease_until=None) & (Q(not_before=None) | Q(not_before__lt=Now()))
        return self.live().filter(waited | Q(lease_until__lt=Now()))

    def dead(self) -> Self:
        """Keep the dead jobs: given up, for a person to look at."""
        return self.filter(dead_at__isnull=False)

    def dead_within(self, age: timedelta) -> Self:
        """Keep the jobs given up within the last `age`, by the database's clock."""
        return self.filter(dead_at__gt=Now() - age)

    def started(self) -> Self:
        """Keep the jobs whose work has begun. All others will see what is committed now."""
        return self.filter(started_at__isnull=False)

    def other_than(self, task: str) -> Self:
        """Keep the jobs of all other tasks, by dotted name."""
        return self.exclude(task=task)

    def under(self, key: str) -> Self:
        """Keep the job with this key and its retries (`key:…`)."""
        return self.filter(Q(key=key) | Q(key__startswith=f"{key}:"))

    def of_task(self, task: str) -> Self:
        """Keep the jobs of one task, by its dotted name."""
        return self.filter(task=task)

    def newest(self) -> "Job | None":
        """Return the job queued last, or None."""
        return self.order_by("-pk").first()

    def start(self, job_id: int, *, task: str) -> "Job | None":
        """Lease the job to this process; None if it is done, dead, leased or of another task.

        A job that was started several times and never finished probably kills its worker; it is
        given up here.
        """
        # A duplicate message must not start the next try of a job that has just failed.
        waited = Q(not_before=None) | Q(not_before__lt=Now())
        free = self.live().filter(
            waited,
            Q(started_at=None) | Q(lease_until=None) | Q(lease_until__lt=Now()),
            pk=job_id,
            task=task,
        )
        reason = f"started {MAX_UNFINISHED_STARTS} times and never finished"
        spent = free.filter(starts__gte=F("errors") + MAX_UNFINISHED_STARTS)
        if spent.update(dead_at=Now(), last_error=reason):
            logger.error("job %s is given up: %s", job_id, reason)
            return None
        token = uuid.uuid4()
        taken = free.update(
            starts=F("starts") + 1,
            started_at=Now(),
            lease_token=token,
            lease_until=Now() + LEASE,
        )
        return self.get(pk=job_id, lease_token=token) if taken else None


class Job(models.Model):
    """One piece of background work, queued in the transaction of the action that needs it."""

    key = models.TextField(unique=True, help_text="identifies the work; one key is queued once")
    task = models.TextField(help_text="the task's dotted name")
    queue = models.TextField(db_default=queues.LETTERS, help_text="whose worker takes it")
    payload = models.JSONField(default=dict, help_text="ids only, never personal data")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    not_before = models.DateTimeField(null=True, editable=False)
    publishes = models.PositiveIntegerField(db_default=0, editable=False)
    starts = models.PositiveIntegerField(db_default=0, editable=False)
    errors = models.PositiveIntegerField(db_default=0, editable=False)
    started_at = models.DateTimeField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    lease_token = models.UUIDField(null=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)
    dead_at = models.DateTimeField(null=True, editable=False)
    last_error = models.TextField(blank=True, db_default="", editable=False)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(dead_at=None), name="job_done_or_dead"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(done_at=None, dead_at=None), name="job_live"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.task}"

    # Facts

    @property
    def is_dead(self) -> bool:
        """Whether it was given up."""
        return self.dead_at is not None

    # Moves

    def finish(self) -> None:
        """Mark it done, in the transaction that stores its result.

        Raises:
            LostLease: another process has the lease; the transaction must not be committed.
        """
        if not connection.in_atomic_block:
            raise TransactionManagementError(
                "call finish() in the transaction that stores the result"
            )
        if not self.end():
            raise LostLease(f"job {self.pk}")

    def end(self) -> bool:
        """Mark it done if we still have the lease; return whether we had it."""
        return bool(self._ours().update(done_at=Now(), lease_until=None, last_error=""))

    def renew(self) -> bool:
        """Extend the lease; return whether we still have it."""
        return bool(self._ours().update(lease_until=Now() + LEASE))

    def fail(
        self, error: Exception, *, tries: int | None, patience: timedelta | None = None
    ) -> None:
        """Record an error: the job waits for its next try, or is given up.

        Args:
            error: the error.
            tries: the number of errors after which it is given up; None for giving up by age only.
            patience: the age at which a job with `tries=None` is given up; its pauses
                grow up to an hour instead of five minutes.
        """
        # The first line only, since later lines may quote data of a row.
        words = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        changes = {"errors": F("errors") + 1, "last_error": words, "lease_until": None}
        spent = self._ours()
        if tries is None:
            spent = spent.filter(created_at__lt=Now() - (patience or timedelta()))
        if (tries is None or self.errors + 1 >= tries) and spent.update(**changes, dead_at=Now()):
            logger.error("job %s is given up after %s errors", self.pk, self.errors + 1)
            return
        longest = MAX_PATIENT_BACKOFF_SECONDS if patience else MAX_BACKOFF_SECONDS
        backoff = min(longest, 2 ** (self.errors + 1))
        pause = random.uniform(backoff / 2, backoff)  # noqa: S311 - jitter, not a secret
        wait = timedelta(seconds=pause)
        self._ours().update(**changes, started_at=None, not_before=Now() + wait)

    def _ours(self) -> JobQuerySet:
        return Job.objects.live().filter(pk=self.pk, lease_token=self.lease_token)


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    """Queries on `Heartbeat`."""

    def newer_than(self, age: timedelta) -> Self:
        """Keep those not older than `age`, by the database's clock."""
        return self.filter(at__gt=Now() - age)


class Heartbeat(models.Model):
    """The last heartbeat of a process, and the facts it reported."""

    name = models.TextField(primary_key=True)
    at = models.DateTimeField(editable=False)
    facts = models.JSONField(default=dict, editable=False)

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk}"

    @staticmethod
    def beat(name: str, facts: Mapping[str, object]) -> None:
        """Write the heartbeat of `name`, replacing the one before."""
        Heartbeat.objects.bulk_create(
            [Heartbeat(name=name, at=Now(), facts=dict(facts))],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["at", "facts"],
        )
