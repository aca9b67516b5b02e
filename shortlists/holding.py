"""Holding an answer back for ten minutes, in the transaction of the action that gives it."""

from datetime import datetime
from typing import Any

from accounts.models import Activity, Role, User
from engagements.people import stood_in_for
from interimhub.lib.refused import Refused
from interimhub.lib.undo import WINDOW
from shortlists.models import Entry, HeldAnswer
from shortlists.trail import EntryEvent


class AnsweredNo(Refused):
    """This side has said no, which nobody has heard yet; it has to be taken back first."""


def hold(
    entry: Entry, kind: HeldAnswer.Kind, *, by: User, role: Role, now: datetime, **words: Any
) -> None:
    """Hold a no back. A second one while the first is held changes nothing.

    Args:
        entry: locked.
        words: `text`, and `reason` and `criterion` of a client's no.

    Raises:
        InvalidMove: the conversation can no longer end like this.
    """
    if not entry.check_move(kind) or HeldAnswer.objects.filter(entry=entry).exists():
        return
    HeldAnswer.objects.create(
        entry=entry, kind=kind, by=by, given_at=now, due_at=now + WINDOW, **words
    )
    Activity.record(
        by=by,
        role=role,
        on_behalf_of=stood_in_for(entry.brief, by=by, now=now),
        kind=EntryEvent.NO_GIVEN,
        subject=entry,
        now=now,
    )


def insist_on_no_answer(entry: Entry, kind: HeldAnswer.Kind) -> None:
    """Refuse what contradicts a no that is still held.

    Raises:
        AnsweredNo: this side has said no.
    """
    if HeldAnswer.objects.filter(entry=entry, kind=kind).exists():
        raise AnsweredNo("You have said no here. Take that back first, then go on.")
