"""A firm discloses a conflict of interest on a brief; the client waives it or not."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.briefs import Brief
from engagements.models.panels import PanelSeat
from providers.models import Consultant


class ConflictQuerySet(models.QuerySet["Conflict"]):
    """Queries on `Conflict`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the user's firm, and those on the briefs of their client."""
        own = Consultant.objects.active().filter(user=user).values("firm_id")
        of_client = Q(seat__brief__in=Brief.objects.of_own_client(user))
        return self.filter(Q(seat__firm__in=own) | of_client)

    def binding(self) -> Self:
        """Keep those that the client has not waived: they keep the firm from approaching."""
        return self.filter(waived_at=None)

    def unanswered(self) -> Self:
        """Keep those that the client has neither waived nor upheld."""
        return self.filter(waived_at=None, upheld_at=None)

    def on(self, brief: Brief) -> Self:
        """Keep those on one brief with their firms, the first disclosed first."""
        rows = self.filter(seat__brief=brief).select_related("seat__firm", "disclosed_by__user")
        return rows.order_by("disclosed_at", "pk")


class Conflict(models.Model):
    """One conflict of interest of one firm on one brief, as the firm disclosed it.

    "Proceed only by disclosure and waiver" (AESC's principles): the firm approaches nobody on the
    brief until the client has waived it.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(PanelSeat, on_delete=models.PROTECT, related_name="conflicts")
    words = models.TextField(help_text="as the firm disclosed it to the client")
    disclosed_by = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    disclosed_at = models.DateTimeField()
    waived_at = models.DateTimeField(null=True, blank=True)
    upheld_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ConflictQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(words=""), name="conflict_in_words"),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True) | Q(upheld_at__isnull=True),
                name="conflict_one_answer",
            ),
            models.CheckConstraint(
                condition=Q(waived_at__isnull=True, upheld_at__isnull=True)
                | Q(answered_by__isnull=False),
                name="conflict_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of seat {self.seat_id}"

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether the client has not answered."""
        return not (self.waived_at or self.upheld_at)

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.waived_at:
            return "Waived by the client"
        return "Upheld: the firm approaches nobody" if self.upheld_at else "Waiting for the client"
