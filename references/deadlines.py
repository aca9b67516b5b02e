"""The wait for a referee. They have no account, so the interim, who waits, owns the deadline."""

from datetime import timedelta

from accounts.models import DeadlineKind

ANSWER_DAYS = 21  # from the letter to the end of its link
ANSWER = timedelta(days=ANSWER_DAYS)
REMIND_BEFORE = timedelta(days=7)


class ReferenceDeadline(DeadlineKind):
    """Kinds of deadlines of references. Nothing pauses them: they belong to no brief."""

    REFERENCE_ANSWER = "reference.answer", "Answer a request for a reference"  # the referee
