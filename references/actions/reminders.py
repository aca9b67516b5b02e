"""Steps of the wait for a referee: one reminder, then the end. They owe nobody an answer."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Deadline, Role, subject_pk
from accounts.notify import notify
from accounts.reminders import Act, Chase, ReminderPlan, hours
from interimhub.lib.workdays import Calendar
from references import notices
from references.actions.locking import lock_reference, record, stop_waiting
from references.deadlines import REMIND_BEFORE, ReferenceDeadline
from references.letters import send_request
from references.models import Reference
from references.trail import ReferenceEvent

_CALENDAR = Calendar("UTC")  # the steps count hours, so that no country's holidays matter

# The wait ends with the second step: nobody is told of a referee who does not answer but the
# interim who asked.
PLAN = ReminderPlan(
    ReferenceDeadline.REFERENCE_ANSWER,
    remind=hours(-int(REMIND_BEFORE.total_seconds() // 3600)),
    again=hours(0),
    escalate=hours(24),
    end=hours(48),
    gap=timedelta(0),
)


@transaction.atomic(durable=True)
def remind_of_reference(deadline: Deadline, *, now: datetime) -> bool:
    """Remind the referee once; at the due date end the wait.

    Returns:
        Whether something was done.
    """
    reference = lock_reference(Reference.objects.get(pk=subject_pk(deadline.subject)))
    act = PLAN.take_step(deadline, calendar=_CALENDAR, now=now)
    if act is None or not reference.is_asked:
        return False
    if act is Act.REMIND and now < reference.expires_at:
        send_request(reference, is_reminder=True)
        record(reference, ReferenceEvent.REMINDED, role=Role.CLOCK, now=now)
    else:
        _end(reference, ReferenceEvent.LAPSED, notices.ReferenceUnanswered(reference), now=now)
    return True


PLANS: tuple[tuple[ReminderPlan, Chase], ...] = ((PLAN, remind_of_reference),)


@transaction.atomic(durable=True)
def end_undelivered(reference: Reference, *, now: datetime) -> None:
    """End a request whose letter could not be delivered."""
    reference = lock_reference(reference)
    if reference.is_asked:
        notice = notices.ReferenceUndelivered(reference)
        _end(reference, ReferenceEvent.UNDELIVERED, notice, now=now)


def _end(
    reference: Reference,
    kind: ReferenceEvent,
    notice: notices.AboutReference,
    *,
    now: datetime,
) -> None:
    before = reference.status
    reference.end(Reference.Status.LAPSED, now=now)
    stop_waiting(reference, now=now)
    record(reference, kind, role=Role.CLOCK, before=before, now=now)
    if reference.candidate.user is not None:
        notify(reference.candidate.user, notice, now=now)
