"""People before they are named: a headline without names, and facts in words."""

from typing import Any

from django.utils.formats import date_format

from candidates.models import Candidate
from candidates.snapshot import blindly
from engagements.models import Brief

NO_HEADLINE = "An interim who has not written a headline yet"
_NUMBERS = {1: "one level", 2: "two levels", 3: "three levels"}
_RELATIONS = {
    "narrower": "a narrower skill",
    "related": "a related skill",
    "broader": "a broader skill",
    "sibling": "a neighbouring skill",
    "group": "a skill of the same group",
}


def blind_headline(candidate: Candidate) -> str:
    """Return the interim's headline without the name of a person or an organisation.

    Prefetch `record` and select `user` where many are read.
    """
    return blindly(candidate, list(candidate.record.all()))(candidate.headline) or NO_HEADLINE


def distance_in_words(parts: dict[str, Any]) -> str:
    """Return how far an interim's seniority is from the brief's, and what it does to the score."""
    distance, factor = parts.get("distance"), parts.get("seniority")
    if distance is None:
        return "Seniority not known: ask"
    if distance == 0:
        return "At the level of the brief"
    steps = _NUMBERS.get(abs(distance), f"{abs(distance)} levels")
    docked = 0 if factor is None else round(100 * (1 - float(factor)))
    effect = f"counts {docked} % off" if docked else "flagged, not docked"
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


def evidence_lines(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return requirements of a result as the evidence component wants them."""
    return [
        {
            "skill": item["label"],
            "need": item.get("needed") or 0,
            "held": item.get("held") or 0,
            "kind": item["state"],
            "by": _by(item),
            "last": f"last used {item['last_used']}" if item.get("last_used") else "",
            "must": item.get("importance") == "must",
            "text": _plus(item),
        }
        for item in items
    ]


def _by(item: dict[str, Any]) -> str:
    relation, by = item.get("relation"), item.get("by")
    if not by or relation in (None, "same", "none"):
        return ""
    return f"by {by}, {_RELATIONS.get(relation, 'a skill close to it')}"


def _plus(item: dict[str, Any]) -> str:
    points = item.get("points_if") or 0
    return f"Plus {points:.0f} points if they have it in full." if points >= 0.5 else ""
