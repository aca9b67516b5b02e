"""The columns of a brief about its playback: how soon it is due, and why there is none."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

PLAYBACK_TIME, URGENT_PLAYBACK_TIME = timedelta(hours=4), timedelta(minutes=60)


class BriefProcess(models.Model):
    """How a brief is played back, beside its status."""

    urgency_reason = models.TextField(
        blank=True, help_text="why it is urgent; empty: it is not, and firms have four hours"
    )
    unplayed_reason = models.TextField(
        blank=True, help_text="why it was opened without a playback; empty: it was played back"
    )

    class Meta:
        abstract = True

    CONSTRAINTS: ClassVar = [
        models.CheckConstraint(
            condition=~Q(status__in=["open", "shortlisting", "interviewing", "selected", "filled"])
            | Q(confirmed_at__isnull=False)
            | ~Q(unplayed_reason=""),
            name="brief_open_played_back_or_with_a_reason",
        ),
    ]

    # Facts

    @property
    def is_urgent(self) -> bool:
        """Whether its manager has marked it as urgent."""
        return bool(self.urgency_reason)

    @property
    def playback_time(self) -> timedelta:
        """The business hours that each firm has to play it back."""
        return URGENT_PLAYBACK_TIME if self.is_urgent else PLAYBACK_TIME

    @property
    def playback_time_in_words(self) -> str:
        """The same in words, as in "4 business hours"."""
        return "60 minutes of business hours" if self.is_urgent else "4 business hours"

    @property
    def is_unplayed(self) -> bool:
        """Whether it was opened without a playback."""
        return bool(self.unplayed_reason)
