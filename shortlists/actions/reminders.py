"""What the clock does to one row: remind, escalate, and end what nobody answered."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Activity, Role
from shortlists import notices, notify
from shortlists.locking import lock_entry
from shortlists.models import Entry, Mandate, Question, Reminder
from shortlists.trail import EntryEvent, MandateEvent

BEFORE = timedelta(hours=12)  # the first reminder, before the answer is due
CALL = timedelta(hours=24)  # after it was due, the consultant is asked to call
LAST = timedelta(hours=48)  # after it was due, it ends


@transaction.atomic(durable=True)
def chase_reply(entry: Entry, *, now: datetime) -> bool:
    """Do the next thing about an approach that waits for its answer, if it is time for it.

    Two reminders to the interim, then a word to the consultant, then the end: one step a call, each
    at least half a day after the one before, so that a clock that stood still skips none.

    Returns:
        Whether something was done.
    """
    entry = lock_entry(entry)
    due = entry.reply_due_at
    if not entry.awaits_interim or not entry.brief.is_in_search or due is None:
        return False
    if entry.questions.unanswered().exists():
        return False
    sent = list(entry.reminders.filter(key__startswith="reply:").order_by("sent_at", "pk"))
    times = (due - BEFORE, due, due + CALL, due + LAST)
    step = len(sent)
    if step >= len(times) or now < times[step] or (sent and now - sent[-1].sent_at < BEFORE):
        return False
    if step == len(times) - 1:
        _expire(entry, now=now)
        return True
    Reminder.objects.create(key=f"reply:{entry.pk}:{step + 1}", entry=entry, sent_at=now)
    if step == 2:
        notify.consultant(entry, notices.PleaseCall(entry), now=now)
    else:
        asked_by, firm = entry.consultant.user, entry.firm
        reminder = notices.ReplyReminder(entry, asked_by=asked_by, firm=firm, is_late=now >= due)
        notify.interim(entry, reminder, now=now)
    return True


def _expire(entry: Entry, *, now: datetime) -> None:
    before = entry.status
    if not entry.end(Entry.Status.EXPIRED, now=now, by=None, text=""):
        return
    for approach in entry.approaches.waiting():
        approach.lapse(now=now)
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=EntryEvent.EXPIRED,
        subject=entry,
        before=before,
        after=entry.status,
        facts={"waited_for": Role.INTERIM},
        now=now,
    )
    notify.interim(entry, notices.Expired(entry), now=now)
    notify.consultant(entry, notices.ExpiredToFirm(entry), now=now)


@transaction.atomic(durable=True)
def chase_answer(question: Question, *, now: datetime) -> bool:
    """Remind a firm, once, that an interim's question is overdue."""
    entry = lock_entry(question.entry)
    still = Question.objects.unanswered().filter(pk=question.pk, due_at__lte=now)
    if not entry.is_live or not entry.brief.is_in_search or not still.exists():
        return False
    if not _first_time(f"question:{question.pk}", entry, now):
        return False
    notify.consultant(entry, notices.AnswerOverdue(question), now=now)
    return True


@transaction.atomic(durable=True)
def chase_decision(entry: Entry, *, now: datetime) -> bool:
    """Remind a manager, once, that somebody waits for a decision that is overdue."""
    entry = lock_entry(entry)
    due = entry.reply_due_at
    if not entry.awaits_decision or not entry.brief.is_in_search or due is None or due > now:
        return False
    if not _first_time(f"decision:{entry.pk}", entry, now):
        return False
    notify.manager(entry, notices.DecisionOverdue(entry), now=now)
    notify.interim(entry, notices.DecisionLate(entry), now=now)
    return True


@transaction.atomic(durable=True)
def expire_mandate(mandate: Mandate, *, now: datetime) -> bool:
    """Let a permission run out whose last day has passed and that was never used.

    Somebody who is in front of the client by then stays there: the permission lasts until the
    answer. Otherwise the conversation ends, and its words name who did not act.
    """
    entry = lock_entry(mandate.entry)
    if entry.is_in_front_of_client or not mandate.expire(now=now):
        return False
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=MandateEvent.EXPIRED,
        subject=entry,
        facts={"mandate": mandate.pk},
        now=now,
    )
    if not entry.is_mandated:
        return True
    before = entry.status
    entry.end(Entry.Status.EXPIRED, now=now, by=None, text="")
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=EntryEvent.EXPIRED,
        subject=entry,
        before=before,
        after=entry.status,
        facts={"waited_for": Role.CONSULTANT},
        now=now,
    )
    notify.interim(entry, notices.NotPutForward(entry), now=now)
    notify.consultant(entry, notices.MandateEnded(entry), now=now)
    return True


@transaction.atomic(durable=True)
def warn_of_mandate(mandate: Mandate, *, step: int, now: datetime) -> bool:
    """Remind the consultant that a permission runs out unused; the second time it is urgent."""
    entry = lock_entry(mandate.entry)
    if not entry.is_mandated or not entry.brief.is_in_search:
        return False
    if not _first_time(f"mandate:{mandate.pk}:{step}", entry, now):
        return False
    notify.consultant(entry, notices.MandateEndsSoon(entry, ends_on=mandate.ends_on), now=now)
    return True


def _first_time(key: str, entry: Entry, now: datetime) -> bool:
    _, is_new = Reminder.objects.get_or_create(key=key, defaults={"entry": entry, "sent_at": now})
    return is_new
