"""Times proposed for an interview, and the one picked."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from shortlists.models.entries import Entry


class InterviewSlotQuerySet(models.QuerySet["InterviewSlot"]):
    """Queries on `InterviewSlot`."""

    def active(self) -> Self:
        """Keep those that the interim has not declined."""
        return self.filter(declined_at__isnull=True)

    def agreed(self, *, since: datetime) -> Self:
        """Keep the picked ones that start at `since` or later and are still to take place."""
        live = Q(entry__status=Entry.Status.INTERVIEW)
        return self.filter(live, picked_at__isnull=False, starts_at__gte=since)

    def held(self, now: datetime) -> Self:
        """Keep the first one that has begun, of those that were picked."""
        return self.filter(picked_at__isnull=False, starts_at__lte=now).order_by("starts_at")[:1]

    def with_attendance(self) -> Self:
        """Load who was there."""
        return self.select_related("attendance__consultant__user")

    def soonest_first(self) -> Self:
        """Order by start, ties by public id."""
        return self.order_by("starts_at", "ref")


class InterviewSlot(models.Model):
    """One time that a client proposes for an interview; the interim picks one of several."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True, help_text="a room or a video link")
    picked_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(
        null=True, blank=True, help_text="the interim could not make it"
    )

    objects = InterviewSlotQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry"], condition=Q(picked_at__isnull=False), name="one_slot_picked"
            ),
            models.UniqueConstraint(
                fields=["entry", "starts_at"],
                condition=Q(declined_at__isnull=True),
                name="slot_once",
            ),
            models.CheckConstraint(
                condition=Q(picked_at__isnull=True) | Q(declined_at__isnull=True),
                name="slot_picked_or_declined",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of entry {self.entry_id}"

    # Facts

    @property
    def is_open(self) -> bool:
        """Whether the interim can still pick it."""
        return self.picked_at is None and self.declined_at is None

    @property
    def ends_at(self) -> datetime:
        """When the meeting is over."""
        return self.starts_at + timedelta(minutes=self.minutes)
