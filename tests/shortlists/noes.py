"""People who have just said no, and people who were just declined."""

from typing import Any

from shortlists.actions import decisions, mandates
from shortlists.models import Entry
from tests.factories import NOW
from tests.shortlists.choices import approached, put_forward, shortlist

REASON = "I have promised my family a summer at home."
SENTENCE = "We need somebody who has led a divided board before."


def said_no(**facts: Any) -> Any:
    """Return the world of an interim who has just said no."""
    world = approached(**facts)
    mandates.decline_approach(world.entry, reason=REASON, by=world.interim, now=NOW)
    return world


def declined() -> Entry:
    """Return the conversation of somebody whom a manager has just declined."""
    entry = put_forward(shortlist(), status="in_review")
    decisions.decline(
        entry,
        reason=Entry.DeclineReason.CRITERION,
        criterion=entry.brief.criteria.get(),
        text=SENTENCE,
        by=entry.brief.manager.user,
        now=NOW,
    )
    return entry
