"""Taking over what a text suggests for a draft, one thing at a time, and taking it back."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.models.facts import Facts
from engagements.actions.briefs import SUBJECT, NotADraft
from engagements.criterion_parser import parse_criterion
from engagements.models import Brief, BriefDraft, Criterion, Requirement
from engagements.trail import BriefEvent
from interimhub.lib.refused import Refused
from readings import decisions
from readings.intake import Intake, queue_parsing
from readings.models import TextReading
from readings.suggestions import Kind, Suggestion
from skills.models import Concept

SKILLS_MOST, CRITERIA_MOST = 30, 6
STEP_OF = {
    Kind.SKILL: "person",
    Kind.SITUATION: "person",
    Kind.SENIORITY: "person",
    Kind.CRITERION: "success",
}


class NoRoom(Refused):
    """A brief holds only so many of these."""


class ConceptGone(Refused):
    """The vocabulary no longer knows it."""


class ChangedSince(Refused):
    """Its person has gone on from what was taken over."""


@transaction.atomic(durable=True)
def queue_text_parsing(brief: Brief, *, by: User, intake: Intake, now: datetime) -> None:
    """Owe the reading of a text for this draft; pasted words stay with it when it has none yet."""
    standing = _held(brief)
    if intake.text and not standing.source_text:
        standing.source_text = intake.text
        standing.save(update_fields=["source_text", "updated_at"])
    queue_parsing(intake, owner=by, about=brief.ref, now=now)
    Activity.record(by=by, role=Role.MANAGER, kind=BriefEvent.TEXT_ADDED, subject=brief, now=now)


@transaction.atomic(durable=True)
def accept_suggestion(
    brief: Brief, *, by: User, key: str, importance: int | None, now: datetime
) -> None:
    """Put one suggestion into the draft; once it is there, only how much it matters changes.

    Raises:
        NotADraft: it has been sent to its firms meanwhile.
        SuggestionGone: the text was forgotten or replaced.
        NoRoom: there are six criteria or thirty skills already.
        ConceptGone: a newer vocabulary does not know it.
    """
    standing = _held(brief)
    reading, one = decisions.lock_suggestion(by, brief.ref, key)
    before = reading.change_of(key) if reading.answer_to(key) == decisions.ACCEPTED else {}
    change = _TAKE[Kind(one.kind)](standing, one, importance, before)
    decisions.record(reading, key, decisions.ACCEPTED, change)
    _count_save(standing, one, now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        kind=BriefEvent.SUGGESTION_ACCEPTED,
        subject=brief,
        facts=_facts(reading, one),
        now=now,
    )


@transaction.atomic(durable=True)
def undo_suggestion(brief: Brief, *, by: User, key: str, now: datetime) -> None:
    """Take back what was said to a suggestion: what was taken over leaves the draft again.

    Raises:
        NotADraft: it has been sent to its firms meanwhile.
        SuggestionGone: the text was forgotten or replaced.
        ChangedSince: a criterion was written on; its words would be lost.
    """
    standing = _held(brief)
    reading, one = decisions.lock_suggestion(by, brief.ref, key)
    if reading.answer_to(key) == decisions.ACCEPTED:
        _UNDO[Kind(one.kind)](standing, one, reading.change_of(key))
        _count_save(standing, one, now=now)
        Activity.record(
            by=by,
            role=Role.MANAGER,
            kind=BriefEvent.SUGGESTION_UNDONE,
            subject=brief,
            facts=_facts(reading, one),
            now=now,
        )
    decisions.record(reading, key, "")


def _held(brief: Brief) -> Brief:
    standing = Brief.objects.select_for_update().get(pk=brief.pk)
    if not standing.is_draft:
        raise NotADraft("This brief is no longer a draft. Take it back first, then change it.")
    return standing


def _concept(one: Suggestion) -> Concept:
    concept = Concept.objects.coded([one.value]).first()
    if concept is None:
        raise ConceptGone(f"Our list of words has changed and no longer holds “{one.label}”.")
    return concept


def _facts(reading: TextReading, one: Suggestion) -> Facts:
    """Return what the trail keeps of a suggestion: which one, and what kind of text it is from."""
    is_email = SUBJECT.search(reading.text) is not None
    source = "document" if reading.document_name else "email" if is_email else "text"
    return {"text": reading.ref, "suggestion": one.key, "source": source}


# Into the draft. Each returns what undoing needs to know.

Change = Mapping[str, Any]


def _accept_skill(brief: Brief, one: Suggestion, importance: int | None, before: Change) -> Change:
    concept = _concept(one)
    asked = brief.requirements.filter(concept=concept)
    if asked.exists():
        if importance:
            asked.update(importance=importance)
        return before
    if brief.requirements.count() >= SKILLS_MOST:
        raise NoRoom("A brief names thirty skills at most. Remove one first, then accept this one.")
    Requirement.objects.create(
        brief=brief, concept=concept, importance=importance or Requirement.Importance.SHOULD
    )
    return before


def _accept_situation(
    brief: Brief, one: Suggestion, importance: int | None, before: Change
) -> Change:
    brief.situations.add(_concept(one))
    return before


def _accept_seniority(
    brief: Brief, one: Suggestion, importance: int | None, before: Change
) -> Change:
    change = before or {"before": brief.seniority}
    brief.seniority = int(one.value)
    brief.save(update_fields=["seniority"])
    return change


def _accept_criterion(
    brief: Brief, one: Suggestion, importance: int | None, before: Change
) -> Change:
    if before and brief.criteria.filter(ref=before["ref"]).exists():
        return before
    rows = list(brief.criteria.in_order())
    if len(rows) >= CRITERIA_MOST:
        raise NoRoom("Six criteria are enough. Remove one first, then accept this one.")
    promise = parse_criterion(one.label)
    criterion = Criterion.objects.create(
        brief=brief,
        position=rows[-1].position + 1 if rows else 0,
        measure=promise.measure,
        baseline=promise.baseline,
        target=promise.target,
    )
    return {"ref": str(criterion.ref)}


_TAKE: dict[Kind, Callable[[Brief, Suggestion, int | None, Change], Change]] = {
    Kind.SKILL: _accept_skill,
    Kind.SITUATION: _accept_situation,
    Kind.SENIORITY: _accept_seniority,
    Kind.CRITERION: _accept_criterion,
}


# Out of the draft


def _undo_skill(brief: Brief, one: Suggestion, change: Change) -> None:
    brief.requirements.filter(concept__code=one.value).delete()


def _undo_situation(brief: Brief, one: Suggestion, change: Change) -> None:
    brief.situations.remove(*Concept.objects.coded([one.value]))


def _undo_seniority(brief: Brief, one: Suggestion, change: Change) -> None:
    if brief.seniority == int(one.value):
        brief.seniority = change.get("before")
        brief.save(update_fields=["seniority"])


def _undo_criterion(brief: Brief, one: Suggestion, change: Change) -> None:
    criterion = brief.criteria.filter(ref__in=[change["ref"]]).first() if change else None
    if criterion is None:
        return
    promise = parse_criterion(one.label)
    told = (criterion.measure, criterion.baseline, criterion.target, criterion.evidence)
    is_written_on = told != (promise.measure, promise.baseline, promise.target, "")
    draft = BriefDraft.objects.of(brief, STEP_OF[Kind.CRITERION])
    if is_written_on or criterion.due_on or draft.has_row(criterion.ref):
        raise ChangedSince(
            "You have written on in this criterion since. Remove it on the page “Success”, if you"
            " no longer want it."
        )
    criterion.delete()


_UNDO: dict[Kind, Callable[[Brief, Suggestion, Change], None]] = {
    Kind.SKILL: _undo_skill,
    Kind.SITUATION: _undo_situation,
    Kind.SENIORITY: _undo_seniority,
    Kind.CRITERION: _undo_criterion,
}


# The step that asks for it

# Where words that are no value of the field would hide what was accepted.
_FIELDS = {Kind.SITUATION: "situations", Kind.SENIORITY: "seniority"}


def _count_save(brief: Brief, one: Suggestion, *, now: datetime) -> None:
    """Count it as a save of its step, so that a window that is open there does not undo it."""
    kind = Kind(one.kind)
    draft = BriefDraft.objects.of(brief, STEP_OF[kind])
    if name := _FIELDS.get(kind):
        draft.unparsed.pop(name, None)
    draft.count_save(window="", now=now)
    brief.save(update_fields=["updated_at"])
