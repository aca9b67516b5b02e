"""What an interim reads once a firm speaks for them, before the letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from interimhub.lib.changed_words import PartChange
from interimhub.lib.prepared import Prepared
from providers.models import Consultant
from shortlists import slate
from shortlists.differences import Correction, changes_told_to_interim, differing, former_words
from shortlists.models import (
    Entry,
    InterviewSlot,
    Mandate,
    Rationale,
    ShownWords,
    Submission,
)
from shortlists.reading import profile_facts, read_profile
from shortlists.registrations import seen_facts, seen_of
from shortlists.showing import current_words, words_before
from shortlists.words_read import WordsRead, of_shown, of_submission


@dataclass(frozen=True, slots=True)
class AfterYes:
    """The first part of an interim's page from the mandate to the end of the conversation.

    Attributes:
        mandate: the permission in force.
        speaker: who speaks for the interim now.
        following: who does what next, in a sentence.
        due_at: until when, if there is a deadline.
        profile: the profile that the client reads, as it was when the interim agreed.
        facts: what stands beside it, as (label, text).
        words: the firm's words that the client reads or will read; None before they are shown.
        shown: how those words stand before they go; None before they are shown and afterwards.
        changed: what differs from the words that were shown before, part by part.
        answered_before: whether the interim answered those.
        objected_before: what the interim had said is wrong in those; "" if nothing.
        corrections: what the firm changed since the client could read it, latest first.
    """

    mandate: Mandate
    speaker: Consultant
    following: str
    due_at: datetime | None
    profile: dict[str, Any]
    facts: list[tuple[str, str]]
    words: WordsRead | None
    shown: ShownWords | None
    changed: list[PartChange]
    answered_before: bool
    objected_before: str
    corrections: list[Correction]

    @property
    def asks(self) -> bool:
        """Whether the interim is asked now whether the words are right."""
        return self.shown is not None and self.shown.is_waiting

    @property
    def may_object(self) -> bool:
        """Whether these words could go, so that the interim can still say what is wrong."""
        return self.asks or (self.shown is not None and self.shown.is_free)


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
    shown = current_words(entry) if entry.is_mandated else None
    before = words_before(shown) if shown else None
    following, due_at = _following(entry, shown, slots)
    profile = read_profile(mandate.profile)
    words = of_submission(submission) if submission else None
    return AfterYes(
        mandate=mandate,
        speaker=entry.speaker(),
        following=following,
        due_at=None if entry.brief.is_on_hold else due_at,
        profile=profile,
        facts=[*seen_facts(seen_of(entry)), *profile_facts(profile)],
        words=of_shown(entry, mandate, shown) if shown else words,
        shown=shown,
        changed=_changed(entry, mandate, before, shown),
        answered_before=before is not None and before.answered_at is not None,
        objected_before=before.objection if before else "",
        corrections=changes_told_to_interim(submission) if submission else [],
    )


def _changed(
    entry: Entry, mandate: Mandate, before: ShownWords | None, shown: ShownWords | None
) -> list[PartChange]:
    if shown is None or before is None:
        return []
    return differing(entry, mandate, former_words(before), former_words(shown))


def _in_front_of_client(entry: Entry) -> Submission | None:
    if not entry.is_in_front_of_client:
        return None
    submission = next(iter(_SUBMISSION(entry=entry)), None)
    if submission:
        submission.entry = entry
    return submission


_SUBMISSION: Prepared[Submission] = Prepared(
    lambda *, entry: (
        Submission.objects.filter(entry=entry)
        .select_related("mandate", "consultant__user", "consultant__firm")
        .prefetch_related(
            Prefetch("rationales", Rationale.objects.select_related("criterion", "evidence"))
        )
    )
)


def _following(
    entry: Entry, shown: ShownWords | None, slots: Sequence[InterviewSlot]
) -> tuple[str, datetime | None]:
    speaker, client = entry.speaker().user.full_name, entry.brief.client.name
    manager = f"{entry.brief.manager.user.full_name} of {client}"
    if entry.brief.is_on_hold:
        return f"Nothing for now: {client} has put the brief on hold. Your place is kept.", None
    if entry.is_mandated:
        return _before_it_goes(entry, shown, speaker)
    if entry.is_unread and slate.is_sealed(entry.brief):
        text = (
            f"What {speaker} wrote lies sealed. {manager} reads about everybody at the same moment,"
            " in an order drawn by lot: who was first gains nothing. It opens at the latest"
        )
        return text, slate.opens_at(entry.brief)
    if entry.is_unread:
        text = (
            f"{manager} opens what {speaker} wrote, and then invites you or gives you a"
            " reason. Time to read it:"
        )
        return text, entry.next_due_at
    if entry.awaits_decision:
        text = (
            f"{manager} has read about you, and invites you or gives you a reason. Time to answer:"
        )
        return text, entry.next_due_at
    return _meeting(manager, slots), entry.next_due_at


def _before_it_goes(
    entry: Entry, shown: ShownWords | None, speaker: str
) -> tuple[str, datetime | None]:
    client = entry.brief.client.name
    if shown is None:
        text = (
            f"{speaker} writes why you would reach each result, and shows it to you here before"
            f" {client} reads it."
        )
        return text, entry.brief.slate_due_at
    if shown.is_waiting:
        text = (
            f"Without your answer {speaker} may put you forward with the words below. Read them as"
            f" {client} will, and say whether they are right"
        )
        return text, entry.words_due_at
    if shown.is_objected:
        text = f"{speaker} changes what you say is wrong, and shows it to you again before it goes."
        return text, entry.brief.slate_due_at
    return f"{speaker} puts you forward to {client} with exactly the words below.", None


def _meeting(manager: str, slots: Sequence[InterviewSlot]) -> str:
    if any(slot.picked_at for slot in slots):
        return f"You meet {manager}; the time stands below. Time to answer you after it:"
    if slots:
        return f"{manager} wants to meet you: pick a time below."
    return f"{manager} proposes other times."
