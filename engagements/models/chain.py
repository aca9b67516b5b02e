"""A firm on a panel declares the firm that it brings in."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import User, subject_pk
from engagements.models.briefs import Brief
from engagements.models.panels import PanelSeat
from providers.models import Consultant, Firm


class SubFirmQuerySet(models.QuerySet["SubFirm"]):
    """Queries on `SubFirm`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the user's firm, on either side, and those on briefs of their client."""
        own = Consultant.objects.active().filter(user=user).values("firm_id")
        of_client = Q(first__brief__in=Brief.objects.of_own_client(user))
        return self.filter(Q(firm__in=own) | Q(first__firm__in=own) | of_client)

    def with_key(self, subject: str) -> "SubFirm":
        """Return the row that a deadline is about, with its firms."""
        rows = self.select_related("firm", "first__firm", "first__consultant__user")
        return rows.get(pk=subject_pk(subject))

    def waiting(self) -> Self:
        """Keep those that their firm has not answered."""
        return self.filter(accepted_at=None, refused_at=None, ended_at=None)

    def standing(self) -> Self:
        """Keep those that wait, and those that are on the brief."""
        return self.filter(refused_at=None, ended_at=None)

    def on(self, brief: Brief) -> Self:
        """Keep those on one brief, with the firms on both sides, the first declared first."""
        rows = self.filter(first__brief=brief).select_related("firm", "first__firm")
        return rows.order_by("declared_at", "pk")


class SubFirm(models.Model):
    """One firm that another brings in for one brief: declared, then accepted or refused.

    Accepted, it has a seat of its own `through` the first firm's. The client reads all of it, and
    may end it until the firm has spoken to an interim.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    first = models.ForeignKey(PanelSeat, on_delete=models.PROTECT, related_name="sub_firms")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    purpose = models.TextField(help_text="what the firm is brought in for")
    engagement = models.CharField(max_length=10, choices=PanelSeat.Engagement)
    declared_by = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="why it was refused or ended")

    objects = SubFirmQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["first", "firm"],
                condition=Q(refused_at__isnull=True, ended_at__isnull=True),
                name="sub_firm_once",
            ),
            models.CheckConstraint(
                condition=Q(engagement__in=["retained", "contingent", "rpo_run"]),
                name="sub_firm_engagement_stated",
            ),
            models.CheckConstraint(condition=~Q(purpose=""), name="sub_firm_with_a_purpose"),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, ended_at__isnull=True) | ~Q(reason=""),
                name="sub_firm_goes_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True)
                | Q(accepted_at__isnull=True, ended_at__isnull=True),
                name="sub_firm_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("declared_at")),
                name="sub_firm_ends_later",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} through seat {self.first_id}"

    def get_absolute_url(self) -> str:
        """Return the page on which its firm answers."""
        return reverse("engagements:sub_firm", args=[self.ref])

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether its firm has not answered."""
        return not (self.accepted_at or self.refused_at or self.ended_at)

    @property
    def is_standing(self) -> bool:
        """Whether it waits, or is on the brief."""
        return not (self.refused_at or self.ended_at)

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.ended_at:
            return "Ended"
        if self.refused_at:
            return "Refused by the firm"
        return "On the brief" if self.accepted_at else "Waiting for the firm"
