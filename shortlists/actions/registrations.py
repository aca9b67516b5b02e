"""A firm confirms that it has seen a registration, before it puts somebody forward."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from candidates.models import CandidateRegistration
from interimhub.lib.refused import MovedOn, Refused
from shortlists.locking import lock_entry
from shortlists.models import Entry, SeenRegistration
from shortlists.policy.firms import the_consultant
from shortlists.submission_checks import NotReadyToSubmit, mandate_of
from shortlists.trail import EntryEvent
from skills.models import Concept


class NotRequired(Refused):
    """Refused: the brief does not require this registration, or no longer."""


class RegistrationEnded(Refused):
    """Refused: by what the interim states, its last day is past."""


@transaction.atomic(durable=True)
def confirm_registration(entry: Entry, *, code: str, by: User, now: datetime) -> SeenRegistration:
    """Record that the firm of the conversation has seen a registration that the brief requires.

    The number is not recorded. Confirmed twice, or by two colleagues at once, the first counts.

    Raises:
        NotRequired: the brief does not require it.
        RegistrationEnded: its last day is past.
        NotReadyToSubmit: the firm has no permission to speak for the interim.
        MovedOn: the interim has been put forward already.
        NotAMember: `by` has left the firm.
    """
    entry, concept = _locked(entry, code, by=by)
    if seen := SeenRegistration.objects.of(entry).about(concept).first():
        return seen
    held = CandidateRegistration.objects.of(entry.candidate).filter(concept=concept).first()
    if held and held.has_ended(timezone.localdate(now)):
        raise RegistrationEnded(
            f"By their profile, “{concept.label}” ended on {held.valid_until:%-d %B %Y}. Ask them"
            " for the one that is valid now, and to correct their profile."
        )
    _record(EntryEvent.REGISTRATION_SEEN, entry, concept, by=by, now=now)
    return SeenRegistration.objects.create(
        entry=entry, firm_id=entry.firm_id, concept=concept, seen_by=by, seen_at=now
    )


@transaction.atomic(durable=True)
def take_back_registration(entry: Entry, *, code: str, by: User, now: datetime) -> None:
    """Take back a confirmation before the interim is put forward; without one, do nothing.

    Raises:
        NotRequired, NotReadyToSubmit, MovedOn, NotAMember: as for `confirm_registration`.
    """
    entry, concept = _locked(entry, code, by=by)
    if SeenRegistration.objects.of(entry).about(concept).delete()[0]:
        _record(EntryEvent.REGISTRATION_UNSEEN, entry, concept, by=by, now=now)


def _locked(entry: Entry, code: str, *, by: User) -> tuple[Entry, Concept]:
    entry = lock_entry(entry)
    consultant = the_consultant(by)
    insist_on_membership(consultant)
    if entry.is_in_front_of_client:
        reason = "This person has been put forward already."
        raise MovedOn(reason, row=entry, kind=EntryEvent.SUBMITTED)
    if entry.firm_id != consultant.firm_id or mandate_of(entry) is None:
        raise NotReadyToSubmit("The interim has not given your firm permission to represent them.")
    concept: Concept | None = entry.brief.registrations.coded([code]).first()
    if concept is None:
        raise NotRequired("The brief does not require this registration, or no longer does.")
    return entry, concept


def _record(kind: EntryEvent, entry: Entry, concept: Concept, *, by: User, now: datetime) -> None:
    speaker = entry.speaker()
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        on_behalf_of=speaker.user if speaker.user_id != by.pk else None,
        kind=kind,
        subject=entry,
        facts={"registration": concept.pk},
        now=now,
    )
