"""The deadlines of a conversation: what each person has to do, and until when.

Each deadline has a fixed length. If a brief names the hour by which its manager wants three people
(`slate_due_at`), that hour shortens the deadlines:

- an interim answers an approach within 48 hours, or within half of the time left until that hour;
- a firm answers an interim's question within 24 hours, or within a quarter of the time left;
- an interim reads the words that go to the client within 24 hours, or a quarter of the time left;
- a client reads, decides, proposes other times, and answers after a meeting within two working
  days each, or within the time that the firms had from the opening to that hour: a client that asks
  for speed has to answer as quickly;
- an interim picks a time to meet within two working days, and before the first of them.

Somebody who was put forward waits to be read from that moment on, also where they wait for a place
in front of the client: firm and interim cannot tell these apart.

No deadline is shorter than `SHORTEST`, and an hour in the past shortens nothing. Hours include
nights and weekends. Working days are those of the brief's country, in its time zone.
"""

from datetime import date, datetime, timedelta

from accounts.models import DeadlineKind
from interimhub.lib.workdays import Calendar

REPLY = timedelta(hours=48)
ANSWER = timedelta(hours=24)
READING = timedelta(hours=24)  # left to the interim to read the words that go to the client
THINKING = timedelta(hours=24)  # left to the interim after an answer to their question
DECISION_DAYS = 2
PICK_DAYS = 2
ASK_AGAIN_DAYS = 10  # after a meeting without an answer
SHORTEST = timedelta(hours=2)


class ConversationDeadline(DeadlineKind):
    """Kinds of deadlines. They pause with the brief and close with the conversation.

    The comment of each kind names its owner. The subject is the conversation or the question.
    """

    APPROACH_ANSWER = "approach.answer", "Answer an approach"  # the interim
    CHANGE_AGREE = "change.agree", "Agree to a change of the brief"  # the interim
    WORDS_CHECK = "words.check", "Read what goes to the client"  # the interim
    QUESTION_ANSWER = "question.answer", "Answer a question"  # the consultant
    MANDATE_USE = "mandate.use", "Put the interim forward"  # the consultant
    SUBMISSION_READ = "submission.read", "Read about somebody"  # the manager
    SUBMISSION_DECIDE = "submission.decide", "Decide on somebody"  # the manager
    INTERVIEW_PICK = "interview.pick", "Pick a time to meet"  # the interim
    INTERVIEW_PROPOSE = "interview.propose", "Propose other times"  # the manager
    INTERVIEW_DECIDE = "interview.decide", "Answer after a meeting"  # the manager


CLIENT_WAITS = (
    ConversationDeadline.SUBMISSION_READ,
    ConversationDeadline.SUBMISSION_DECIDE,
    ConversationDeadline.INTERVIEW_PROPOSE,
    ConversationDeadline.INTERVIEW_DECIDE,
)
AFTER_SUBMISSION = (*CLIENT_WAITS, ConversationDeadline.INTERVIEW_PICK)


def reply_due(now: datetime, *, slate_due_at: datetime | None = None) -> datetime:
    """Return the deadline for the answer to an approach made `now`."""
    return now + _shortened(REPLY, now, slate_due_at, share=2)


def answer_due(now: datetime, *, slate_due_at: datetime | None = None) -> datetime:
    """Return the deadline for the answer to an interim's question asked `now`."""
    return now + _shortened(ANSWER, now, slate_due_at, share=4)


def words_due(now: datetime, *, slate_due_at: datetime | None = None) -> datetime:
    """Return until when an interim can object to words that they were shown `now`."""
    return now + _shortened(READING, now, slate_due_at, share=4)


def decision_due(
    now: datetime,
    *,
    calendar: Calendar,
    opened_at: datetime | None = None,
    slate_due_at: datetime | None = None,
) -> datetime:
    """Return the deadline of a client that has to answer from `now` on."""
    due = calendar.after_workdays(now, DECISION_DAYS)
    if opened_at and slate_due_at and slate_due_at > opened_at:
        given = max(slate_due_at - opened_at, SHORTEST)
        due = min(due, calendar.from_workday(now + given))
    return due


def pick_due(now: datetime, *, first_at: datetime, calendar: Calendar) -> datetime:
    """Return the deadline for picking one of the times proposed `now`; the first is `first_at`."""
    return min(first_at, calendar.after_workdays(now, PICK_DAYS))


def _shortened(
    length: timedelta, now: datetime, slate_due_at: datetime | None, *, share: int
) -> timedelta:
    if slate_due_at is None or slate_due_at <= now:
        return length
    return min(length, max((slate_due_at - now) / share, SHORTEST))


def mandate_ends(ends_on: date, *, calendar: Calendar) -> datetime:
    """Return the moment at which a mandate expires: the end of its last day."""
    return calendar.start_of(ends_on + timedelta(days=1))
