"""Steps of the two waits about terms. Neither ends a conversation: price comes last."""

from datetime import datetime

from django.db import transaction

from accounts.models import Deadline, subject_pk
from accounts.reminders import Act, Chase, ReminderPlan, hours
from engagements.deadlines import BriefDeadline
from engagements.notify import notify_client, notify_deciders
from shortlists import notify
from shortlists.actions.reminders.ending import entry_of
from shortlists.deadlines import ConversationDeadline
from shortlists.locking import lock_brief, lock_entry
from terms import notices, waiting
from terms.actions.envelopes import close_unanswered
from terms.models import EnvelopeQuestion

DECISION = ReminderPlan(
    ConversationDeadline.TERMS_DECIDE,
    remind=hours(-12),
    again=hours(0),
    escalate=hours(24),
    end=hours(48),
)
MOVE = ReminderPlan(BriefDeadline.ENVELOPE_MOVE)


@transaction.atomic(durable=True)
def remind_of_decision(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for an interim who has not said what follows from “not within”.

    Nobody else knows of it, so nobody else is told: the third step ends the wait.
    """
    entry = lock_entry(entry_of(deadline))
    act = DECISION.take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        notify.interim(entry, notices.DecisionReminder(entry), now=now)
    else:
        waiting.close_decision(entry, now=now)
        notify.interim(entry, notices.LeftOpen(entry), now=now)
    return True


@transaction.atomic(durable=True)
def remind_of_question(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for a client that has not said whether its envelope can move."""
    rows = EnvelopeQuestion.objects.select_related("envelope")
    question = rows.get(pk=subject_pk(deadline.subject))
    brief = lock_brief(question.envelope.brief_id)
    act = MOVE.take_step(deadline, calendar=brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        notify_deciders(brief, notices.EnvelopeReminder(brief, is_last=False), now=now)
    elif act is Act.ESCALATE:
        notify_client(brief, notices.EnvelopeReminder(brief, is_last=True), now=now)
    else:
        close_unanswered(question, brief, now=now)
    return True


PLANS: tuple[tuple[ReminderPlan, Chase], ...] = (
    (DECISION, remind_of_decision),
    (MOVE, remind_of_question),
)
