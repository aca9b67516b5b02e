"""People before they are named: a headline without names, and facts in words."""

from typing import Any

from django.utils.formats import date_format

from accounts.models import User
from candidates.models import Candidate
from candidates.snapshot import Redact, redactor
from engagements.models import Brief
from ranking import wording
from shortlists.models import Entry

NO_HEADLINE = "An interim who has not written a headline yet"


def reader_of(candidate: Candidate) -> Redact:
    """Return how texts about this person read without their name and their organisations'.

    Prefetch `record` and select `user` where many are read.
    """
    return redactor(candidate, list(candidate.record.all()))


def blind_headline(candidate: Candidate) -> str:
    """Return the interim's headline without the name of a person or an organisation."""
    return reader_of(candidate)(candidate.headline) or NO_HEADLINE


def names_known_to(reader: User, brief: Brief) -> dict[int, str]:
    """Return the names of the interims on a brief whom `reader` may know, by user id.

    A permission to represent names an interim to the firm that holds it, and being put forward to
    the client.
    """
    rows = Entry.objects.visible_to(reader).filter(brief=brief, mandated_at__isnull=False)
    people = rows.exclude(candidate__user=None)
    return dict(people.values_list("candidate__user_id", "candidate__user__full_name"))


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
    distance = wording.seniority(parts) if parts.get("distance") else ""
    words = [level, distance, availability_in_words(candidate, brief)]
    return [word for word in words if word]
