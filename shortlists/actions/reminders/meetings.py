"""Steps of an overdue word on who was at a meeting."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, subject_pk
from accounts.reminders import Act
from shortlists import notices, notify
from shortlists.actions.reminders import plans
from shortlists.locking import lock_entry
from shortlists.models import InterviewSlot
from shortlists.trail import InterviewEvent


@transaction.atomic(durable=True)
def remind_of_record(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for a meeting without a word on who was there.

    The end says so to the client, on the interim's page, and counts against nobody else.
    """
    slot = InterviewSlot.objects.select_related("entry").get(pk=subject_pk(deadline.subject))
    slot.entry = entry = lock_entry(slot.entry)
    act = plans.RECORD.take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    if act is Act.END:
        Deadline.objects.about(slot).close(now=now)
        Activity.record(
            by=None,
            role=Role.CLOCK,
            kind=InterviewEvent.ATTENDANCE_UNSAID,
            subject=entry,
            now=now,
        )
    elif act is Act.ESCALATE:
        notify.accountable(entry.firm, notices.RecordEscalated(slot), now=now)
    else:
        notify.consultant(entry, notices.RecordWanted(slot), now=now)
    return True
