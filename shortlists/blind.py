"""People before they are named: a headline without names, and facts in words."""

from typing import Any

from django.utils.formats import date_format

from candidates.models import Candidate
from candidates.snapshot import Read, blindly
from engagements.models import Brief

NO_HEADLINE = "An interim who has not written a headline yet"
_NUMBERS = {1: "one level", 2: "two levels", 3: "three levels"}


def reader_of(candidate: Candidate) -> Read:
    """Return how texts about this person read without their name and their organisations'.

    Prefetch `record` and select `user` where many are read.
    """
    return blindly(candidate, list(candidate.record.all()))


def blind_headline(candidate: Candidate) -> str:
    """Return the interim's headline without the name of a person or an organisation."""
    return reader_of(candidate)(candidate.headline) or NO_HEADLINE


def distance_in_words(parts: dict[str, Any]) -> str:
    """Return how far an interim's seniority is from the brief's, and what it does to the score."""
    distance, factor = parts.get("distance"), parts.get("seniority")
    if distance is None:
        return "Seniority not known: ask"
    if distance == 0:
        return "At the level of the brief"
    steps = _NUMBERS.get(abs(distance), f"{abs(distance)} levels")
    docked = 0 if factor is None else round(100 * (1 - float(factor)))
    effect = f"counts {docked} % off" if docked else "costs no points"
    return f"{steps} {'above' if distance > 0 else 'below'} the brief: {effect}".capitalize()


def availability_in_words(candidate: Candidate, brief: Brief) -> str:
    """Return from when somebody is free, against the start of the brief."""
    free = candidate.available_from
    if free is None:
        return "Has not said when they are free"
    if brief.starts_on is None:
        return f"Free from {date_format(free, 'j F Y')}"
    if free <= brief.starts_on:
        return f"Free by the start ({date_format(brief.starts_on, 'j F')})"
    late = (free - brief.starts_on).days
    after = f"{late} day{'s' if late > 1 else ''}" if late < 14 else f"{late // 7} weeks"
    return f"Free from {date_format(free, 'j F')}, {after} after the start"


def facts_of(candidate: Candidate, brief: Brief, parts: dict[str, Any]) -> list[str]:
    """Return the short words that may stand beside a blind headline."""
    level = candidate.get_seniority_display() if candidate.seniority else ""
    distance = distance_in_words(parts) if parts.get("distance") else ""
    words = [level, distance, availability_in_words(candidate, brief)]
    return [word for word in words if word]


def evidence_lines(items: list[dict[str, Any]], read: Read) -> list[dict[str, Any]]:
    """Return evidence of a result as the evidence component wants it, its sentences read blind."""
    return [
        {
            "skill": item["label"],
            "need": item.get("needed") or 0,
            "held": item.get("held") or 0,
            "kind": item["state"],
            "must": item.get("importance") == "must",
            "text": read(item.get("sentence", "")),
            "plus": _plus(item),
        }
        for item in items
    ]


def _plus(item: dict[str, Any]) -> str:
    points = item.get("points_if") or 0
    return f"plus {points:.0f} points if they have it in full" if points >= 1 else ""
