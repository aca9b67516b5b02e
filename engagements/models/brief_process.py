"""The columns of a brief about its versions, its ranking, its panel and its playback."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

PLAYBACK_TIME, URGENT_PLAYBACK_TIME = timedelta(hours=4), timedelta(minutes=60)


class BriefProcess(models.Model):
    """How a brief is ranked and played back, beside its status."""

    pk: Any
    version = models.PositiveIntegerField(default=1)
    revision = models.PositiveIntegerField(
        default=0, help_text="how often it was changed within a version, before it was opened"
    )
    scored_version = models.PositiveIntegerField(default=0)
    scored_revision = models.PositiveIntegerField(default=0)
    panel_justification = models.TextField(
        blank=True, help_text="why there is no specialist firm on the panel"
    )
    slate_due_at = models.DateTimeField(
        null=True, blank=True, help_text="when the manager wants three people in front of them"
    )
    slate_opened_at = models.DateTimeField(
        null=True, blank=True, help_text="since when the client reads about who is put forward"
    )
    cap = models.PositiveSmallIntegerField(default=3, help_text="live submissions at most")
    cap_reason = models.TextField(blank=True)
    urgency_reason = models.TextField(
        blank=True, help_text="why it is urgent; empty: it is not, and firms have four hours"
    )
    unplayed_reason = models.TextField(
        blank=True, help_text="why it was opened without a playback; empty: it was played back"
    )

    class Meta:
        abstract = True

    CAP_MAX: ClassVar = 5
    """The highest cap of live submissions; above three it needs a reason."""
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
    def is_ranked(self) -> bool:
        """Whether the stored ranking is of the brief as it reads now."""
        scored = (self.scored_version, self.scored_revision)
        return scored == (self.version, self.revision)

    @property
    def ranking_key(self) -> str:
        """The job key of the ranking of the current version."""
        return f"rank:{self.pk}:{self.version}"

    @property
    def is_cap_reached(self) -> bool:
        """Whether the cap cannot be raised any more."""
        return self.cap >= self.CAP_MAX

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
