"""Whether the consultant who speaks for somebody was at the first meeting."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models import User
from providers.models import Consultant
from shortlists.models.interviews import InterviewSlot


class Attendance(models.Model):
    """A firm's word on its consultant at one meeting; client and interim read it."""

    slot = models.OneToOneField(InterviewSlot, on_delete=models.PROTECT, related_name="attendance")
    consultant = models.ForeignKey(
        Consultant,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="who spoke for the interim at that time",
    )
    was_there = models.BooleanField()
    reason = models.TextField(blank=True, help_text="why they were not")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(was_there=True) | ~Q(reason=""), name="attendance_or_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} at slot {self.slot_id}"
