"""Start and close the deadlines of a conversation, inside the transactions of the actions."""

from datetime import datetime

from django.db import models

from accounts.models import Deadline, DeadlineQuerySet, User
from providers.models import Consultant, Firm
from shortlists.deadlines import (
    ASK_AGAIN_DAYS,
    THINKING,
    ConversationDeadline,
    answer_due,
    decision_due,
    mandate_ends,
    pick_due,
    reply_due,
    words_due,
)
from shortlists.models import Approach, Entry, Mandate, Question


def for_reply(approach: Approach, *, now: datetime) -> None:
    """Start the interim's deadline to answer an approach; each firm's approach has its own."""
    entry = approach.entry
    due_at = reply_due(now, slate_due_at=entry.brief.slate_due_at)
    _start(
        ConversationDeadline.APPROACH_ANSWER,
        entry,
        subject=approach,
        owner=entry.candidate.user,
        due_at=due_at,
        now=now,
    )


def for_answer(question: Question, *, now: datetime) -> None:
    """Start the consultant's deadline to answer a question; extend the interim's own for that firm.

    The approaches of other firms go on: their deadlines tell nothing of this firm's questions.
    """
    entry = question.entry
    due_at = answer_due(now, slate_due_at=entry.brief.slate_due_at)
    _start(
        ConversationDeadline.QUESTION_ANSWER,
        entry,
        subject=question,
        owner=answers_for(question).user,
        due_at=due_at,
        now=now,
    )
    replies = Deadline.objects.about(*entry.approaches.waiting().by_firm(question.firm))
    replies.open().filter(due_at__lt=due_at + THINKING).update(due_at=due_at + THINKING)


def for_submission(mandate: Mandate, *, now: datetime) -> None:
    """Start the chosen consultant's deadline to put the interim forward: the end of the mandate.

    Open questions to other firms close: who reads a question does not change.
    """
    entry = mandate.entry
    consultant = entry.speaker().user
    _start(
        ConversationDeadline.MANDATE_USE,
        entry,
        owner=consultant,
        due_at=mandate_ends(mandate.ends_on, calendar=entry.brief.calendar),
        is_fixed=True,
        now=now,
    )
    questions = entry.questions.unanswered()
    Deadline.objects.about(*questions.exclude(firm=entry.firm)).close(now=now)
    Deadline.objects.about(*questions.to_firm(entry.firm)).hand_over(to=consultant)


def for_agreement(entry: Entry, *, now: datetime) -> None:
    """Start the interim's deadline to say whether the changed brief still suits them."""
    due_at = reply_due(now, slate_due_at=entry.brief.slate_due_at)
    owner = entry.candidate.user
    _start(ConversationDeadline.CHANGE_AGREE, entry, owner=owner, due_at=due_at, now=now)


def for_words(entry: Entry, *, now: datetime) -> None:
    """Start the interim's deadline to say whether the words that go to the client are right."""
    due_at = words_due(now, slate_due_at=entry.brief.slate_due_at)
    owner = entry.candidate.user
    _start(ConversationDeadline.WORDS_CHECK, entry, owner=owner, due_at=due_at, now=now)


def for_reader(entry: Entry, *, now: datetime) -> None:
    """Start the manager's deadline to open a submission, from the moment it was made.

    Also where it waits for a place in front of the client: nobody else can tell that from not
    having been read.
    """
    _start_for_client(ConversationDeadline.SUBMISSION_READ, entry, now=now)


def for_decision(entry: Entry, *, now: datetime) -> None:
    """Start the manager's deadline to decide on an opened submission."""
    _start_for_client(ConversationDeadline.SUBMISSION_DECIDE, entry, now=now)


def allow_for_reading(entry: Entry, *, days: int, now: datetime) -> None:
    """Let the manager have some working days at least to decide on words that just changed."""
    due_at = entry.brief.calendar.after_workdays(now, days)
    decision = of(entry, ConversationDeadline.SUBMISSION_DECIDE)
    decision.filter(due_at__lt=due_at).update(due_at=due_at, step=0, reminded_at=None)


