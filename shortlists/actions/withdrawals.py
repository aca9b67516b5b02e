"""Withdrawal by the interim, possible at any time."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from shortlists import notices, notify, places, waiting
from shortlists.locking import lock_entry
from shortlists.models import Entry
from shortlists.showing import end_words
from shortlists.trail import EntryEvent


@transaction.atomic(durable=True)
def withdraw(entry: Entry, *, by: User, now: datetime) -> None:
    """End the conversation and its mandate at once.

    The firm is notified in neutral words, and so is a client that has opened the submission. A
    client that has not opened it no longer can, and is notified without a name.
    The interim gives no reason.

    Raises:
        InvalidMove: the conversation has already ended.
    """
    entry = lock_entry(entry)
    before, was_shown, was_represented, was_unread = (
        entry.status,
        places.has_place(entry),
        entry.is_represented,
        entry.is_unread,
    )
    if not entry.end(Entry.Status.WITHDRAWN, now=now, by=by, text="You withdrew."):
        return
    for mandate in entry.mandates.active():
        mandate.revoke(now=now)
    if not was_represented:
        for approach in entry.approaches.waiting().with_people():
            approach.close(now=now)
            notify.asker(approach, notices.ApproachWithdrawn(approach), now=now)
    end_words(entry, now=now)
    waiting.close_all(entry, now=now)
    Activity.record(
        by=by,
        role=Role.INTERIM,
        kind=EntryEvent.WITHDRAWN,
        subject=entry,
        before=before,
        after=entry.status,
        now=now,
    )
    if was_represented:
        notify.consultant(entry, notices.Withdrawn(entry), now=now)
    if was_shown and was_unread:
        notify.manager(entry, notices.WithdrawnUnread(entry.brief), now=now)
    elif was_shown:
        notify.manager(entry, notices.WithdrawnToClient(entry), now=now)
    notify.interim(entry, notices.WithdrawalConfirmed(entry), now=now)
    places.give(entry.brief, now=now)
