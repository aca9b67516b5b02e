"""Add, change and remove past assignments."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from candidates.actions.writing import write
from candidates.models import Candidate, PastAssignment
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused
from skills.models import Concept


class AssignmentGone(Refused):
    """Refused: the assignment was removed in another window."""


@transaction.atomic(durable=True)
def add_assignment(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    situations: Iterable[Concept],
    sectors: Iterable[Concept],
    version: int | None = None,
    **facts: str | date | None,
) -> PastAssignment:
    """Add a past assignment to the track record.

    Args:
        facts: title, organisation, organisation_kind, situation, mandate, result, measure,
            started_on and ended_on, as the form cleans them.
    """
    del version  # adding overwrites nothing
    write(candidate, by=by, kind=ProfileEvent.ASSIGNMENT_ADDED, now=now)
    assignment = PastAssignment.objects.create(candidate=candidate, **facts)
    assignment.situations.set(situations)
    assignment.sectors.set(sectors)
    return assignment


@transaction.atomic(durable=True)
def change_assignment(
    assignment: PastAssignment,
    *,
    by: User,
    now: datetime,
    version: int,
    situations: Iterable[Concept],
    sectors: Iterable[Concept],
    **facts: str | date | None,
) -> None:
    """Save a changed past assignment; `facts` as in `add_assignment`.

    Raises:
        ProfileConflict: the profile was changed since `version`.
        AssignmentGone: it was removed in another window.
    """
    candidate = assignment.candidate
    write(candidate, by=by, kind=ProfileEvent.ASSIGNMENT_CHANGED, now=now, version=version)
    if not PastAssignment.objects.filter(pk=assignment.pk).update(**facts):
        raise AssignmentGone("This assignment was removed in another window.")
    assignment.situations.set(situations)
    assignment.sectors.set(sectors)


@transaction.atomic(durable=True)
def remove_assignment(assignment: PastAssignment, *, by: User, now: datetime) -> None:
    """Remove a past assignment. Does nothing if it is already removed."""
    write(assignment.candidate, by=by, kind=ProfileEvent.ASSIGNMENT_REMOVED, now=now)
    PastAssignment.objects.filter(pk=assignment.pk).delete()
