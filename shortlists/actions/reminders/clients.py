"""Steps of an overdue deadline of the client: to read, decide, propose times, answer a meeting.

Firm and interim are told the same at the same moments, whether the client was shown the interim or
not: who waits for a place in front of the client learns nothing of others.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import Deadline, Notice, Role, subject_key
from accounts.reminders import Act
from engagements.models import Brief
from engagements.notify import notify_client
from shortlists import notices, notify, places, waiting
from shortlists.actions.reminders import plans
from shortlists.actions.reminders.ending import entry_of, expire
from shortlists.deadlines import ConversationDeadline
from shortlists.locking import lock_entry
from shortlists.models import Entry


@transaction.atomic(durable=True)
def remind_client(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for a deadline of the manager.

    Nothing happens while a no of theirs is held. The clock ends the conversation; it never declines
    anybody. After a meeting it asks again instead: that two people have agreed is not known here.

    Returns:
        Whether something was done.
    """
    entry = lock_entry(entry_of(deadline))
    kind = ConversationDeadline(deadline.kind)
    if hasattr(entry, "held"):
        return False
    act = plans.CLIENT[kind].take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    had_place = places.has_place(entry)
    if act is Act.END and kind is ConversationDeadline.INTERVIEW_DECIDE:
        waiting.ask_again_after_meeting(deadline, entry, now=now)
        return True
    if act is Act.END:
        _end(entry, had_place=had_place, now=now)
        return True
    _tell_client(entry, kind, act, had_place=had_place, now=now)
    if act is Act.REMIND:
        notify.interim(entry, notices.ClientLate(entry, kind=kind), now=now)
    elif act is Act.ESCALATE:
        notify.consultant(entry, notices.PleaseCallClient(entry, kind=kind), now=now)
        notify.interim(entry, notices.ClientEscalated(entry, kind=kind), now=now)
    return True


def _tell_client(
    entry: Entry, kind: ConversationDeadline, act: Act, *, had_place: bool, now: datetime
) -> None:
    brief = entry.brief
    if not had_place:
        if not _was_just_told(brief, now=now):
            notify_client(brief, notices.PlaceWanted(brief), now=now)
    elif act is Act.ESCALATE:
        notify_client(brief, notices.AnswerEscalated(entry, kind=kind), now=now)
    else:
        notify.manager(entry, notices.AnswerWanted(entry, kind=kind), now=now)


def _was_just_told(brief: Brief, *, now: datetime) -> bool:
    """Whether the client was told a moment ago that somebody waits for a place."""
    rows = Notice.objects.filter(kind=notices.PlaceWanted.code, about=subject_key(brief))
    return rows.filter(user=brief.manager.user, created_at__gt=now - plans.JUST_NOW).exists()


def _end(entry: Entry, *, had_place: bool, now: datetime) -> None:
    was_opened = not entry.is_unread
    if not expire(entry, waited_for=Role.MANAGER, now=now):
        return
    notify.interim(entry, notices.EndedByClient(entry), now=now)
    notify.consultant(entry, notices.EndedByClientToFirm(entry), now=now)
    if was_opened:
        notify_client(entry.brief, notices.EndedToClient(entry), now=now)
    else:
        ended = notices.EndedUnread(entry.brief, had_place=had_place)
        notify_client(entry.brief, ended, now=now)
    places.give(entry.brief, now=now)
