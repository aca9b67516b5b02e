"""Actions on entries, approaches, mandates and submissions; each is one transaction."""

from shortlists.actions.approach import (
    NotAvailable,
    NotReadyToApproach,
    approach,
)
from shortlists.actions.questions import AnsweredAlready, answer
from shortlists.actions.registrations import (
    NotRequired,
    RegistrationEnded,
    confirm_registration,
    take_back_registration,
)
from shortlists.actions.showing import (
    ObjectedBefore,
    agree_to_words,
    object_to_words,
    show_words,
)
from shortlists.actions.submissions import (
    AskedAlready,
    NotShown,
    ask_for_availability,
    save_draft,
    submit,
)
from shortlists.submission_checks import NotReadyToSubmit, RationaleMissing, ShortlistFull

__all__ = [
    "AnsweredAlready",
    "AskedAlready",
    "NotAvailable",
    "NotReadyToApproach",
    "NotReadyToSubmit",
    "NotRequired",
    "NotShown",
    "ObjectedBefore",
    "RationaleMissing",
    "RegistrationEnded",
    "ShortlistFull",
    "agree_to_words",
    "answer",
    "approach",
    "ask_for_availability",
    "confirm_registration",
    "object_to_words",
    "save_draft",
    "show_words",
    "submit",
    "take_back_registration",
]