def for_time(entry: Entry, *, first_at: datetime, now: datetime) -> None:
    """Start the interim's deadline to pick a time; `first_at` is the first one proposed."""
    _start(
        ConversationDeadline.INTERVIEW_PICK,
        entry,
        owner=entry.candidate.user,
        due_at=pick_due(now, first_at=first_at, calendar=entry.brief.calendar),
        now=now,
    )


def for_other_times(entry: Entry, *, now: datetime) -> None:
    """Start the manager's deadline to propose other times."""
    _start_for_client(ConversationDeadline.INTERVIEW_PROPOSE, entry, now=now)


def for_word_after_meeting(entry: Entry, *, ends_at: datetime, now: datetime) -> None:
    """Start the manager's deadline to answer after a meeting, which ends at `ends_at`."""
    _start_for_client(ConversationDeadline.INTERVIEW_DECIDE, entry, starts_at=ends_at, now=now)


def of(entry: Entry, *kinds: ConversationDeadline) -> DeadlineQuerySet:
    """Return the open deadlines of these kinds in a conversation."""
    return Deadline.objects.about(entry).of_kind(*kinds).open()


def awaits_answer(entry: Entry, firm: Firm) -> bool:
    """Whether a question of the interim to a firm has a clock that still runs."""
    asked = entry.questions.unanswered().to_firm(firm)
    return Deadline.objects.about(*asked).open().exists()


def lengthen_reply(question: Question, *, now: datetime) -> None:
    """Let the interim think after a question of theirs that got no answer in time."""
    replies = Deadline.objects.about(*question.entry.approaches.waiting().by_firm(question.firm))
    due_at = now + THINKING
    replies.open().filter(due_at__lt=due_at).update(due_at=due_at)


def answers_for(question: Question) -> Consultant:
    """Return who is asked: who answers for the firm's approach, else whoever speaks."""
    entry = question.entry
    asked = entry.approaches.by_firm(question.firm).with_people().latest_first().first()
    return asked.speaker() if asked and entry.awaits_interim else entry.speaker()


def close_replies(entry: Entry, *, now: datetime) -> None:
    """Note that no approach waits for an answer any more."""
    Deadline.objects.about(*entry.approaches.all()).close(now=now)


def close(entry: Entry, *kinds: ConversationDeadline, now: datetime) -> None:
    """Close the deadlines of these kinds."""
    of(entry, *kinds).close(now=now)


def close_all(entry: Entry, *, now: datetime) -> None:
    """Close all deadlines of a conversation, those of questions and approaches included."""
    # An approach that still waits came too late to be heard: the clock answers it.
    answered = entry.approaches.exclude(status=Approach.Status.WAITING)
    rows = [entry, *answered, *entry.questions.unanswered()]
    Deadline.objects.about(*rows).close(now=now)


def ask_again_after_meeting(deadline: Deadline, entry: Entry, *, now: datetime) -> None:
    """Let the deadline to answer after a meeting begin anew, with all its reminders."""
    due_at = entry.brief.calendar.after_workdays(now, ASK_AGAIN_DAYS)
    rows = Deadline.objects.open().filter(pk=deadline.pk)
    rows.update(due_at=due_at, step=0, reminded_at=None)


def _start_for_client(
    kind: ConversationDeadline,
    entry: Entry,
    *,
    starts_at: datetime | None = None,
    now: datetime,
) -> None:
    """Start a deadline of the manager, whose length is the same for all of them."""
    brief = entry.brief
    due_at = decision_due(
        starts_at or now,
        calendar=brief.calendar,
        opened_at=brief.opened_at,
        slate_due_at=brief.slate_due_at,
    )
    owner = brief.manager.user
    _start(kind, entry, owner=owner, due_at=due_at, starts_at=starts_at, now=now)


def _start(
    kind: ConversationDeadline,
    entry: Entry,
    *,
    owner: User | None,
    due_at: datetime,
    subject: models.Model | None = None,
    starts_at: datetime | None = None,
    is_fixed: bool = False,
    now: datetime,
) -> None:
    """Start a deadline, unless its owner has no account any more."""
    if owner is None:
        return
    Deadline.start(
        kind,
        subject or entry,
        owner=owner,
        scope=entry.brief,
        due_at=due_at,
        starts_at=starts_at,
        is_fixed=is_fixed,
        is_paused=entry.brief.is_on_hold,
        now=now,
    )
