"""The text of an ending, as the interim and the firm read it."""

from accounts.models import Role
from shortlists.models import Entry
from shortlists.notices.client_waits import EndedByClient, EndedByClientToFirm
from shortlists.notices.interim_waits import (
    EndedUnagreed,
    EndedUnagreedToFirm,
    EndedUnpicked,
    EndedUnpickedToFirm,
)
from shortlists.notices.reminders import Expired, MandateEnded, NotPutForward


def ending_text(entry: Entry) -> str:
    """Return the text that ended a conversation; for an expired one, the text of the notice."""
    if entry.status != Entry.Status.EXPIRED:
        return entry.end_text
    if entry.mandated_at is None:
        return Expired(entry).body()
    if entry.end_reason == Role.MANAGER:
        return EndedByClient(entry).body()
    if entry.end_reason == Role.INTERIM:
        unpicked = entry.invited_at is not None
        return EndedUnpicked(entry).body() if unpicked else EndedUnagreed(entry).body()
    return NotPutForward(entry).body()


def ending_text_for_firm(entry: Entry) -> str:
    """Return the text that ended a conversation without an answer, for the firm that was chosen."""
    if entry.end_reason == Role.MANAGER:
        return EndedByClientToFirm(entry).body()
    if entry.end_reason == Role.INTERIM:
        unpicked = entry.invited_at is not None
        return EndedUnpickedToFirm(entry).body() if unpicked else EndedUnagreedToFirm(entry).body()
    return MandateEnded(entry).body()
