"""Reminders that a coordinator sends to a firm."""

from typing import ClassVar, Self

from django.db import models

from accounts.models import User
from engagements.models import Brief, PanelSeat
from providers.models import Consultant


class NudgeQuerySet(models.QuerySet["Nudge"]):
    """Queries on `Nudge`."""

    def visible_to(self, user: User) -> Self:
        """Keep those that the user's firm got or sent, on the briefs that it may read."""
        own = Consultant.objects.active().filter(user=user).values("firm_id")
        sent_or_got = models.Q(seat__firm__in=own) | models.Q(by__firm__in=own)
        return self.filter(sent_or_got, seat__brief__in=Brief.objects.visible_to(user))

    def latest_on(self, brief: Brief) -> Self:
        """Keep those on one brief, the latest first."""
        return self.filter(seat__brief=brief).order_by("-sent_at", "pk")


class Nudge(models.Model):
    """A coordinator asked a firm on the panel how far it is: at most once a day for each firm."""

    seat = models.ForeignKey(PanelSeat, on_delete=models.PROTECT, related_name="nudges")
    by = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(help_text="the day where the work of the brief is done")
    sent_at = models.DateTimeField()

    objects = NudgeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["seat", "day"], name="nudge_once_a_day")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} to seat {self.seat_id}"
