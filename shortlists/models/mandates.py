"""A mandate: an interim's permission for one firm to represent them on one brief.

The contents follow the UK Conduct of Employment Agencies and Employment Businesses Regulations 2003
(SI 2003/3319) and the practice of written rights to represent.
"""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.lifecycle import Lifecycle
from providers.models import Consultant, Firm
from shortlists.models.entries import Entry


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Queries on `Mandate`."""

    def within(self, entry: Entry) -> Self:
        """Keep those of one conversation."""
        return self.filter(entry=entry)

    def active(self) -> Self:
        """Keep the mandates in force."""
        return self.filter(status=Mandate.Status.GRANTED)

    def newest_first(self) -> Self:
        """Order by when they were asked for, latest first."""
        return self.order_by("-pk")


class Mandate(Lifecycle):
    """The interim's permission; at most one is active per interim and brief."""

    class Status(models.TextChoices):
        """Whether it is in force, and how it ended."""

        REQUESTED = "requested", "Asked for"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"
        LAPSED = "lapsed", "Not answered in time"
        EXPIRED = "expired", "Run out"
        REVOKED = "revoked", "Taken back"
        FULFILLED = "fulfilled", "Fulfilled"
        RELEASED = "released", "Released by the firm"

    MOVES: ClassVar = {
        Status.REQUESTED: frozenset({Status.GRANTED, Status.REFUSED, Status.LAPSED}),
        Status.GRANTED: frozenset(
            {Status.EXPIRED, Status.REVOKED, Status.FULFILLED, Status.RELEASED}
        ),
        Status.REFUSED: frozenset(),
        Status.LAPSED: frozenset(),
        Status.EXPIRED: frozenset(),
        Status.REVOKED: frozenset(),
        Status.FULFILLED: frozenset(),
        Status.RELEASED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mandates")
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="mandates")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="mandates")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="mandates")
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="mandates")
    status = models.CharField(max_length=10, choices=Status, default=Status.REQUESTED)
    brief_version = models.PositiveIntegerField()
    profile_version = models.PositiveIntegerField()
    profile = models.JSONField(help_text="the profile as it may be shown, frozen at the grant")
    can_start_on = models.DateField()
    availability_confirmed_on = models.DateField()
    granted_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(help_text="the brief's close, at the latest 30 days")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "candidate"],
                condition=Q(status="granted"),
                name="mandate_one_active",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} for candidate {self.candidate_id}"

    # Facts

    @property
    def is_active(self) -> bool:
        """Whether the firm may represent the interim today."""
        return self.status == self.Status.GRANTED

    # Moves

    def revoke(self, *, now: datetime) -> bool:
        """Revoke the permission; submissions already made stay."""
        return self.move_to(self.Status.REVOKED, ended_at=now)

    def expire(self, *, now: datetime) -> bool:
        """Expire it after its last day, or with its brief."""
        return self.move_to(self.Status.EXPIRED, ended_at=now)

    def release(self, *, now: datetime) -> bool:
        """End it on the firm's side, so that the interim may choose another firm."""
        return self.move_to(self.Status.RELEASED, ended_at=now)
