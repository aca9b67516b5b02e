"""Accept suggestions of a text for a draft, and undo that."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.models.facts import Facts
from engagements.actions.briefs import SUBJECT, NotADraft
from engagements.criterion_parser import parse_criterion
from engagements.models import Brief, BriefDraft, Criterion, Requirement
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import Refused
from readings import decisions
from readings.intake import Intake, queue_parsing
from readings.models import TextReading
from readings.suggestions import Suggestion, SuggestionKind
from skills.models import Concept

SKILLS_MAX, CRITERIA_MAX = 30, 6
STEP_OF = {
    SuggestionKind.SKILL: "person",
    SuggestionKind.SITUATION: "person",
    SuggestionKind.SENIORITY: "person",
    SuggestionKind.CRITERION: "success",
}


class TooMany(Refused):
    """Refused: the brief already has the maximum number of skills or criteria."""


class ChangedSince(Refused):
    """Refused: the accepted criterion has been edited since."""


@transaction.atomic(durable=True)
def queue_text_parsing(brief: Brief, *, by: User, intake: Intake, now: datetime) -> None:
    """Queue a text for parsing. A pasted text becomes the draft's source text if it has none."""
    draft = _lock_draft(brief)
    if intake.text and not draft.source_text:
        draft.source_text = intake.text
        draft.save(update_fields=["source_text", "updated_at"])
    queue_parsing(intake, owner=by, about=brief.ref, now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.TEXT_ADDED,
        subject=brief,
        now=now,
    )


@transaction.atomic(durable=True)
def accept_suggestions(
    brief: Brief, *, by: User, keys: Sequence[str], importance: int | None, now: datetime
) -> None:
    """Accept suggestions: all of them or none. Of a skill in the draft, only set its importance.

    Raises:
        NotADraft: it was sent to the firms in the meantime.
        SuggestionGone: the text was deleted or replaced.
        TooMany: there are six criteria or thirty skills already.
        decisions.ConceptGone: the concept is no longer in the vocabulary.
    """
    draft = _lock_draft(brief)
    for key in keys:
        reading, one = decisions.lock_suggestion(by, brief.ref, key)
        before = reading.change_of(key) if reading.answer_to(key) == decisions.ACCEPTED else {}
        change = _ACCEPT[SuggestionKind(one.kind)](draft, one, importance, before)
        typed = _count_save(draft, one, now=now)
        marked = {**decisions.together(keys, now=now), **typed, **change}
        decisions.record(reading, key, decisions.ACCEPTED, marked)
        _trail(brief, BriefEvent.SUGGESTION_ACCEPTED, reading, one, by=by, now=now)


@transaction.atomic(durable=True)
def undo_suggestions(brief: Brief, *, by: User, keys: Sequence[str], now: datetime) -> None:
    """Undo the decisions on suggestions; the draft is as it was before they were accepted.

    All of them are undone, or none.

    Raises:
        NotADraft: it was sent to the firms in the meantime.
        SuggestionGone: the text was deleted or replaced.
        ChangedSince: the criterion was edited; the edits would be lost.
    """
    draft = _lock_draft(brief)
    for key in reversed(keys):
        reading, one = decisions.lock_suggestion(by, brief.ref, key)
        if reading.answer_to(key) == decisions.ACCEPTED:
            change = reading.change_of(key)
            _UNDO[SuggestionKind(one.kind)](draft, one, change)
            if SuggestionKind(one.kind) is SuggestionKind.SENIORITY:
                decisions.pass_on_before(reading, key, int(one.value))
            _count_save(draft, one, now=now, typed=change.get("typed"))
            _trail(brief, BriefEvent.SUGGESTION_UNDONE, reading, one, by=by, now=now)
        decisions.record(reading, key, "")


def _trail(
    brief: Brief,
    kind: BriefEvent,
    reading: TextReading,
    one: Suggestion,
    *,
    by: User,
    now: datetime,
) -> None:
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        facts=_facts(reading, one),
        now=now,
    )


def _lock_draft(brief: Brief) -> Brief:
    draft = Brief.objects.select_for_update().get(pk=brief.pk)
    if not draft.is_draft:
        raise NotADraft(
            "This brief is no longer a draft. Take it back first, then change it.", row=draft
        )
    return draft


def _facts(reading: TextReading, one: Suggestion) -> Facts:
    """Return the facts for the trail: which suggestion, and the kind of its text."""
    is_email = SUBJECT.search(reading.text) is not None
    source = "document" if reading.document_name else "email" if is_email else "text"
    return {"text": reading.ref, "suggestion": one.key, "source": source}


