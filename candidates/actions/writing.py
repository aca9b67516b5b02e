"""How every change of a profile is written: one guarded UPDATE and a line in the trail."""

from datetime import datetime
from typing import Any

from django.db.models import F

from accounts.models import Activity, Role, User
from candidates.models import Candidate
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused


class ProfileMoved(Refused):
    """Somebody, usually the same person in another window, saved the profile in the meantime."""

    def __init__(self) -> None:
        super().__init__(
            "Your profile was changed in another window after you opened this page. What you"
            " typed is still here: look it over, and save once more to keep it."
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
    """Write `columns` and move the profile's version on, in one UPDATE.

    The UPDATE comes first in every action: it holds the profile's row, so that whatever else
    the action checks or writes is done by one at a time.

    Args:
        kind, role: for the trail.
        version: the version the person had before their eyes; None where nothing can be lost.

    Raises:
        ProfileMoved: the stored version is another one.
    """
    rows = Candidate.objects.filter(pk=candidate.pk)
    if version is not None:
        rows = rows.filter(version=version)
    if not rows.update(version=F("version") + 1, updated_at=now, **columns):
        raise ProfileMoved
    for name, value in columns.items():
        setattr(candidate, name, value)
    candidate.version = rows.model.objects.values_list("version", flat=True).get(pk=candidate.pk)
    Activity.record(by=by, role=role, kind=kind, subject=candidate, now=now)
