"""What the client reads about an interim in the firm's words: the same for all three readers.

The consultant's preview, the interim before and after it goes, and the client: one presenter and
one template (`shortlists/_words_read.html`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engagements.models import Criterion, criteria_of
from providers.models import Consultant
from shortlists.differences import SubmissionWords, former_words, words_of
from shortlists.models import Entry, Mandate, ShownWords, Submission


@dataclass(frozen=True, slots=True)
class WordsRead:
    """The firm's words as they are read.

    Attributes:
        author: who answers for them.
        reasons: each criterion with the firm's reason and the past assignment that shows it.
        risk: what to ask about; "" if nothing.
    """

    author: Consultant
    introduction: str
    reasons: list[tuple[Criterion, str]]
    risk: str


def of_submission(submission: Submission) -> WordsRead:
    """Return the words of a submission; no query when rationales and their parts are prefetched."""
    words = words_of(submission)
    return _read(submission.entry, submission.mandate, submission.consultant, words)


def of_shown(entry: Entry, mandate: Mandate, shown: ShownWords) -> WordsRead:
    """Return the words that an interim is shown, as the client would read them."""
    return _read(entry, mandate, entry.speaker(), former_words(shown))


def of_draft(entry: Entry, mandate: Mandate, words: SubmissionWords) -> WordsRead:
    """Return words that are not shown yet, as the interim and the client would read them."""
    return _read(entry, mandate, entry.speaker(), words)


def proof_of(profile: Mapping[str, Any], ref: str) -> str:
    """Return the past assignment of a frozen profile that a rationale cites, in one line, or ""."""
    work = work_of(profile, ref)
    return f"Evidence: {cited(work)}" if work else ""


def work_of(profile: Mapping[str, Any], ref: str) -> dict[str, Any] | None:
    """Return a past assignment of a frozen profile by its public id."""
    record = profile.get("record", []) if ref else []
    return next((work for work in record if work.get("ref") == ref), None)


def cited(work: Mapping[str, Any]) -> str:
    """Return a past assignment in one line: its title and what it reached."""
    reached = work.get("measure") or work.get("result") or ""
    return f"{work.get('title', '')}, {reached}".rstrip(", ")


def _read(entry: Entry, mandate: Mandate, author: Consultant, words: SubmissionWords) -> WordsRead:
    reasons = []
    for row in criteria_of(entry.brief):
        said = words.rationales.get(str(row.ref), {})
        proof = proof_of(mandate.profile, said.get("evidence", ""))
        reasons.append((row, "\n\n".join(filter(None, [said.get("text", ""), proof]))))
    return WordsRead(author, words.introduction, reasons, words.risk)
