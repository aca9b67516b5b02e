"""What people do on an interim's way through a brief; each action is one whole transaction."""

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
