"""Kinds of activities in a conversation.

Their subject is the conversation (`Entry`); for a match it is the firm's review of
it (`FirmReview`). Activities on the brief itself are in `engagements.trail`.
"""

from collections.abc import Sequence

from accounts.models import ActivityKind
from accounts.models.facts import StoredFacts


class MatchEvent(ActivityKind):
    """Activities on one firm's review of a match."""

    SET_ASIDE = "match.set_aside", "set a match aside"
    RESTORED = "match.restored", "restored a match"


class EntryEvent(ActivityKind):
    """Activities in a conversation."""

    APPROACHED = "entry.approached", "approached the interim"
    HANDED_OVER = "entry.handed_over", "let a colleague answer"
    DISMISSED = "entry.dismissed", "set the interim aside before contact"
    NO_GIVEN = "entry.no_given", "said no, to be passed on ten minutes later"
    NO_TAKEN_BACK = "entry.no_taken_back", "took back a no that nobody had heard"
    DECLINED = "entry.declined", "declined the approach"
    AVAILABILITY_ASKED = "entry.availability_asked", "asked whether the interim is still free"
    WORDS_SHOWN = "entry.words_shown", "showed the interim what the client will read"
    WORDS_AGREED = "entry.words_agreed", "said that what the client will read is right"
    WORDS_OBJECTED = "entry.words_objected", "objected to what the client will read"
    WORDS_UNANSWERED = "entry.words_unanswered", "ended the interim's time to object"
    REGISTRATION_SEEN = "entry.registration_seen", "confirmed having seen a required registration"
    REGISTRATION_UNSEEN = "entry.registration_unseen", "took back having seen a registration"
    SUBMITTED = "entry.submitted", "put the interim forward"
    SUBMISSION_CORRECTED = "entry.submission_corrected", "corrected what the client reads"
    SUBMISSION_WITHDRAWN = "entry.submission_withdrawn", "took the interim back from the client"
    READ = "entry.read", "read about the person for the first time"
    INVITED = "entry.invited", "invited the interim to an interview"
    NOT_SELECTED = "entry.not_selected", "declined the interim"
    WITHDRAWN = "entry.withdrawn", "withdrew"
    EXPIRED = "entry.expired", "ended the conversation, which nobody had answered"
    CLOSED = "entry.closed", "ended the conversation with its brief"

    def sentence(self, facts: Sequence[StoredFacts]) -> str:
        """Return what was done; for an expiry also who had not acted."""
        waited_for = facts[-1].get("waited_for") if self is EntryEvent.EXPIRED and facts else None
        if waited_for == "consultant":
            return "ended the conversation: the firm had not put the interim forward"
        if waited_for == "manager":
            return "ended the conversation: the client had not answered"
        return super().sentence(facts)


class MandateEvent(ActivityKind):
    """Activities on a mandate."""

    GRANTED = "mandate.granted", "gave the firm permission to speak"
    CHANGE_AGREED = "mandate.change_agreed", "agreed to the change of the brief"
    EXPIRED = "mandate.expired", "ended the permission on its last day"


class QuestionEvent(ActivityKind):
    """Activities on an interim's question."""

    ASKED = "question.asked", "asked a question"
    ANSWERED = "question.answered", "answered a question"
    UNANSWERED = "question.unanswered", "stopped waiting for the answer to a question"


class InterviewEvent(ActivityKind):
    """Activities on proposed interview times."""

    TIME_PICKED = "interview.time_picked", "picked a time for the interview"
    TIMES_DECLINED = "interview.times_declined", "asked for other times"


class ReasonEvent(ActivityKind):
    """Activities on a reason of the ranking."""

    DISPUTED = "reason.disputed", "said that a reason is wrong"


class ReferralEvent(ActivityKind):
    """Activities on a referral, which is their subject."""

    MADE = "referral.made", "named a person for the brief"
    ACCEPTED = "referral.accepted", "said yes to being named"
    DECLINED = "referral.declined", "said no to being named"
    LAPSED = "referral.lapsed", "ended the wait for the named person"
