"""Steps of a firm's overdue answer to an interim's interest."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, subject_pk
from accounts.notify import notify as tell
from accounts.reminders import Act
from shortlists import notices, notify
from shortlists.actions.reminders import plans
from shortlists.interests import end_untold, speaker_on
from shortlists.locking import lock_entry
from shortlists.models import Entry, Interest
from shortlists.trail import InterestEvent


@transaction.atomic(durable=True)
def remind_of_interest(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for an interest without an answer; the last one tells the interim."""
    rows = Interest.objects.select_related("entry", "firm", "candidate__user")
    interest = rows.get(pk=subject_pk(deadline.subject))
    interest.entry = lock_entry(interest.entry)
    interest.brief = interest.entry.brief
    act = plans.INTEREST.take_step(deadline, calendar=interest.brief.calendar, now=now)
    if act is None or not interest.is_waiting:
        return False
    speaker = speaker_on(interest.brief, interest.firm)
    if act is Act.ESCALATE:
        notify.accountable(interest.firm, notices.InterestEscalated(interest), now=now)
    elif act is not Act.END and speaker:
        tell(speaker.user, notices.InterestOverdue(interest), now=now)
    if act is not Act.END:
        return True
    interest.lapse(now=now)
    end_untold(interest, Entry.Status.EXPIRED, by=None, now=now, end_reason=Role.CONSULTANT)
    Deadline.objects.about(interest).close(now=now)
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=InterestEvent.LAPSED,
        subject=interest.entry,
        facts={"interest": interest.pk, "firm": interest.firm_id},
        now=now,
    )
    if interest.candidate.user:
        tell(interest.candidate.user, notices.InterestLapsed(interest), now=now)
    if speaker:
        tell(speaker.user, notices.InterestLapsedToFirm(interest), now=now)
    return True
