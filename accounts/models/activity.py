"""The trail: who did what to what, when and why. Rows are only ever added."""

from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.db import models

from accounts.models.users import User
from interimhub.lib.requests import request_id


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Questions about the trail."""

    def about(self, subject: models.Model) -> "ActivityQuerySet":
        """Keep what happened to one row."""
        return self.filter(subject=subject_key(subject))

    def newest_first(self) -> "ActivityQuerySet":
        """Latest first, ties by id."""
        return self.order_by("-at", "-pk")


class Activity(models.Model):
    """One thing done. Plain text that outlives its subject; never a name or other personal data."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=60, blank=True, help_text="accounts.user:12; empty: clock")
    role = models.CharField(max_length=40, blank=True)
    on_behalf_of = models.CharField(max_length=60, blank=True)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, help_text="shortlists.entry:31")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "-at"], name="activity_subject")]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.verb} {self.subject}"

    @classmethod
    def record(
        cls,
        *,
        by: User | None,
        verb: str,
        subject: models.Model,
        now: datetime,
        role: str = "",
        on_behalf_of: models.Model | None = None,
        before: str | None = None,
        after: str | None = None,
        reason: str = "",
    ) -> "Activity":
        """Add to the trail, in the transaction of the change it tells of.

        `by` is None when the clock did it; `role` says in which capacity ("manager", "interim",
        "consultant", "clock"); `before` and `after` are statuses.
        """
        return cls.objects.create(
            at=now,
            actor=subject_key(by) if by else "",
            role=role or ("" if by else "clock"),
            on_behalf_of=subject_key(on_behalf_of) if on_behalf_of else "",
            verb=verb,
            subject=subject_key(subject),
            before=before or "",
            after=after or "",
            reason=reason,
            request_id=request_id(),
        )


def subject_key(row: models.Model) -> str:
    """Return the text by which the trail knows a row, as in `shortlists.entry:31`."""
    return f"{row._meta.label_lower}:{row.pk}"
