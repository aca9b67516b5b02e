"""A firm answers an interim's questions."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from interimhub.lib.refused import MovedOn
from shortlists import notices, notify
from shortlists.models import Question
from shortlists.trail import QuestionEvent


class AnsweredAlready(MovedOn):
    """A colleague has answered already."""


@transaction.atomic(durable=True)
def answer(question: Question, *, by: User, text: str, now: datetime) -> Question:
    """Answer a question; the interim is notified at once.

    Raises:
        AnsweredAlready: the question has an answer.
    """
    answered = Question.objects.unanswered().filter(pk=question.pk)
    if not answered.update(answer=text, answered_by=by, answered_at=now):
        raise AnsweredAlready(
            "This question has an answer; nothing was added to it.",
            row=question,
            kind=QuestionEvent.ANSWERED,
        )
    Deadline.objects.about(question).close(now=now)
    entry = question.entry
    question.answer, question.answered_by, question.answered_at = text, by, now
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=QuestionEvent.ANSWERED,
        subject=entry,
        facts={"question": question.pk},
        now=now,
    )
    notify.interim(entry, notices.QuestionAnswered(question), now=now)
    return question
