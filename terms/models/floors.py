"""The least that an interim works for. Only they read it."""

from typing import ClassVar, Self

from django.db import models

from accounts.models import User
from candidates.models import Candidate
from terms.models.amounts import FloorAmounts, any_given, each_above_zero


class FloorQuerySet(models.QuerySet["Floor"]):
    """Queries on `Floor`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own, whatever their role."""
        return self.filter(candidate__user=user)

    def of(self, candidate: Candidate) -> "Floor | None":
        """Return the floor of an interim, or None."""
        return self.filter(candidate=candidate).first()


class Floor(FloorAmounts):
    """What an interim asks at least, since a date. No list, filter or ranking uses it.

    Only what they ask now is kept: a changed floor replaces the former one.
    """

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    stated_at = models.DateTimeField()

    objects = FloorQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=each_above_zero(), name="floor_positive"),
            models.CheckConstraint(
                condition=any_given(),
                name="floor_says_something",
                violation_error_message=(
                    "Give at least one amount, or leave the page without saving."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of candidate {self.candidate_id}"

    # Facts

    @property
    def stamp(self) -> str:
        """A text that changes whenever the floor is saved."""
        return self.stated_at.isoformat()
