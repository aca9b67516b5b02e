"""Change and confirm the availability of an interim."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from candidates.actions.writing import write
from candidates.models import Candidate
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused


class NoAvailability(Refused):
    """Refused: there is no availability to confirm."""


@transaction.atomic(durable=True)
def change_availability(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    version: int,
    available_from: date | None,
    days_per_week: int | None,
    pattern: str,
    is_remote_ok: bool,
    regions: list[str],
    languages: list[str],
    right_to_work: list[str],
) -> None:
    """Save when, where and how an interim would work. Saving confirms it for today.

    Raises:
        ProfileConflict: it was changed since `version`.
    """
    write(
        candidate,
        by=by,
        kind=ProfileEvent.AVAILABILITY_CHANGED,
        now=now,
        version=version,
        available_from=available_from,
        availability_confirmed_on=timezone.localdate(now) if available_from else None,
        days_per_week=days_per_week,
        pattern=pattern,
        is_remote_ok=is_remote_ok,
        regions=regions,
        languages=languages,
        right_to_work=right_to_work,
    )


@transaction.atomic(durable=True)
def confirm_availability(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Confirm that the stored availability is still right today.

    Raises:
        NoAvailability: no first free day is stored.
    """
    write(
        candidate,
        by=by,
        kind=ProfileEvent.AVAILABILITY_CONFIRMED,
        now=now,
        availability_confirmed_on=timezone.localdate(now),
    )
    if not Candidate.objects.filter(pk=candidate.pk, available_from__isnull=False).exists():
        raise NoAvailability(
            "First enter the day from which you are available. Saving confirms it."
        )
