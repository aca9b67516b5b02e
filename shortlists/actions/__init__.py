"""Actions on entries, approaches, mandates and submissions; each is one transaction."""

from shortlists.actions.approach import (
    NotAvailable,
    NotReadyToApproach,
    approach,
)
from shortlists.actions.questions import AnsweredAlready, answer
from shortlists.actions.submissions import (
    AskedAlready,
    NotReadyToSubmit,
    RationaleMissing,
    ShortlistFull,
    ask_for_availability,
    save_draft,
    submit,
)

__all__ = [
    "AnsweredAlready",
    "AskedAlready",
    "NotAvailable",
    "NotReadyToApproach",
    "NotReadyToSubmit",
    "RationaleMissing",
    "ShortlistFull",
    "answer",
    "approach",
    "ask_for_availability",
    "save_draft",
    "submit",
]
