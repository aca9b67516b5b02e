"""Change personal details. The profile keeps its version, since no firm or ranking reads them."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.actions.writing import ProfileConflict
from candidates.models import Candidate, PersonalDetails
from candidates.photos import Photo
from candidates.trail import ProfileEvent


@transaction.atomic(durable=True)
def change_details(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    stamp: str,
    address: str,
    nationality: str,
    birth_year: int | None,
    gender: str,
) -> None:
    """Save the personal details, which only their owner sees.

    Raises:
        ProfileConflict: they were changed since the page with `stamp` was opened.
    """
    details = _lock_details(candidate)
    if details.stamp != stamp:
        raise ProfileConflict
    PersonalDetails.objects.filter(pk=details.pk).update(
        address=address, nationality=nationality, birth_year=birth_year, gender=gender
    )
    _note(candidate, by=by, kind=ProfileEvent.DETAILS_CHANGED, now=now)


@transaction.atomic(durable=True)
def add_photo(candidate: Candidate, *, by: User, now: datetime, photo: Photo) -> None:
    """Save a photo; it replaces the previous one."""
    details = _lock_details(candidate)
    PersonalDetails.objects.filter(pk=details.pk).update(
        photo=photo.content, photo_type=photo.media_type
    )
    _note(candidate, by=by, kind=ProfileEvent.PHOTO_ADDED, now=now)


@transaction.atomic(durable=True)
def remove_photo(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Delete the photo."""
    PersonalDetails.objects.filter(candidate=candidate).update(photo=None, photo_type="")
    _note(candidate, by=by, kind=ProfileEvent.PHOTO_REMOVED, now=now)


def _lock_details(candidate: Candidate) -> PersonalDetails:
    # Locking the profile serialises two windows of the same person.
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    details, _ = PersonalDetails.objects.get_or_create(candidate=candidate)
    return details


def _note(candidate: Candidate, *, by: User, kind: ProfileEvent, now: datetime) -> None:
    Activity.record(by=by, role=Role.INTERIM, kind=kind, subject=candidate, now=now)
