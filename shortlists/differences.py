"""What a submission said and what it says now, part by part and word by word."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engagements.models import criteria_of
from interimhub.lib.changed_words import PartChange, only_changed
from interimhub.lib.prepared import Prepared
from shortlists.models import Entry, FormerWords, Mandate, ShownWords, Submission


@dataclass(frozen=True, slots=True)
class SubmissionWords:
    """The words of a submission.

    Attributes:
        rationales: by public id of the criterion: its `text`, and as `evidence` the public id of a
            past assignment or "".
    """

    introduction: str
    risk: str
    rationales: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Correction:
    """One change of words that the client had opened before."""

    at: datetime
    parts: list[PartChange]


def words_of(submission: Submission) -> SubmissionWords:
    """Return the words as they are stored now.

    Costs no query when rationales, their criteria and their evidence are prefetched.
    """
    rows = submission.rationales.all()
    return SubmissionWords(
        submission.introduction,
        submission.risk,
        {
            str(row.criterion.ref): {
                "text": row.text,
                "evidence": str(row.evidence.ref) if row.evidence else "",
            }
            for row in rows
        },
    )


def former_words(row: FormerWords | ShownWords) -> SubmissionWords:
    """Return the words of a former version, or those that an interim was shown."""
    return SubmissionWords(row.introduction, row.risk, row.rationales)


def corrections_of(submission: Submission) -> list[Correction]:
    """Return what changed in words that the client had opened, latest first.

    Words that nobody there has opened are left out: each version is compared with the next one that
    was opened, or with what the submission says now.
    """
    read = _READ(submission=submission)
    if not read:
        return []
    versions = [*map(former_words, read), words_of(submission)]
    moments = [row.changed_at for row in read]
    found = [
        Correction(moment, changed_parts(submission, before, after))
        for moment, before, after in zip(moments, versions, versions[1:], strict=False)
    ]
    return [one for one in reversed(found) if one.parts]


def changes_told_to_interim(submission: Submission) -> list[Correction]:
    """Return every change since the interim was put forward last, latest first.

    Also of words that the client had not opened: they are about the interim.
    """
    former = list(_FORMER(submission=submission, since=submission.submitted_at))
    versions = [*map(former_words, former), words_of(submission)]
    found = [
        Correction(row.changed_at, changed_parts(submission, before, after))
        for row, before, after in zip(former, versions, versions[1:], strict=False)
    ]
    return [one for one in reversed(found) if one.parts]


_FORMER: Prepared[FormerWords] = Prepared(
    lambda *, submission, since: FormerWords.objects.filter(
        submission=submission, changed_at__gt=since
    ).oldest_first()
)


_READ: Prepared[FormerWords] = Prepared(
    lambda *, submission: FormerWords.objects.filter(submission=submission).read().oldest_first()
)


def changed_parts(
    submission: Submission, before: SubmissionWords, after: SubmissionWords
) -> list[PartChange]:
    """Return the parts that differ, in the order of the page."""
    return differing(submission.entry, submission.mandate, before, after)


def differing(
    entry: Entry, mandate: Mandate, before: SubmissionWords, after: SubmissionWords
) -> list[PartChange]:
    """Return the parts that differ in words about an interim under one permission."""
    titles = {item.get("ref"): item.get("title", "") for item in mandate.profile.get("record", [])}

    def said(words: SubmissionWords, ref: object, key: str) -> str:
        value = words.rationales.get(str(ref), {}).get(key, "")
        return titles.get(value, "") if key == "evidence" else value

    parts = [PartChange("Why this person", before.introduction, after.introduction)]
    for row in criteria_of(entry.brief):
        for key, label in (("text", row.measure), ("evidence", f"{row.measure}: shown by")):
            parts.append(PartChange(label, said(before, row.ref, key), said(after, row.ref, key)))
    parts.append(PartChange("What to ask about", before.risk, after.risk))
    return only_changed(parts)
