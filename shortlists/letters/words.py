"""A letter, and the few words that all of them share."""

from dataclasses import dataclass

from engagements.models import Criterion
from shortlists.models import Entry


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and its paragraphs."""

    subject: str
    body: str


def interim_name(entry: Entry) -> str:
    """Return the name of an interim; only for people who may know it."""
    user = entry.candidate.user
    return user.get_full_name() if user else "the interim"


def in_words(criterion: Criterion) -> str:
    """Return a criterion as one sentence part: measure, from, to."""
    span = " → ".join(part for part in (criterion.baseline, criterion.target) if part)
    return f"{criterion.measure}, {span}" if span else criterion.measure
