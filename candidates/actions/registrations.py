"""Add, change and remove the registrations of a profile."""

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from candidates.actions.writing import write
from candidates.models import Candidate, CandidateRegistration
from candidates.trail import ProfileEvent
from interimhub.lib.refused import Refused
from skills.models import Concept


class RegistrationExists(Refused):
    """Refused: the registration is on the profile already."""


class RegistrationGone(Refused):
    """Refused: the registration was removed in another window."""


@transaction.atomic(durable=True)
def add_registration(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    concept: Concept,
    **facts: str | date | None,
) -> CandidateRegistration:
    """Add a registration of the vocabulary to the profile.

    Args:
        facts: number, body, country, since and valid_until, as the form cleans them.

    Raises:
        RegistrationExists: the profile has it, perhaps under another of its names.
    """
    write(candidate, by=by, kind=ProfileEvent.REGISTRATION_ADDED, now=now)
    if candidate.registrations.filter(concept=concept).exists():
        raise RegistrationExists(f"“{concept.label}” is already on your profile; change it there.")
    return CandidateRegistration.objects.create(candidate=candidate, concept=concept, **facts)


@transaction.atomic(durable=True)
def change_registration(
    registration: CandidateRegistration,
    *,
    by: User,
    now: datetime,
    **facts: str | date | None,
) -> None:
    """Save another number, body, country or date.

    Raises:
        RegistrationGone: it was removed in another window.
    """
    write(registration.candidate, by=by, kind=ProfileEvent.REGISTRATION_CHANGED, now=now)
    if not CandidateRegistration.objects.filter(pk=registration.pk).update(**facts):
        raise RegistrationGone(
            "This registration was removed in another window; add it again to change it."
        )


@transaction.atomic(durable=True)
def remove_registration(registration: CandidateRegistration, *, by: User, now: datetime) -> None:
    """Remove a registration from the profile. Does nothing if it is already removed."""
    write(registration.candidate, by=by, kind=ProfileEvent.REGISTRATION_REMOVED, now=now)
    CandidateRegistration.objects.filter(pk=registration.pk).delete()
