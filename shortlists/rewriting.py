"""Writing the words of a submission, and keeping what they were, in an action's transaction."""

from datetime import datetime
from typing import Any

from accounts.models import User
from candidates.models import PastAssignment
from shortlists.differences import SubmissionWords
from shortlists.models import Entry, FormerWords, Mandate, Rationale, Submission

Rationales = dict[str, dict[str, str]]


def as_stored(
    entry: Entry, mandate: Mandate, *, introduction: str, risk: str, rationales: Rationales
) -> SubmissionWords:
    """Return words as a submission under this mandate would store them.

    So two that are equal say the same to the client.
    """
    record = _record(mandate.profile, entry)
    said: Rationales = {}
    for row in entry.brief.criteria.in_order():
        evidence = rationales.get(str(row.ref), {}).get("evidence", "")
        said[str(row.ref)] = {
            "text": text_on(rationales, row.ref),
            "evidence": evidence if evidence in record else "",
        }
    return SubmissionWords(introduction.strip(), risk.strip(), said)


def write_words(
    submission: Submission, *, introduction: str, risk: str, rationales: Rationales, entry: Entry
) -> None:
    """Store these words in place of any others.

    Args:
        rationales: a criterion's public id → {"text", "evidence"}; the evidence is the public id of
            a past assignment in the mandate's profile, or "".
    """
    submission.introduction, submission.risk = introduction, risk
    submission.save(update_fields=["introduction", "risk"])
    record = _record(submission.mandate.profile, entry)
    submission.rationales.all().delete()
    Rationale.objects.bulk_create(
        Rationale(
            submission=submission,
            criterion=row,
            text=text_on(rationales, row.ref),
            evidence=record.get(rationales[str(row.ref)].get("evidence", "")),
        )
        for row in entry.brief.criteria.in_order()
    )


def keep_former(
    submission: Submission, words: SubmissionWords, *, by: User, now: datetime
) -> FormerWords:
    """Keep what a submission says before it is changed."""
    return FormerWords.objects.create(
        submission=submission,
        version=submission.version,
        introduction=words.introduction,
        risk=words.risk,
        rationales={ref: dict(said) for ref, said in words.rationales.items()},
        was_read=submission.read_at is not None,
        changed_by=by,
        changed_at=now,
    )


def text_on(rationales: Rationales, ref: object) -> str:
    """Return what is said on one criterion, or ""."""
    return rationales.get(str(ref), {}).get("text", "").strip()


def _record(profile: dict[str, Any], entry: Entry) -> dict[str, PastAssignment]:
    """Return the past assignments that the mandate allows to show, by public id."""
    refs = [item["ref"] for item in profile.get("record", []) if item.get("ref")]
    rows = PastAssignment.objects.filter(candidate_id=entry.candidate_id, ref__in=refs)
    return {str(row.ref): row for row in rows}