# Accept. Each function returns what undoing needs.

Change = Mapping[str, Any]


def _accept_skill(brief: Brief, one: Suggestion, importance: int | None, before: Change) -> Change:
    concept = decisions.concept_of(one)
    existing = brief.requirements.filter(concept=concept).first()
    if existing:
        change = before or {"importance": existing.importance}
        if importance:
            brief.requirements.filter(pk=existing.pk).update(importance=importance)
        return change
    if brief.requirements.count() >= SKILLS_MAX:
        raise TooMany(
            "A brief names thirty skills at most. Remove one first, then accept this one."
        )
    Requirement.objects.create(
        brief=brief, concept=concept, importance=importance or Requirement.Importance.SHOULD
    )
    return before or {"importance": None}


def _accept_situation(
    brief: Brief, one: Suggestion, importance: int | None, before: Change
) -> Change:
    was_there = brief.situations.filter(code=one.value).exists()
    brief.situations.add(decisions.concept_of(one))
    return before or {"was_there": was_there}


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
    if len(rows) >= CRITERIA_MAX:
        raise TooMany("Six criteria are enough. Remove one first, then accept this one.")
    parsed = parse_criterion(one.label)
    criterion = Criterion.objects.create(
        brief=brief,
        position=rows[-1].position + 1 if rows else 0,
        measure=parsed.measure,
        baseline=parsed.baseline,
        target=parsed.target,
    )
    return {"ref": str(criterion.ref)}


_ACCEPT: dict[SuggestionKind, Callable[[Brief, Suggestion, int | None, Change], Change]] = {
    SuggestionKind.SKILL: _accept_skill,
    SuggestionKind.SITUATION: _accept_situation,
    SuggestionKind.SENIORITY: _accept_seniority,
    SuggestionKind.CRITERION: _accept_criterion,
}


# Undo


def _undo_skill(brief: Brief, one: Suggestion, change: Change) -> None:
    rows = brief.requirements.filter(concept__code=one.value)
    if before := change.get("importance"):
        rows.update(importance=before)
    else:
        rows.delete()


def _undo_situation(brief: Brief, one: Suggestion, change: Change) -> None:
    if not change.get("was_there"):
        brief.situations.remove(*Concept.objects.coded([one.value]))


def _undo_seniority(brief: Brief, one: Suggestion, change: Change) -> None:
    if brief.seniority == int(one.value):
        brief.seniority = change.get("before")
        brief.save(update_fields=["seniority"])


def _undo_criterion(brief: Brief, one: Suggestion, change: Change) -> None:
    criterion = brief.criteria.filter(ref__in=[change["ref"]]).first() if change else None
    if criterion is None:
        return
    parsed = parse_criterion(one.label)
    stored = (criterion.measure, criterion.baseline, criterion.target, criterion.evidence)
    is_edited = stored != (parsed.measure, parsed.baseline, parsed.target, "")
    draft = BriefDraft.objects.of(brief, STEP_OF[SuggestionKind.CRITERION])
    if is_edited or criterion.due_on or draft.has_row(criterion.ref):
        raise ChangedSince(
            "You have edited this criterion since. Remove it on the page “Success”, if you"
            " no longer want it."
        )
    criterion.delete()


_UNDO: dict[SuggestionKind, Callable[[Brief, Suggestion, Change], None]] = {
    SuggestionKind.SKILL: _undo_skill,
    SuggestionKind.SITUATION: _undo_situation,
    SuggestionKind.SENIORITY: _undo_seniority,
    SuggestionKind.CRITERION: _undo_criterion,
}


# The draft of the step

# Fields whose unparsed text would hide the accepted value.
_FIELDS = {SuggestionKind.SITUATION: "situations", SuggestionKind.SENIORITY: "seniority"}


def _count_save(
    brief: Brief, one: Suggestion, *, now: datetime, typed: object = None
) -> dict[str, object]:
    """Count one save of the step, so that a window open there does not overwrite the change.

    Args:
        typed: input that could not be stored and that accepting had put aside, to put back.

    Returns:
        As `typed`, the input that is put aside now; nothing if there is none.
    """
    kind = SuggestionKind(one.kind)
    draft = BriefDraft.objects.of(brief, STEP_OF[kind])
    aside: dict[str, object] = {}
    if name := _FIELDS.get(kind):
        if name in draft.unparsed:
            aside["typed"] = draft.unparsed.pop(name)
        if typed is not None:
            draft.unparsed[name] = typed
    draft.count_save(window="", now=now)
    brief.save(update_fields=["updated_at"])
    return aside
