"""The people on a brief beside its hiring manager, and what each of them may do."""

import uuid
from datetime import date, datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.brief_readers import CO_OWNER, DEPUTY
from engagements.models.briefs import Brief
from engagements.models.clients import ClientMember


class BriefPersonQuerySet(models.QuerySet["BriefPerson"]):
    """Queries on `BriefPerson`."""

    def visible_to(self, user: User) -> Self:
        """Keep the people on the briefs that the user reads as a member of the client."""
        return self.filter(brief__in=Brief.objects.of_own_client(user))

    def deciding(self, now: datetime) -> Self:
        """Keep those who may decide as the manager does: co-owners, and deputies in their time."""
        in_time = Q(role=BriefPerson.Role.DEPUTY, starts_at__lte=now, ends_at__gt=now)
        return self.filter(Q(role=BriefPerson.Role.CO_OWNER) | in_time)

    def with_member(self) -> Self:
        """Load the person and their user."""
        return self.select_related("member__user")

    def first_added_first(self) -> Self:
        """Order by when they were added, ties by id."""
        return self.order_by("added_at", "pk")


class BriefPerson(models.Model):
    """What one member of the client may do on one brief.

    The hiring manager is no such row: a brief has exactly one, as `Brief.manager`.
    """

    class Role(models.TextChoices):
        """What somebody is on a brief. Pages show the labels."""

        CO_OWNER = CO_OWNER, "Co-owner"
        DEPUTY = DEPUTY, "Deputy"
        SPONSOR = "sponsor", "Sponsor"
        READER = "reader", "Reader"

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="people")
    member = models.ForeignKey(ClientMember, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=12, choices=Role)
    starts_at = models.DateTimeField(
        null=True, blank=True, help_text="from when a deputy acts for the manager"
    )
    ends_at = models.DateTimeField(null=True, blank=True, help_text="until when; this moment not")
    added_at = models.DateTimeField()

    objects = BriefPersonQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "member"], name="brief_person_one_role"),
            models.CheckConstraint(
                condition=Q(role="deputy", starts_at__isnull=False, ends_at__isnull=False)
                | (~Q(role="deputy") & Q(starts_at__isnull=True, ends_at__isnull=True)),
                name="brief_person_dates_of_a_deputy",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                name="brief_person_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.role} on brief {self.brief_id}"

    # Facts

    @property
    def is_co_owner(self) -> bool:
        """Whether they may do everything that the manager may."""
        return self.role == self.Role.CO_OWNER

    @property
    def is_deputy(self) -> bool:
        """Whether they act for the manager between two days."""
        return self.role == self.Role.DEPUTY

    @property
    def is_sponsor(self) -> bool:
        """Whether they read, and hear of decisions and of the end."""
        return self.role == self.Role.SPONSOR

    @property
    def first_day(self) -> date | None:
        """The first day on which a deputy acts, where the brief's work is done."""
        return self.starts_at and self.brief.calendar.day_of(self.starts_at)

    @property
    def last_day(self) -> date | None:
        """The last day on which a deputy acts, where the brief's work is done."""
        if self.ends_at is None:
            return None
        return self.brief.calendar.day_of(self.ends_at - timedelta(seconds=1))

    def acts_at(self, now: datetime) -> bool:
        """Whether they are a deputy and act for the manager at a moment."""
        is_in_time = self.starts_at and self.ends_at and self.starts_at <= now < self.ends_at
        return self.is_deputy and bool(is_in_time)

    def decides_at(self, now: datetime) -> bool:
        """Whether they may decide as the manager does at a moment."""
        return self.is_co_owner or self.acts_at(now)
