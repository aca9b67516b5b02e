"""Start and close the waits about terms, in the transactions of the actions."""

from datetime import datetime

from accounts.models import Deadline, DeadlineQuerySet
from engagements.deadlines import BriefDeadline
from engagements.models import Brief
from shortlists.deadlines import ConversationDeadline, reply_due
from shortlists.models import Entry
from terms.models import EnvelopeQuestion

DAYS = 2  # working days of the client


def for_decision(entry: Entry, *, now: datetime) -> None:
    """Start the interim's time to say what follows from “not within”, unless it runs."""
    owner = entry.candidate.user
    if owner is None or of(entry).open().exists():
        return
    Deadline.start(
        ConversationDeadline.TERMS_DECIDE,
        entry,
        owner=owner,
        scope=entry.brief,
        due_at=reply_due(now, slate_due_at=entry.brief.slate_due_at),
        now=now,
    )


def close_decision(entry: Entry, *, now: datetime) -> None:
    """Note that the interim has nothing to decide about terms now."""
    of(entry).close(now=now)


def of(entry: Entry) -> DeadlineQuerySet:
    """Return the interim's waits about terms in a conversation."""
    return Deadline.objects.about(entry).of_kind(ConversationDeadline.TERMS_DECIDE)


def for_client(question: EnvelopeQuestion, brief: Brief, *, now: datetime) -> None:
    """Start the client's time to say whether its envelope can move."""
    Deadline.start(
        BriefDeadline.ENVELOPE_MOVE,
        question,
        owner=brief.manager.user,
        scope=brief,
        due_at=brief.calendar.after_workdays(now, DAYS),
        now=now,
    )
