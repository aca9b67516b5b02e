"""What the trail keeps of a row."""

from typing import NamedTuple

from django.db import models

from accounts.models import Activity
from accounts.models.facts import StoredFacts


class Event(NamedTuple):
    """An event as a test writes it down."""

    role: str
    kind: str
    before: str = ""
    after: str = ""
    facts: StoredFacts = {}
    note: str = ""


def trail_of(subject: models.Model) -> list[Event]:
    """Return what happened to a row, oldest first."""
    rows = Activity.objects.about(subject).with_notes().order_by("pk")
    return [
        Event(row.role, row.kind, row.before, row.after, row.facts, row.written) for row in rows
    ]
