"""Models of the conversations between interims, firms and clients about one brief."""

from shortlists.models.approaches import (
    Approach,
    ApproachQuerySet,
    approach_of,
    approaches_of,
)
from shortlists.models.entries import Entry, EntryQuerySet
from shortlists.models.held_answers import HeldAnswer, held_no
from shortlists.models.interviews import InterviewSlot, InterviewSlotQuerySet
from shortlists.models.mandates import Mandate
from shortlists.models.referrals import Referral, ReferralQuerySet, ReferralsBySecret
from shortlists.models.registrations import SeenRegistration
from shortlists.models.reviews import FirmReview, Question
from shortlists.models.shown_words import ShownWords, is_read_by_interim, with_words
from shortlists.models.submissions import (
    FormerWords,
    Rationale,
    Submission,
    SubmissionDraft,
    draft_of,
)

__all__ = [
    "Approach",
    "ApproachQuerySet",
    "Entry",
    "EntryQuerySet",
    "FirmReview",
    "FormerWords",
    "HeldAnswer",
    "InterviewSlot",
    "InterviewSlotQuerySet",
    "Mandate",
    "Question",
    "Rationale",
    "Referral",
    "ReferralQuerySet",
    "ReferralsBySecret",
    "SeenRegistration",
    "ShownWords",
    "Submission",
    "SubmissionDraft",
    "approach_of",
    "approaches_of",
    "draft_of",
    "held_no",
    "is_read_by_interim",
    "with_words",
]
