"""Steps of one overdue deadline: remind, escalate, end the conversation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import (
    Activity,
    Deadline,
    DeadlineQuerySet,
    Notice,
    Role,
    subject_key,
    subject_pk,
)
from shortlists import notices, notify, waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.locking import lock_entry
from shortlists.models import Approach, Entry, Mandate, Question
from shortlists.submission_checks import mandate_of
from shortlists.trail import EntryEvent, MandateEvent


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """The steps of one kind of deadline.

    Attributes:
        kind: the kind of deadline.
        offsets: when each step is due, relative to `due_at`; negative means before it.
        gap: the shortest time between two steps, so that no step is skipped after a pause of the
        clock.
    """

    kind: ConversationDeadline
    offsets: tuple[timedelta, ...]
    gap: timedelta = timedelta(0)

    def due(self, now: datetime) -> DeadlineQuerySet:
        """Return the deadlines whose next step is due."""
        return Deadline.objects.of_kind(self.kind).to_remind(self.offsets, gap=self.gap, now=now)


HALF_A_DAY = timedelta(hours=12)
AT_ONCE = timedelta(0)

# Two reminders to the interim, a notice to the consultant, then the end.
REPLY = ReminderPlan(
    ConversationDeadline.APPROACH_ANSWER,
    (-HALF_A_DAY, AT_ONCE, timedelta(hours=24), timedelta(hours=48)),
    gap=HALF_A_DAY,
)
ANSWER = ReminderPlan(ConversationDeadline.QUESTION_ANSWER, (AT_ONCE,))
AGREEMENT = ReminderPlan(ConversationDeadline.CHANGE_AGREE, (AT_ONCE,))
DECISION = ReminderPlan(ConversationDeadline.SUBMISSION_DECIDE, (AT_ONCE,))
# The last day begins a day before `due_at`: a reminder a week before it, another two days before
# it, then the end.
PERMISSION = ReminderPlan(
    ConversationDeadline.MANDATE_USE, (timedelta(days=-8), timedelta(days=-3), AT_ONCE)
)


@transaction.atomic(durable=True)
def remind_of_reply(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for an approach without an answer.

    Nothing happens while a question of the interim is unanswered.

    Returns:
        Whether something was done.
    """
    rows = Approach.objects.select_related("entry", "firm", "consultant__user")
    approach = rows.get(pk=subject_pk(deadline.subject))
    approach.entry = entry = lock_entry(approach.entry)
    if not entry.may_choose_voice:
        return _answer_unheard(approach, deadline, now=now)
    questions = entry.questions.unanswered().filter(firm=approach.firm)
    # Who has said no is not reminded, though nobody else may know it yet.
    is_waiting = questions.exists() or hasattr(entry, "held")
    if is_waiting or not (step := _take_step(REPLY, deadline, now)):
        return False
    if step == len(REPLY.offsets):
        _lapse(approach, entry, now=now)
    elif step == len(REPLY.offsets) - 1:
        notify.asker(approach, notices.PleaseCall(approach), now=now)
    elif not _was_just_reminded(entry, now=now):
        is_late = deadline.due_at is not None and now >= deadline.due_at
        asked_by, firm = approach.speaker().user, approach.firm
        reminder = notices.ReplyReminder(entry, asked_by=asked_by, firm=firm, is_late=is_late)
        notify.interim(entry, reminder, now=now)
    return True


def _was_just_reminded(entry: Entry, *, now: datetime) -> bool:
    """Whether the interim was reminded of another firm's approach to the same work.

    One answer answers both.
    """
    code, since = notices.ReplyReminder.code, now - HALF_A_DAY
    sent = Notice.objects.filter(user=entry.candidate.user, kind=code, created_at__gt=since)
    return sent.filter(about=subject_key(entry)).exists()


def _answer_unheard(approach: Approach, deadline: Deadline, *, now: datetime) -> bool:
    """Tell a firm that the interim, who had chosen or left before it asked, is not available.

    It waits as long as an interim usually takes, so that the firm cannot tell this from their no.
    """
    if not _take_step(REPLY, deadline, now):
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
    if not entry.approaches.waiting().exists():
        _expire(entry, now=now)


def _expire(entry: Entry, *, now: datetime) -> None:
    before = entry.status
    if not entry.end(Entry.Status.EXPIRED, now=now, by=None, text=""):
        return
    waiting.close_all(entry, now=now)
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


@transaction.atomic(durable=True)
def remind_of_answer(deadline: Deadline, *, now: datetime) -> bool:
    """Remind a firm, once, that an interim's question is overdue."""
    rows = Question.objects.select_related("entry", "firm")
    question = rows.get(pk=subject_pk(deadline.subject))
    question.entry = lock_entry(question.entry)
    if not _take_step(ANSWER, deadline, now):
        return False
    notify.answerer(question, notices.AnswerOverdue(question), now=now)
    return True


@transaction.atomic(durable=True)
def remind_of_agreement(deadline: Deadline, *, now: datetime) -> bool:
    """Remind an interim, once, that the firm waits for their word on the changed brief."""
    entry = lock_entry(_entry_of(deadline))
    if not _take_step(AGREEMENT, deadline, now):
        return False
    notify.interim(entry, notices.AgreementReminder(entry), now=now)
    if not entry.is_in_front_of_client:
        notify.consultant(entry, notices.AgreementLate(entry), now=now)
    return True


@transaction.atomic(durable=True)
def remind_of_decision(deadline: Deadline, *, now: datetime) -> bool:
    """Remind a manager, once, that a decision is overdue, and inform the interim."""
    entry = lock_entry(_entry_of(deadline))
    if hasattr(entry, "held") or not _take_step(DECISION, deadline, now):
        return False
    notify.manager(entry, notices.DecisionOverdue(entry), now=now)
    notify.interim(entry, notices.DecisionLate(entry), now=now)
    return True


@transaction.atomic(durable=True)
def remind_of_permission(deadline: Deadline, *, now: datetime) -> bool:
    """Remind the consultant twice that a mandate is unused; then end it."""
    entry = lock_entry(_entry_of(deadline))
    mandate = mandate_of(entry)
    if mandate is None or not (step := _take_step(PERMISSION, deadline, now)):
        return False
    if step == len(PERMISSION.offsets):
        mandate.expire(now=now)
        _end_unused(entry, mandate, now=now)
    else:
        notify.consultant(entry, notices.MandateEndsSoon(entry, ends_on=mandate.ends_on), now=now)
    return True


def _end_unused(entry: Entry, mandate: Mandate, *, now: datetime) -> None:
    """End a conversation whose mandate was never used; the text names who did not act."""
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=MandateEvent.EXPIRED,
        subject=entry,
        facts={"mandate": mandate.pk},
        now=now,
    )
    before = entry.status
    entry.end(Entry.Status.EXPIRED, now=now, by=None, text="")
    waiting.close_all(entry, now=now)
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


def _entry_of(deadline: Deadline) -> Entry:
    return Entry.objects.get(pk=subject_pk(deadline.subject))


def _take_step(plan: ReminderPlan, deadline: Deadline, now: datetime) -> int:
    """Take the next step if it is still due; return its number, else 0. The brief is locked."""
    still = plan.due(now).filter(pk=deadline.pk).first()
    if still is None or not still.take_step(now=now):
        return 0
    return still.step


PLANS: tuple[tuple[ReminderPlan, Callable[..., bool]], ...] = (
    (REPLY, remind_of_reply),
    (ANSWER, remind_of_answer),
    (AGREEMENT, remind_of_agreement),
    (DECISION, remind_of_decision),
    (PERMISSION, remind_of_permission),
)
