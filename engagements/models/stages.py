"""The stages of a selection: what the client promises the interims of a brief."""

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from engagements.models.briefs import Brief


class SelectionStage(models.Model):
    """One stage of the selection, with the people in it and the hours it costs an interim.

    All stages of a brief are its process promise. What the client asks beyond it is explained.
    """

    STAGES_MAX: ClassVar = 4

    class Kind(models.TextChoices):
        """What happens in a stage."""

        CALL = "call", "Call"
        MEETING = "meeting", "Meeting"
        PANEL = "panel", "Meeting with several people"
        VISIT = "visit", "Visit on site"
        CASE = "case", "Working on a case"

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="stages")
    position = models.PositiveSmallIntegerField(help_text="1 to 4")
    kind = models.CharField(max_length=10, choices=Kind)
    with_whom = models.CharField(max_length=160, blank=True, help_text="roles of the client")
    people = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="how many of them, 1 to 20"
    )
    hours = models.DecimalField(
        max_digits=3, decimal_places=1, null=True, blank=True, help_text="of the interim, 0.5 to 24"
    )
    due_on = models.DateField(null=True, blank=True, help_text="the latest day")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "position"], name="stage_once"),
            models.CheckConstraint(condition=Q(position__range=(1, 4)), name="stage_1_to_4"),
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__range=(1, 20)),
                name="stage_people_1_to_20",
            ),
            models.CheckConstraint(
                condition=Q(hours__isnull=True) | Q(hours__range=(Decimal("0.5"), Decimal(24))),
                name="stage_hours_half_to_24",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"

    # Facts

    @property
    def is_promised(self) -> bool:
        """Whether it says all that an interim asks: with whom, how many, how long, by when."""
        return bool(self.with_whom.strip() and self.people and self.hours and self.due_on)


def stages_of(brief: Brief) -> list[SelectionStage]:
    """Return the promised stages of a brief in their order.

    Needs no query if `stages` is prefetched.
    """
    return sorted(brief.stages.all(), key=lambda row: row.position)
