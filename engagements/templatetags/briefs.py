"""The facts of a pack in words."""

from datetime import date

from django import template
from django.utils.formats import date_format

from engagements.pack import Pack

register = template.Library()


@register.filter
def work_facts(pack: Pack) -> list[tuple[str, str]]:
    """Return when, where and who, as pairs for the component `facts`."""
    return [
        ("Seniority", pack.seniority),
        ("Start", _day(pack.starts_on)),
        ("Duration", _weeks(pack.duration_weeks)),
        ("Place", ", ".join(word for word in (pack.place, pack.region) if word)),
        ("Days on site", _days(pack)),
        ("Languages", ", ".join(pack.languages)),
        ("Has lived through", ", ".join(pack.situations)),
        ("Right to work", pack.right_to_work or "not asked for"),
    ]


@register.filter
def pack_line(pack: Pack) -> list[str]:
    """Return the facts of one line: place, start, duration."""
    start = _day(pack.starts_on)
    words = [pack.place, f"from {start}" if start else "", _weeks(pack.duration_weeks)]
    return [word for word in words if word]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _weeks(count: int | None) -> str:
    return f"{count} week{'' if count == 1 else 's'}" if count else ""


def _days(pack: Pack) -> str:
    on_site, days = pack.days_on_site, pack.days_per_week
    if on_site is None:
        return f"{days} days a week" if days else ""
    where = "wholly remote" if on_site == 0 else f"{on_site} on site"
    return f"{days} days a week, {where}" if days else where
