"""The facts of a pack in words: it holds plain values, so that it is kept as it was sent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def as_day(words: str | None) -> date | None:
    """Return the day that an ISO string tells."""
    return date.fromisoformat(words) if words else None


@register.filter
def person_facts(told: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return when, where and who, as pairs for the component `facts`."""
    return [
        ("Seniority", told["seniority"]),
        ("Start", _day(told["starts_on"])),
        ("Duration", _weeks(told["duration_weeks"])),
        ("Place", ", ".join(word for word in (told["place"], told["region"]) if word)),
        ("Days on site", _days(told)),
        ("Languages", ", ".join(told["languages"])),
        ("Has lived through", ", ".join(told.get("situations", []))),
        ("Right to work", told.get("right_to_work") or "not asked for"),
    ]


@register.filter
def pack_line(told: Mapping[str, Any]) -> list[str]:
    """Return the facts of one line: place, start, duration."""
    start = _day(told["starts_on"])
    words = [told["place"], f"from {start}" if start else "", _weeks(told["duration_weeks"])]
    return [word for word in words if word]


def _day(words: str | None) -> str:
    return date_format(date.fromisoformat(words), "j F Y") if words else ""


def _weeks(count: int | None) -> str:
    return f"{count} week{'' if count == 1 else 's'}" if count else ""


def _days(told: Mapping[str, Any]) -> str:
    on_site, days = told["days_on_site"], told["days_per_week"]
    if on_site is None:
        return f"{days} days a week" if days else ""
    where = "wholly remote" if on_site == 0 else f"{on_site} on site"
    return f"{days} days a week, {where}" if days else where
