"""The four amounts of a floor, and what decides which of them a brief asks for.

No model of this app can be reached from a lower one: every relation has `related_name="+"`, so that
no query below can follow it upwards.
"""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q


class Currency(models.TextChoices):
    """ISO 4217."""

    GBP = "GBP", "British pounds"
    EUR = "EUR", "Euros"
    CHF = "CHF", "Swiss francs"
    USD = "USD", "US dollars"


class Treatment(models.TextChoices):
    """How work is taxed. In the UK it is the status of chapter 10, part 2 of ITEPA 2003 (IR35)."""

    OUTSIDE = "outside", "Through the interim's own company (in the UK: outside IR35)"
    INSIDE = "inside", "Like an employee (in the UK: inside IR35)"


def amount_field(words: str) -> "models.DecimalField[Decimal | None, Decimal | None]":
    """Return the column of one amount that may be left open."""
    return models.DecimalField(
        max_digits=8, decimal_places=2, null=True, blank=True, help_text=words
    )


class FloorAmounts(models.Model):
    """What an interim asks at least for one working day, before tax and without expenses."""

    currency = models.CharField(max_length=3, choices=Currency, default=Currency.GBP)
    outside_on_site = amount_field("through their own company, on site")
    outside_remote = amount_field("through their own company, from home")
    inside_on_site = amount_field("like an employee, on site")
    inside_remote = amount_field("like an employee, from home")

    AMOUNTS: ClassVar = ("outside_on_site", "outside_remote", "inside_on_site", "inside_remote")

    class Meta:
        abstract = True

    def amount_for(self, treatment: str, *, on_site: bool) -> Decimal | None:
        """Return the amount for one kind of work; None where it was left open."""
        amount: Decimal | None = getattr(self, f"{treatment}_{'on_site' if on_site else 'remote'}")
        return amount

    def amounts(self) -> dict[str, Decimal | str | None]:
        """Return the currency and the four amounts, as the columns of another row."""
        return {name: getattr(self, name) for name in ("currency", *self.AMOUNTS)}


def each_above_zero() -> Q:
    """Return the condition that no amount is zero or less; those left open are."""
    condition = Q()
    for name in FloorAmounts.AMOUNTS:
        condition &= Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gt": 0})
    return condition


def any_given() -> Q:
    """Return the condition that at least one amount is given."""
    condition = Q()
    for name in FloorAmounts.AMOUNTS:
        condition |= Q(**{f"{name}__isnull": False})
    return condition


def in_money(amount: Decimal, currency: str) -> str:
    """Return an amount as pages of this app write it: “GBP 1,150”, “EUR 980.50”."""
    return f"{currency} {amount:,.2f}".removesuffix(".00")
