"""Who reads each kind of notice about terms, and one notice of it."""

from collections.abc import Callable
from typing import Any

from accounts.notices import NoticeKind
from shortlists.notices.about import AboutEntry
from terms import notices
from tests.worlds import World


def to_interim(kind: type[AboutEntry]) -> tuple[str, Callable[[World], NoticeKind[Any]]]:
    """Return a sample for the interim who was approached by a confidential client."""
    return "asked", lambda world: kind(world.rows["asked"])


OF_TERMS: dict[str, tuple[str, Callable[[World], NoticeKind[Any]]]] = {
    "terms.checked": to_interim(notices.CheckAnswered),
    "terms.checked_again": to_interim(notices.CheckedAgain),
    "terms.cannot_move": to_interim(notices.CannotMove),
    "terms.not_answered": to_interim(notices.NotAnswered),
    "terms.reminder": to_interim(notices.DecisionReminder),
    "terms.left_open": to_interim(notices.LeftOpen),
    "terms.stepped_out": to_interim(notices.SteppedOut),
    "terms.did_not_meet": ("lead", lambda w: notices.TermsDidNotMeet(w.rows["chosen"])),
    "envelope.asked": ("manager", lambda w: notices.EnvelopeAsked(w.rows["brief"])),
    "envelope.reminder": (
        "manager",
        lambda w: notices.EnvelopeReminder(w.rows["brief"], is_last=True),
    ),
}
