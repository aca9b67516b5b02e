"""Steps of an overdue deadline of the interim. None of them counts against them."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Notice, Role, subject_key, subject_pk
from accounts.reminders import Act
from shortlists import notices, notify, places, waiting
from shortlists.actions.reminders import plans
from shortlists.actions.reminders.ending import entry_of, expire
from shortlists.locking import lock_entry
from shortlists.models import Approach, Entry
from shortlists.showing import current_words
from shortlists.trail import EntryEvent


@transaction.atomic(durable=True)
def remind_of_reply(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for an approach without an answer.

    Nothing happens while a question of the interim waits for its answer.

    Returns:
        Whether something was done.
    """
    rows = Approach.objects.select_related("entry", "firm", "consultant__user")
    approach = rows.get(pk=subject_pk(deadline.subject))
    approach.entry = entry = lock_entry(approach.entry)
    if not entry.may_choose_voice:
        return _answer_unheard(approach, deadline, now=now)
    # Who has said no is not reminded, though nobody else may know it yet.
    is_waiting = waiting.awaits_answer(entry, approach.firm) or hasattr(entry, "held")
    if is_waiting or (act := _take(deadline, entry, now=now)) is None:
        return False
    if act is Act.END:
        _lapse(approach, entry, now=now)
    elif act is Act.ESCALATE:
        notify.asker(approach, notices.PleaseCall(approach), now=now)
    elif not _was_just_reminded(entry, now=now):
        is_late = deadline.due_at is not None and now >= deadline.due_at
        asked_by, firm = approach.speaker().user, approach.firm
        reminder = notices.ReplyReminder(entry, asked_by=asked_by, firm=firm, is_late=is_late)
        notify.interim(entry, reminder, now=now)
    return True


def _take(deadline: Deadline, entry: Entry, *, now: datetime) -> Act | None:
    return plans.REPLY.take_step(deadline, calendar=entry.brief.calendar, now=now)


def _was_just_reminded(entry: Entry, *, now: datetime) -> bool:
    """Whether the interim was reminded of another firm's approach to the same work.

    One answer answers both.
    """
    code, since = notices.ReplyReminder.code, now - plans.JUST_NOW
    sent = Notice.objects.filter(user=entry.candidate.user, kind=code, created_at__gt=since)
    return sent.filter(about=subject_key(entry)).exists()


def _answer_unheard(approach: Approach, deadline: Deadline, *, now: datetime) -> bool:
    """Tell a firm that the interim, who had chosen or left before it asked, is not available.

    It waits as long as an interim usually takes, so that the firm cannot tell this from their no.
    """
    if _take(deadline, approach.entry, now=now) is None:
        return False
    approach.pass_over(now=now)
    Deadline.objects.about(approach).close(now=now)
    notify.passed_over(approach, approach.entry.brief, now=now)
    return True


def _lapse(approach: Approach, entry: Entry, *, now: datetime) -> None:
    """End an approach, and its conversation when no other firm waits for an answer in it."""
    approach.lapse(now=now)
    Deadline.objects.about(approach).close(now=now)
    notify.asker(approach, notices.ExpiredToFirm(approach), now=now)
    last = not entry.approaches.waiting().exists()
    if last and expire(entry, waited_for=Role.INTERIM, now=now):
        notify.interim(entry, notices.Expired(entry), now=now)


@transaction.atomic(durable=True)
def remind_of_agreement(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for a changed brief that the interim has not agreed to.

    The wait ends the conversation of somebody who cannot be put forward without it. In front of the
    client it ends alone: what the client does there has a clock of its own.
    """
    entry = lock_entry(entry_of(deadline))
    act = plans.AGREEMENT.take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        notify.interim(entry, notices.AgreementReminder(entry), now=now)
    elif act is Act.ESCALATE:
        notify.consultant(entry, notices.AgreementLate(entry), now=now)
    elif entry.is_in_front_of_client:
        Deadline.objects.about(entry).of_kind(plans.AGREEMENT.kind).close(now=now)
    elif expire(entry, waited_for=Role.INTERIM, now=now):
        notify.interim(entry, notices.EndedUnagreed(entry), now=now)
        notify.consultant(entry, notices.EndedUnagreedToFirm(entry), now=now)
    return True


@transaction.atomic(durable=True)
def remind_of_times(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for times to meet of which the interim has picked none."""
    entry = lock_entry(entry_of(deadline))
    if hasattr(entry, "held"):
        return False
    act = plans.TIMES.take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        notify.interim(entry, notices.TimesReminder(entry), now=now)
    elif act is Act.ESCALATE:
        notify.consultant(entry, notices.PleaseCallAboutTimes(entry), now=now)
    elif expire(entry, waited_for=Role.INTERIM, now=now):
        notify.interim(entry, notices.EndedUnpicked(entry), now=now)
        notify.consultant(entry, notices.EndedUnpickedToFirm(entry), now=now)
        notify.manager(entry, notices.EndedUnpickedToClient(entry), now=now)
        places.give(entry.brief, now=now)
    return True


@transaction.atomic(durable=True)
def remind_of_words(deadline: Deadline, *, now: datetime) -> bool:
    """Remind the interim once of the words that go to the client; then let the words go.

    Where the hour of the brief has shortened the time, the reminder comes after half of it. Nobody
    is put forward by the clock.
    """
    entry = lock_entry(entry_of(deadline))
    shown = current_words(entry)
    if shown is None or not shown.is_waiting or _is_first_half(deadline, now):
        return False
    act = plans.WORDS.take_step(deadline, calendar=entry.brief.calendar, now=now)
    if act is None:
        return False
    if act is Act.REMIND:
        notify.interim(entry, notices.WordsReminder(entry), now=now)
        return True
    shown.run_out(now=now)
    Deadline.objects.about(entry).of_kind(plans.WORDS.kind).close(now=now)
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=EntryEvent.WORDS_UNANSWERED,
        subject=entry,
        facts={"number": shown.number},
        now=now,
    )
    notify.consultant(entry, notices.WordsUnanswered(entry), now=now)
    return True


def _is_first_half(deadline: Deadline, now: datetime) -> bool:
    assert deadline.due_at is not None
    return now - deadline.started_at < (deadline.due_at - deadline.started_at) / 2
