"""The pay range of a brief whose contract is an employment in the European Union."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from engagements.models import Brief, client_member_of
from terms.models.amounts import Currency


class PayRangeQuerySet(models.QuerySet["PayRange"]):
    """Queries on `PayRange`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the briefs on which the user decides; interims read one by `pay_shown`."""
        member = client_member_of(user)
        if member is None:
            return self.none()
        return self.filter(brief__in=Brief.objects.decided_by(member, now=timezone.now()))

    def of(self, brief: Brief) -> "PayRange | None":
        """Return the range of a brief, or None."""
        return self.filter(brief=brief).first()


class PayRange(models.Model):
    """The initial pay, or its range, that an applicant is told (Directive (EU) 2023/970, art. 5).

    It belongs to the work, never to a person.
    """

    class Per(models.TextChoices):
        """The time that the amounts are paid for."""

        HOUR = "hour", "an hour"
        DAY = "day", "a day"
        MONTH = "month", "a month"
        YEAR = "year", "a year"

    brief = models.OneToOneField(Brief, on_delete=models.CASCADE, related_name="+")
    lowest = models.DecimalField(max_digits=10, decimal_places=2, help_text="before tax")
    highest = models.DecimalField(max_digits=10, decimal_places=2, help_text="before tax")
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.EUR)
    per = models.CharField(max_length=5, choices=Per, default=Per.MONTH)
    stated_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    objects = PayRangeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(lowest__gt=0, highest__gte=F("lowest")), name="pay_range_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} brief {self.brief_id}"
