"""What a pack says of travel, of what is paid for, and of the promised stages, in words."""

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from engagements.models import Brief, stages_of


@dataclass(frozen=True, slots=True)
class PackStage:
    """One stage that the client promises.

    Attributes:
        kind: the label of its kind.
        with_whom: the roles of the people in it.
        people: how many of them.
        hours: what it costs the interim, in hours as written: "1.5".
        due_on: the latest day.
    """

    kind: str = ""
    with_whom: str = ""
    people: int | None = None
    hours: str = ""
    due_on: date | None = None

    @property
    def line(self) -> str:
        """How many people, how many hours and by when, in one line."""
        people = f"{self.people} {'person' if self.people == 1 else 'people'}"
        words = [
            people if self.people else "",
            f"{self.hours} {'hour' if self.hours == '1' else 'hours'}" if self.hours else "",
            f"by {day_words(self.due_on)}" if self.due_on else "",
        ]
        return ", ".join(word for word in words if word)


def stages_in_words(brief: Brief) -> tuple[PackStage, ...]:
    """Return the promised stages of a brief, kinds as their labels."""
    return tuple(
        PackStage(
            kind=row.get_kind_display(),
            with_whom=row.with_whom,
            people=row.people,
            hours=f"{row.hours:f}".removesuffix(".0") if row.hours else "",
            due_on=row.due_on,
        )
        for row in stages_of(brief)
    )


def travel_words(share: str, where: str) -> str:
    """Return how much travel there is and where to."""
    return ": ".join(word for word in (share, where) if word)


def nights_words(nights: int | None) -> str:
    """Return the nights away a week; "" while nobody has said."""
    if nights is None:
        return ""
    return f"{nights} a week" if nights else "none"


def costs_words(kinds: tuple[str, ...], words: str) -> str:
    """Return what the client pays for."""
    return ". ".join(word for word in ("; ".join(kinds), words) if word)


def total_hours(stages: tuple[PackStage, ...]) -> str:
    """Return the hours of all stages together; "" while one of them is open."""
    if not stages or not all(stage.hours for stage in stages):
        return ""
    return f"{sum(float(stage.hours) for stage in stages):g}"


def day_words(day: date | None) -> str:
    """Return "31 March 2027", or nothing."""
    return date_format(day, "j F Y") if day else ""


def weeks_words(count: int | None) -> str:
    """Return "1 week" or "26 weeks"; "" for none."""
    return f"{count} week{'' if count == 1 else 's'}" if count else ""


def days_words(days: int | None, on_site: int | None) -> str:
    """Return the days a week, and how many of them on site."""
    if on_site is None:
        return f"{days} days a week" if days else ""
    where = "fully remote" if on_site == 0 else f"{on_site} on site"
    return f"{days} days a week, {where}" if days else where
