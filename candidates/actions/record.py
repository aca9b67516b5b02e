"""The track record: past assignments told as outcomes."""

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
    """It was removed in the meantime."""


@transaction.atomic(durable=True)
def add_assignment(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    situations: Iterable[Concept],
    sectors: Iterable[Concept],
    version: int | None = None,
    **told: str | date | None,
) -> PastAssignment:
    """Put a piece of work on the track record.

    Args:
        told: title, organisation, organisation_kind, situation, mandate, result, measure,
            started_on and ended_on, as the form gives them.
    """
    del version  # adding loses nobody's words
    write(candidate, by=by, kind=ProfileEvent.ASSIGNMENT_ADDED, now=now)
    assignment = PastAssignment.objects.create(candidate=candidate, **told)
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
    **told: str | date | None,
) -> None:
    """Tell a past assignment anew; `told` as in `add_assignment`.

    Raises:
        ProfileMoved: the profile was changed since `version`.
        AssignmentGone: it was removed in another window.
    """
    candidate = assignment.candidate
    write(candidate, by=by, kind=ProfileEvent.ASSIGNMENT_CHANGED, now=now, version=version)
    if not PastAssignment.objects.filter(pk=assignment.pk).update(**told):
        raise AssignmentGone("This assignment was removed in another window.")
    assignment.situations.set(situations)
    assignment.sectors.set(sectors)


@transaction.atomic(durable=True)
def remove_assignment(assignment: PastAssignment, *, by: User, now: datetime) -> None:
    """Take a piece of work off the track record; once it is off, nothing more happens."""
    write(assignment.candidate, by=by, kind=ProfileEvent.ASSIGNMENT_REMOVED, now=now)
    PastAssignment.objects.filter(pk=assignment.pk).delete()
