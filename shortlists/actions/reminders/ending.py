"""The last step of a wait: end the conversation, and say who did not answer."""

from datetime import datetime

from accounts.models import Activity, Deadline, Role, subject_pk
from shortlists import waiting
from shortlists.models import Entry
from shortlists.showing import end_words
from shortlists.trail import EntryEvent


def entry_of(deadline: Deadline) -> Entry:
    """Return the conversation that a deadline is about."""
    return Entry.objects.get(pk=subject_pk(deadline.subject))


def expire(entry: Entry, *, waited_for: Role, now: datetime) -> bool:
    """End a locked conversation and its permission; the caller tells everybody.

    Returns:
        Whether it was live until now.
    """
    before = entry.status
    if not entry.end(Entry.Status.EXPIRED, now=now, by=None, text="", end_reason=waited_for):
        return False
    for mandate in entry.mandates.active():
        mandate.expire(now=now)
    end_words(entry, now=now)
    waiting.close_all(entry, now=now)
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=EntryEvent.EXPIRED,
        subject=entry,
        before=before,
        after=entry.status,
        facts={"waited_for": waited_for},
        now=now,
    )
    return True
