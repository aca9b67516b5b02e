"""Write a change of a profile: one guarded UPDATE and one event in the trail."""

from datetime import datetime
from typing import Any

from django.db.models import F

from accounts.models import Activity, Role, User
from candidates.models import Candidate
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused


class ProfileConflict(Refused):
    """Refused: the profile was saved in another window after this one was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Your profile was changed in another window after you opened this page. What you"
            " typed is still here: check it, and save again to keep it."
        )


def write(
    candidate: Candidate,
    *,
    by: User | None,
    kind: ProfileEvent,
    now: datetime,
    version: int | None = None,
    role: Role = Role.INTERIM,
    **columns: Any,
) -> None:
    """Write `columns` and increase the profile's version, in one UPDATE.

    Every action calls this first. The UPDATE locks the row of the profile, so that concurrent
    actions on it run one after the other.

    Args:
        kind, role: for the trail.
        version: the version that the person saw; None if no change can be overwritten.

    Raises:
        ProfileConflict: the stored version is a different one.
    """
    rows = Candidate.objects.filter(pk=candidate.pk)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1, updated_at=now, **columns):
        raise ProfileConflict
    for name, value in columns.items():
        setattr(candidate, name, value)
    candidate.version = rows.model.objects.values_list("version", flat=True).get(pk=candidate.pk)
    Activity.record(by=by, role=role, kind=kind, subject=candidate, now=now)
