"""The interim's day rate. Only its owner sees it."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from candidates.models import Candidate


class DayRateQuerySet(models.QuerySet["DayRate"]):
    """Queries on `DayRate`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own rate, whatever their role."""
        return self.filter(candidate__user=user)


class DayRate(models.Model):
    """What an interim asks for a working day. No list, filter or ranking uses it."""

    class Currency(models.TextChoices):
        """ISO 4217."""

        GBP = "GBP", "British pounds"
        EUR = "EUR", "Euros"
        CHF = "CHF", "Swiss francs"
        USD = "USD", "US dollars"

    candidate = models.OneToOneField(Candidate, on_delete=models.CASCADE, related_name="day_rate")
    amount = models.DecimalField(
        max_digits=8, decimal_places=2, help_text="for one working day, before tax"
    )
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.GBP)
    note = models.CharField(max_length=200, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DayRateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="day_rate_positive")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of candidate {self.candidate_id}"

    # Facts

    @property
    def stamp(self) -> str:
        """A text that changes whenever the rate is saved."""
        return self.updated_at.isoformat()
