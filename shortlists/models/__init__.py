"""An interim's way through one brief."""

from shortlists.models.entries import Entry, EntryQuerySet
from shortlists.models.interviews import InterviewSlot
from shortlists.models.mandates import Mandate
from shortlists.models.reminders import Reminder
from shortlists.models.reviews import FirmReview, Question
from shortlists.models.submissions import Rationale, Submission, SubmissionDraft, draft_of

__all__ = [
    "Entry",
    "EntryQuerySet",
    "FirmReview",
    "InterviewSlot",
    "Mandate",
    "Question",
    "Rationale",
    "Reminder",
    "Submission",
    "SubmissionDraft",
    "draft_of",
]
