"""How a conversation ended, as its interim reads it."""

from shortlists.models import Entry
from shortlists.notices.reminders import Expired, NotPutForward


def ending_text(entry: Entry) -> str:
    """Return what somebody wrote to the interim; for an expired conversation, the notice's text."""
    if entry.status != Entry.Status.EXPIRED:
        return entry.end_text
    return NotPutForward(entry).body() if entry.mandated_at else Expired(entry).body()
