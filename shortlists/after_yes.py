"""What an interim reads once a firm speaks for them, before the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engagements.models import Criterion
from providers.models import Consultant
from shortlists.comparison import proof_of
from shortlists.models import Entry, InterviewSlot, Mandate, Submission
from shortlists.reading import read_profile


@dataclass(frozen=True, slots=True)
class AfterYes:
    """The first part of an interim's page from the mandate to the end of the conversation.

    Attributes:
        mandate: the permission in force.
        speaker: who speaks for the interim now.
        following: who does what next, in a sentence.
        due_at: until when, if there is a deadline.
        profile: the profile that the client reads, as it was when the interim agreed.
        submission: the firm's words that the client reads; None before they go.
        reasons: each criterion with the firm's reason.
    """

    mandate: Mandate
    speaker: Consultant
    following: str
    due_at: datetime | None
    profile: dict[str, Any]
    submission: Submission | None
    reasons: list[tuple[Criterion, str]]


def after_yes(
    entry: Entry, mandate: Mandate | None, *, slots: Sequence[InterviewSlot]
) -> AfterYes | None:
    """Return what the interim reads first; None before they chose a firm and after the end.

    Args:
        mandate: the latest permission.
        slots: the times of an interview that can be picked, or the one that was.
    """
    if mandate is None or not mandate.is_active or not entry.is_represented:
        return None
    submission = _in_front_of_client(entry)
    following, due_at = _following(entry, slots)
    return AfterYes(
        mandate=mandate,
        speaker=entry.speaker(),
        following=following,
        due_at=None if entry.brief.is_on_hold else due_at,
        profile=read_profile(mandate.profile),
        submission=submission,
        reasons=_reasons(entry, submission) if submission else [],
    )


def _in_front_of_client(entry: Entry) -> Submission | None:
    if not entry.is_in_front_of_client:
        return None
    return Submission.objects.filter(entry=entry).first()


def _reasons(entry: Entry, submission: Submission) -> list[tuple[Criterion, str]]:
    rows = submission.rationales.select_related("evidence")
    said = {row.criterion_id: "\n\n".join(filter(None, [row.text, proof_of(row)])) for row in rows}
    return [(row, said.get(row.pk, "")) for row in entry.brief.criteria.in_order()]


def _following(entry: Entry, slots: Sequence[InterviewSlot]) -> tuple[str, datetime | None]:
    speaker, client = entry.speaker().user.full_name, entry.brief.client.name
    manager = f"{entry.brief.manager.user.full_name} of {client}"
    if entry.brief.is_on_hold:
        return f"Nothing for now: {client} has put the brief on hold. Your place is kept.", None
    if entry.is_mandated:
        text = (
            f"{speaker} writes why you would reach each result, and puts you forward to {client}."
            " You read those words here as soon as they go."
        )
        return text, entry.brief.slate_due_at
    if entry.is_unread:
        text = (
            f"{manager} opens what {speaker} wrote, and then invites you or gives you a"
            " reason. Time to read it:"
        )
        return text, entry.next_due_at
    if entry.awaits_decision:
        text = f"{manager} has read about you, and invites you or gives you a reason."
        return text, entry.next_due_at
    return _meeting(manager, slots), entry.next_due_at


def _meeting(manager: str, slots: Sequence[InterviewSlot]) -> str:
    if any(slot.picked_at for slot in slots):
        return f"You meet {manager}; the time stands below. Time to answer you after it:"
    if slots:
        return f"{manager} wants to meet you: pick a time below."
    return f"{manager} proposes other times."
