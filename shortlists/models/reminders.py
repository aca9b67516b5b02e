"""Who has been reminded of what: one row each, so that nobody is told twice."""

from typing import ClassVar

from django.db import models

from shortlists.models.entries import Entry


class Reminder(models.Model):
    """One reminder about one wait. Its key is the wait and the step: `reply:41:2`."""

    key = models.CharField(max_length=80, unique=True)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="reminders")
    sent_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["entry", "sent_at"], name="reminder_entry")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
