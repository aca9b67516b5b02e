"""Taking over what a CV suggests for one's profile, one thing at a time, and taking it back."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.actions.writing import write
from candidates.models import Candidate, CandidateSkill, PastAssignment
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused
from readings import deciding
from readings.bringing import Brought, bring
from readings.suggestions import Kind, Suggested
from skills.models import Concept


class WordGone(Refused):
    """The vocabulary no longer knows it."""


class NothingToPutItOn(Refused):
    """A situation belongs to a past assignment."""


@transaction.atomic(durable=True)
def have_cv_read(candidate: Candidate, *, by: User, brought: Brought, now: datetime) -> None:
    """Owe the reading of somebody's CV; their profile stays as it is."""
    # Two windows take turns.
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    bring(brought, owner=by, about=candidate.ref, now=now)
    Activity.record(
        by=by, role=Role.INTERIM, kind=ProfileEvent.CV_ADDED, subject=candidate, now=now
    )


@transaction.atomic(durable=True)
def take_suggestion(
    candidate: Candidate,
    *,
    by: User,
    key: str,
    level: int | None,
    work: PastAssignment | None,
    now: datetime,
) -> None:
    """Put one suggestion on the profile; of a skill that is there, only the level changes.

    Raises:
        SuggestionGone: the CV was forgotten or replaced.
        NothingToPutItOn: a situation, and no assignment of one's own.
        WordGone: a newer vocabulary does not know it.
    """
    write(candidate, by=by, kind=ProfileEvent.SUGGESTION_ACCEPTED, now=now)
    reading, one = deciding.held(by, candidate.ref, key)
    before = reading.change_of(key) if reading.answer_to(key) == deciding.TAKEN else {}
    if Kind(one.kind) is Kind.SKILL:
        change = _take_skill(candidate, one, level, before)
    elif Kind(one.kind) is Kind.SITUATION:
        change = _take_situation(one, work)
    else:
        change = before or {"before": candidate.seniority}
        _set_seniority(candidate, int(one.value))
    deciding.note(reading, key, deciding.TAKEN, change)


@transaction.atomic(durable=True)
def undo_suggestion(candidate: Candidate, *, by: User, key: str, now: datetime) -> None:
    """Take back what was said to a suggestion: what was taken over leaves the profile again.

    Raises:
        SuggestionGone: the CV was forgotten or replaced.
    """
    write(candidate, by=by, kind=ProfileEvent.SUGGESTION_UNDONE, now=now)
    reading, one = deciding.held(by, candidate.ref, key)
    if reading.answer_to(key) == deciding.TAKEN:
        _UNDO[Kind(one.kind)](candidate, one, reading.change_of(key))
    deciding.note(reading, key, "")


Change = Mapping[str, Any]


def _concept(one: Suggested) -> Concept:
    concept = Concept.objects.coded([one.value]).first()
    if concept is None:
        raise WordGone(f"Our list of words has changed and no longer holds “{one.label}”.")
    return concept


def _take_skill(candidate: Candidate, one: Suggested, level: int | None, before: Change) -> Change:
    concept = _concept(one)
    held = candidate.skills.filter(concept=concept)
    if held.exists():
        if level:
            held.update(level=level)
    else:
        CandidateSkill.objects.create(candidate=candidate, concept=concept, level=level)
    return before


def _take_situation(one: Suggested, work: PastAssignment | None) -> Change:
    if work is None:
        raise NothingToPutItOn("Choose the assignment in which you lived through it.")
    work.situations.add(_concept(one))
    return {"work": str(work.ref)}


def _set_seniority(candidate: Candidate, value: int | None) -> None:
    Candidate.objects.filter(pk=candidate.pk).update(seniority=value)
    candidate.seniority = value


def _undo_skill(candidate: Candidate, one: Suggested, change: Change) -> None:
    candidate.skills.filter(concept__code=one.value).delete()


def _undo_situation(candidate: Candidate, one: Suggested, change: Change) -> None:
    work = candidate.record.filter(ref__in=[change["work"]]).first() if change else None
    if work:
        work.situations.remove(*Concept.objects.coded([one.value]))


def _undo_seniority(candidate: Candidate, one: Suggested, change: Change) -> None:
    if candidate.seniority == int(one.value):
        _set_seniority(candidate, change.get("before"))


_UNDO: dict[Kind, Callable[[Candidate, Suggested, Change], None]] = {
    Kind.SKILL: _undo_skill,
    Kind.SITUATION: _undo_situation,
    Kind.SENIORITY: _undo_seniority,
}
