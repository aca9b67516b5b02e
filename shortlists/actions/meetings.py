"""A firm says whether its consultant was at the first meeting."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from accounts.organisations.membership import insist_on_membership
from interimhub.lib.refused import MovedOn
from shortlists import notices, notify
from shortlists.locking import lock_entry
from shortlists.models import Attendance, Entry
from shortlists.policy.firms import the_consultant
from shortlists.trail import InterviewEvent


@transaction.atomic(durable=True)
def say_who_was_there(
    entry: Entry, *, was_there: bool, reason: str = "", by: User, now: datetime
) -> Attendance:
    """Record whether the consultant who speaks for the interim was at the first meeting.

    Args:
        reason: why they were not; client and interim read it.

    Raises:
        MovedOn: there was no meeting yet, or it has been said.
        NotAMember: `by` has left the firm.
    """
    entry = lock_entry(entry)
    insist_on_membership(the_consultant(by))
    slot = entry.slots.held(now).first()
    if slot is None or hasattr(slot, "attendance"):
        text = "There was no meeting yet." if slot is None else "This is said already."
        raise MovedOn(text, row=entry, kind=InterviewEvent.ATTENDANCE_SAID if slot else "")
    said = Attendance.objects.create(
        slot=slot,
        consultant=entry.speaker(),
        was_there=was_there,
        reason="" if was_there else reason,
        said_by=by,
        said_at=now,
    )
    Deadline.objects.about(slot).close(now=now)
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=InterviewEvent.ATTENDANCE_SAID,
        subject=entry,
        facts={"was_there": int(was_there)},
        note=said.reason,
        now=now,
    )
    if not was_there:
        notify.manager(entry, notices.NotAtMeeting(slot), now=now)
        notify.interim(entry, notices.NotAtMeetingToInterim(slot), now=now)
    return said
