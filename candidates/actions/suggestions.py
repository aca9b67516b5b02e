"""Accept suggestions of a CV for the user's own profile, and undo that."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.actions.writing import write
from candidates.models import Candidate, CandidateSkill, PastAssignment
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused
from readings import decisions
from readings.intake import Intake, queue_parsing
from readings.suggestions import Suggestion, SuggestionKind
from skills.models import Concept


class NoAssignmentForSituation(Refused):
    """Refused: a situation needs a past assignment."""


@transaction.atomic(durable=True)
def queue_cv_parsing(candidate: Candidate, *, by: User, intake: Intake, now: datetime) -> None:
    """Queue a CV for parsing. Does not change the profile."""
    # Serialises two windows of the same person.
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    queue_parsing(intake, owner=by, about=candidate.ref, now=now)
    Activity.record(
        by=by, role=Role.INTERIM, kind=ProfileEvent.CV_ADDED, subject=candidate, now=now
    )


@transaction.atomic(durable=True)
def accept_suggestions(
    candidate: Candidate,
    *,
    by: User,
    keys: Sequence[str],
    level: int | None,
    work: PastAssignment | None,
    now: datetime,
) -> None:
    """Accept suggestions: all of them or none. Of a skill on the profile, only set its level.

    Raises:
        SuggestionGone: the CV was deleted or replaced.
        NoAssignmentForSituation: a situation, without an own assignment.
        decisions.ConceptGone: the concept is no longer in the vocabulary.
    """
    write(candidate, by=by, kind=ProfileEvent.SUGGESTION_ACCEPTED, now=now)
    for key in keys:
        reading, one = decisions.lock_suggestion(by, candidate.ref, key)
        before = reading.change_of(key) if reading.answer_to(key) == decisions.ACCEPTED else {}
        if SuggestionKind(one.kind) is SuggestionKind.SKILL:
            change = _accept_skill(candidate, one, level, before)
        elif SuggestionKind(one.kind) is SuggestionKind.SITUATION:
            change = _accept_situation(candidate, one, work, before)
        else:
            change = before or {"before": candidate.seniority}
            _set_seniority(candidate, int(one.value))
        marked = {**decisions.together(keys, now=now), **change}
        decisions.record(reading, key, decisions.ACCEPTED, marked)


@transaction.atomic(durable=True)
def undo_suggestions(candidate: Candidate, *, by: User, keys: Sequence[str], now: datetime) -> None:
    """Undo the decisions on suggestions; the profile is as it was before they were accepted.

    Raises:
        SuggestionGone: the CV was deleted or replaced.
    """
    write(candidate, by=by, kind=ProfileEvent.SUGGESTION_UNDONE, now=now)
    for key in reversed(keys):
        reading, one = decisions.lock_suggestion(by, candidate.ref, key)
        if reading.answer_to(key) == decisions.ACCEPTED:
            _UNDO[SuggestionKind(one.kind)](candidate, one, reading.change_of(key))
            if SuggestionKind(one.kind) is SuggestionKind.SENIORITY:
                decisions.pass_on_before(reading, key, int(one.value))
        decisions.record(reading, key, "")


Change = Mapping[str, Any]


def _accept_skill(
    candidate: Candidate, one: Suggestion, level: int | None, before: Change
) -> Change:
    concept = decisions.concept_of(one)
    existing = candidate.skills.filter(concept=concept).first()
    if existing is None:
        CandidateSkill.objects.create(candidate=candidate, concept=concept, level=level)
        return before or {"is_new": True}
    if level:
        candidate.skills.filter(pk=existing.pk).update(level=level)
    return before or {"level": existing.level}


def _accept_situation(
    candidate: Candidate, one: Suggestion, work: PastAssignment | None, before: Change
) -> Change:
    if work is None:
        raise NoAssignmentForSituation("Choose the assignment in which you had this situation.")
    if before and before.get("work") != str(work.ref):
        _undo_situation(candidate, one, before)
        before = {}
    was_there = work.situations.filter(code=one.value).exists()
    work.situations.add(decisions.concept_of(one))
    return before or {"work": str(work.ref), "was_there": was_there}


def _set_seniority(candidate: Candidate, value: int | None) -> None:
    Candidate.objects.filter(pk=candidate.pk).update(seniority=value)
    candidate.seniority = value


def _undo_skill(candidate: Candidate, one: Suggestion, change: Change) -> None:
    rows = candidate.skills.filter(concept__code=one.value)
    if "level" in change:
        rows.update(level=change["level"])
    else:
        rows.delete()


def _undo_situation(candidate: Candidate, one: Suggestion, change: Change) -> None:
    work = candidate.record.filter(ref__in=[change["work"]]).first() if change else None
    if work and not change.get("was_there"):
        work.situations.remove(*Concept.objects.coded([one.value]))


def _undo_seniority(candidate: Candidate, one: Suggestion, change: Change) -> None:
    if candidate.seniority == int(one.value):
        _set_seniority(candidate, change.get("before"))


_UNDO: dict[SuggestionKind, Callable[[Candidate, Suggestion, Change], None]] = {
    SuggestionKind.SKILL: _undo_skill,
    SuggestionKind.SITUATION: _undo_situation,
    SuggestionKind.SENIORITY: _undo_seniority,
}
