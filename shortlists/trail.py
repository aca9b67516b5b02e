"""What happens on an interim's way through a brief, as the trail knows it.

The subject of these events is the conversation (`Entry`), of a match it is the firm's own view of
it (`FirmReview`). What happens to the brief itself is in `engagements.trail`.
"""

from collections.abc import Sequence

from accounts.models import ActivityKind
from accounts.models.facts import StoredFacts


class MatchEvent(ActivityKind):
    """Of one firm's view of a match."""

    SET_ASIDE = "match.set_aside", "set a match aside"
    RESTORED = "match.restored", "restored a match"


class EntryEvent(ActivityKind):
    """Of a conversation."""

    APPROACHED = "entry.approached", "approached the interim"
    HANDED_OVER = "entry.handed_over", "let a colleague answer"
    DISMISSED = "entry.dismissed", "set the interim aside before contact"
    DECLINED = "entry.declined", "declined the approach"
    AVAILABILITY_ASKED = "entry.availability_asked", "asked whether the interim is still free"
    SUBMITTED = "entry.submitted", "put the interim forward"
    READ = "entry.read", "read about the person for the first time"
    INVITED = "entry.invited", "invited the interim to an interview"
    NOT_SELECTED = "entry.not_selected", "declined the interim"
    WITHDRAWN = "entry.withdrawn", "withdrew"
    EXPIRED = "entry.expired", "ended the conversation, which nobody had answered"
    CLOSED = "entry.closed", "ended the conversation with its brief"

    def sentence(self, facts: Sequence[StoredFacts]) -> str:
        """Return what was done; of an expiry also who had not acted."""
        if self is EntryEvent.EXPIRED and facts and facts[-1].get("waited_for") == "consultant":
            return "ended the conversation: the firm had not put the interim forward"
        return super().sentence(facts)


class MandateEvent(ActivityKind):
    """Of a permission to represent."""

    GRANTED = "mandate.granted", "gave permission to represent them"
    EXPIRED = "mandate.expired", "ended the permission on its last day"


class QuestionEvent(ActivityKind):
    """Of an interim's question to a firm."""

    ASKED = "question.asked", "asked a question"
    ANSWERED = "question.answered", "answered a question"


class InterviewEvent(ActivityKind):
    """Of the times proposed for an interview."""

    TIME_PICKED = "interview.time_picked", "picked a time for the interview"
    TIMES_DECLINED = "interview.times_declined", "asked for other times"


class ReasonEvent(ActivityKind):
    """Of a reason why somebody fits."""

    DISPUTED = "reason.disputed", "said that a reason is wrong"
