"""The text of an ending, as the interim reads it."""

from shortlists.models import Entry
from shortlists.notices.reminders import Expired, NotPutForward


def ending_text(entry: Entry) -> str:
    """Return the text that ended a conversation; for an expired one, the text of the notice."""
    if entry.status != Entry.Status.EXPIRED:
        return entry.end_text
    return NotPutForward(entry).body() if entry.mandated_at else Expired(entry).body()
