"""Personal details. They move no version: nothing that firms or rankings read has changed."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.actions.writing import ProfileMoved
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
    """Keep the details that only their owner sees.

    Raises:
        ProfileMoved: they were changed since the page with `stamp` was opened.
    """
    details = _held(candidate)
    if details.stamp != stamp:
        raise ProfileMoved
    PersonalDetails.objects.filter(pk=details.pk).update(
        address=address, nationality=nationality, birth_year=birth_year, gender=gender
    )
    _note(candidate, by=by, kind=ProfileEvent.DETAILS_CHANGED, now=now)


@transaction.atomic(durable=True)
def add_photo(candidate: Candidate, *, by: User, now: datetime, photo: Photo) -> None:
    """Keep a photo, in place of the one before."""
    details = _held(candidate)
    PersonalDetails.objects.filter(pk=details.pk).update(
        photo=photo.content, photo_type=photo.media_type
    )
    _note(candidate, by=by, kind=ProfileEvent.PHOTO_ADDED, now=now)


@transaction.atomic(durable=True)
def remove_photo(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Forget the photo."""
    PersonalDetails.objects.filter(candidate=candidate).update(photo=None, photo_type="")
    _note(candidate, by=by, kind=ProfileEvent.PHOTO_REMOVED, now=now)


def _held(candidate: Candidate) -> PersonalDetails:
    # The profile's row is held so that two windows take turns.
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    details, _ = PersonalDetails.objects.get_or_create(candidate=candidate)
    return details


def _note(candidate: Candidate, *, by: User, kind: ProfileEvent, now: datetime) -> None:
    Activity.record(by=by, role=Role.INTERIM, kind=kind, subject=candidate, now=now)
