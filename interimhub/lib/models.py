"""Work owed, and signs of life. The row is the queue; a message to a worker is only a nudge."""

import logging
import random
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Self

from django.db import connection, models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.db.transaction import TransactionManagementError

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=8)
STARTS_WITHOUT_AN_END = 4
LONGEST_WAIT_SECONDS = 300


class LostLease(Exception):
    """Somebody else owns the job by now, so nothing of this run may be stored."""


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about work owed."""

    def live(self) -> Self:
        """Keep what is neither done nor given up."""
        return self.filter(done_at=None, dead_at=None)

    def due(self) -> Self:
        """Keep the live ones that nobody holds and that need not wait any longer."""
        waited = Q(lease_until=None) & (Q(not_before=None) | Q(not_before__lt=Now()))
        return self.live().filter(waited | Q(lease_until__lt=Now()))

    def dead(self) -> Self:
        """Keep what was given up; a human should look at each."""
        return self.filter(dead_at__isnull=False)

    def dead_since(self, moment: datetime) -> Self:
        """Keep what was given up after `moment`."""
        return self.filter(dead_at__gt=moment)

    def of(self, task: str) -> Self:
        """Keep the jobs of one task, by its dotted name."""
        return self.filter(task=task)

    def started(self) -> Self:
        """Keep those that somebody has begun; the others will see whatever is committed by now."""
        return self.filter(started_at__isnull=False)

    def other_than(self, task: str) -> Self:
        """Keep the jobs of every task but this one, by its dotted name."""
        return self.exclude(task=task)

    def under(self, key: str) -> Self:
        """Keep the job of this key and those that tried the same again (`key:…`)."""
        return self.filter(Q(key=key) | Q(key__startswith=f"{key}:"))

    def of_task(self, task: str) -> Self:
        """Keep the jobs of one task, by its dotted name."""
        return self.filter(task=task)

    def newest(self) -> "Job | None":
        """Give the one that was owed last, or None."""
        return self.order_by("-pk").first()

    def start(self, job_id: int) -> "Job | None":
        """Take the job for this process, or give None: it is done, given up, or somebody is at it.

        A job that was started several times and never came to an end takes its worker down with
        it; it is given up here, unread.
        """
        # A second message for a job that has just failed must not use up its next try at once.
        waited = Q(not_before=None) | Q(not_before__lt=Now())
        free = self.live().filter(
            waited,
            Q(started_at=None) | Q(lease_until=None) | Q(lease_until__lt=Now()),
            pk=job_id,
        )
        reason = f"started {STARTS_WITHOUT_AN_END} times without coming to an end"
        spent = free.filter(starts__gte=F("errors") + STARTS_WITHOUT_AN_END)
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
    """One piece of work that an action left behind, in the action's own transaction."""

    key = models.TextField(unique=True, help_text="says what is owed; one key is owed once")
    task = models.TextField(help_text="the task's dotted name")
    payload = models.JSONField(default=dict, help_text="ids only, never anybody's data")
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
            LostLease: somebody else owns it by now; the transaction must not be committed.
        """
        if not connection.in_atomic_block:
            raise TransactionManagementError("finish() belongs into the result's transaction")
        if not self.end():
            raise LostLease(f"job {self.pk}")

    def end(self) -> bool:
        """Mark it done if it is still ours, and say whether it was."""
        return bool(self._ours().update(done_at=Now(), lease_until=None, last_error=""))

    def renew(self) -> bool:
        """Keep others away for a while longer, and say whether it is still ours."""
        return bool(self._ours().update(lease_until=Now() + LEASE))

    def fail(self, error: Exception, *, tries: int) -> None:
        """Note an error: the job waits for its next try, or is given up after `tries` of them."""
        # The first line only: what follows may quote the data of a row.
        words = f"{type(error).__name__}: {error}".splitlines()[0][:300]
        noted = {"errors": F("errors") + 1, "last_error": words, "lease_until": None}
        if self.errors + 1 >= tries:
            if self._ours().update(**noted, dead_at=Now()):
                logger.error("job %s is given up after %s errors", self.pk, self.errors + 1)
            return
        longest = min(LONGEST_WAIT_SECONDS, 2 ** (self.errors + 1))
        wait = timedelta(seconds=random.uniform(0, longest))  # noqa: S311 - jitter, not a secret
        self._ours().update(**noted, started_at=None, not_before=Now() + wait)

    def _ours(self) -> JobQuerySet:
        return Job.objects.live().filter(pk=self.pk, lease_token=self.lease_token)


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    """Questions about who is alive."""

    def young(self, age: timedelta) -> Self:
        """Keep those heard of within `age`, by the database's clock."""
        return self.filter(at__gt=Now() - age)


class Heartbeat(models.Model):
    """When a process last said that it lives, and what it said."""

    name = models.TextField(primary_key=True)
    at = models.DateTimeField(editable=False)
    facts = models.JSONField(default=dict, editable=False)

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk}"

    @staticmethod
    def say(name: str, facts: Mapping[str, object]) -> None:
        """Write the sign of life of `name`, over the one before."""
        Heartbeat.objects.bulk_create(
            [Heartbeat(name=name, at=Now(), facts=dict(facts))],
            update_conflicts=True,
            unique_fields=["name"],
            update_fields=["at", "facts"],
        )
