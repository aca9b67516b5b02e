"""Steps of an overdue deadline of a firm's consultant."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, subject_pk
from accounts.reminders import Act
from shortlists import notices, notify, waiting
from shortlists.actions.reminders import plans
from shortlists.actions.reminders.ending import entry_of, expire
from shortlists.locking import lock_entry
from shortlists.models import Question
from shortlists.submission_checks import mandate_of
from shortlists.trail import MandateEvent, QuestionEvent


@transaction.atomic(durable=True)
def remind_of_answer(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for an interim's question without an answer.

    The end lets the interim's own deadline go on: they can still choose, also another firm. The
    firm may answer as long as the conversation lives.
    """
    rows = Question.objects.select_related("entry", "firm", "asked_by")
    question = rows.get(pk=subject_pk(deadline.subject))
    question.entry = entry = lock_entry(question.entry)
    act = plans.ANSWER.take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        notify.answerer(question, notices.AnswerOverdue(question), now=now)
    elif act is Act.ESCALATE:
        overdue = notices.QuestionEscalated(question)
        notify.accountable(question.firm, overdue, now=now)
    else:
        Deadline.objects.about(question).close(now=now)
        waiting.lengthen_reply(question, now=now)
        Activity.record(
            by=None,
            role=Role.CLOCK,
            kind=QuestionEvent.UNANSWERED,
            subject=entry,
            facts={"question": question.pk},
            now=now,
        )
        notify.interim(entry, notices.QuestionUnanswered(question), now=now)
        notify.answerer(question, notices.QuestionUnansweredToFirm(question), now=now)
    return True


@transaction.atomic(durable=True)
def remind_of_permission(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for a permission that is not used; its last day ends it."""
    entry = lock_entry(entry_of(deadline))
    mandate = mandate_of(entry)
    if mandate is None:
        return False
    act = plans.PERMISSION.take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        notify.consultant(entry, notices.MandateEndsSoon(entry, ends_on=mandate.ends_on), now=now)
    elif act is Act.ESCALATE:
        unused = notices.PermissionEscalated(entry, ends_on=mandate.ends_on)
        notify.accountable(entry.firm, unused, now=now)
    else:
        Activity.record(
            by=None,
            role=Role.CLOCK,
            kind=MandateEvent.EXPIRED,
            subject=entry,
            facts={"mandate": mandate.pk},
            now=now,
        )
        expire(entry, waited_for=Role.CONSULTANT, now=now)
        notify.interim(entry, notices.NotPutForward(entry), now=now)
        notify.consultant(entry, notices.MandateEnded(entry), now=now)
    return True
