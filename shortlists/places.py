"""Places in front of the client: how many people it meets at once, and who waits for a place.

The client meets at most `Brief.cap` people. Firms do not read how many others have put forward: who
is put forward beyond the cap waits, and is shown to the client as soon as a place is free. The
deadline for reading about them runs all the same (`waiting.for_reader`).
"""

from collections.abc import Sequence
from datetime import datetime

from engagements.models import Brief
from interimhub.lib.prepared import Prepared
from shortlists import notices, notify
from shortlists.models import Entry, EntryQuerySet


def shown(brief: Brief) -> EntryQuerySet:
    """Return the people whom the client meets on a brief, first come first."""
    rows = Entry.objects.filter(brief=brief).in_front_of_client()
    return rows.exclude(pk__in=waiting_for_place(brief).values("pk")).first_put_forward_first()


def waiting_for_place(brief: Brief) -> EntryQuerySet:
    """Return the people who were put forward on a brief and have no place yet, first come first."""
    return without_place().filter(brief=brief).first_put_forward_first()


def without_place() -> EntryQuerySet:
    """Return everybody who was put forward and whom the client has not been shown."""
    rows = Entry.objects.filter(submission__shown_at=None, submission__isnull=False)
    return rows.in_front_of_client()


_WAITING: Prepared[Entry] = Prepared(lambda *, brief: waiting_for_place(brief).with_due())


def waiting(brief: Brief) -> Sequence[Entry]:
    """Return who waits for a place, with `next_due_at`; the client may read how many, not who."""
    return _WAITING(brief=brief)


def has_place(entry: Entry) -> bool:
    """Whether the client meets this person."""
    return (
        entry.is_in_front_of_client
        and not waiting_for_place(entry.brief).filter(pk=entry.pk).exists()
    )


def give(brief: Brief, *, now: datetime) -> None:
    """Show the client who waits longest, as far as places are free; with the brief locked."""
    free = brief.cap - shown(brief).count()
    if free <= 0 or not brief.is_in_search:
        return
    people = ("submission", "candidate__user", "firm", "consultant__user")
    for entry in waiting_for_place(brief).select_related(*people)[:free]:
        entry.brief = brief
        entry.submission.shown_at = now
        entry.submission.save(update_fields=["shown_at"])
        notify.manager(entry, notices.SomebodyToMeet(entry), now=now)
