"""Import profiles from a file."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from enum import Enum

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.actions.writing import write
from candidates.importing import Held, ProfileFacts, Work
from candidates.models import (
    Candidate,
    CandidateRegistration,
    CandidateSkill,
    PastAssignment,
)
from candidates.trail import ProfileEvent


class ImportOutcome(Enum):
    """The result of importing one profile."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "seen before"
    CLAIMED = "left to their owners"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What became of one imported profile.

    Attributes:
        seen_in: the other source that the profile was imported from before; "" if none.
        seen_on: the day on which it was last written from there.
    """

    outcome: ImportOutcome
    seen_in: str = ""
    seen_on: date | None = None


@transaction.atomic(durable=True)
def import_profile(
    facts: ProfileFacts,
    *,
    source: str,
    is_source_named: bool = True,
    by: User | None = None,
    now: datetime,
) -> ImportResult:
    """Store an imported profile. It stays hidden until its person claims it.

    Idempotent: the same facts again write nothing. An import never changes a claimed profile.

    A profile is known again by its id within the source. Without an id, it is known by its e-mail
    address, whatever the source. If nobody named the source, it is also known by id and address
    together, or by id and content.
    """
    known = _known(facts, source=source, is_source_named=is_source_named)
    if known is None:
        candidate, is_new = Candidate.objects.get_or_create(
            source=source, source_id=facts.id, defaults=facts.columns
        )
        if is_new:
            Activity.record(
                by=by, role=Role.OPERATOR, kind=ProfileEvent.IMPORTED, subject=candidate, now=now
            )
            _write_parts(candidate, facts)
            return ImportResult(ImportOutcome.NEW)
        known = candidate
    return _import_again(known, facts, source=source, by=by, now=now)


def _import_again(
    known: Candidate, facts: ProfileFacts, *, source: str, by: User | None, now: datetime
) -> ImportResult:
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=known.pk)
    is_elsewhere = candidate.source != source
    seen_in = candidate.source if is_elsewhere else ""
    seen_on = candidate.updated_at.date() if is_elsewhere else None
    if candidate.is_claimed:
        return ImportResult(ImportOutcome.CLAIMED, seen_in, seen_on)
    if _stored(candidate, facts) == facts:
        return ImportResult(ImportOutcome.SAME, seen_in, seen_on)
    write(
        candidate, by=by, role=Role.OPERATOR, kind=ProfileEvent.REIMPORTED, now=now, **facts.columns
    )
    _write_parts(candidate, facts)
    return ImportResult(ImportOutcome.CHANGED, seen_in, seen_on)


def _known(facts: ProfileFacts, *, source: str, is_source_named: bool) -> Candidate | None:
    """Return the profile that was imported for the same person before, or None."""
    alike = Candidate.objects.imported_as(facts.id).order_by("claimed_at", "pk")
    if own := alike.filter(source=source).first():
        return own
    email = facts.columns["imported_email"]
    if not facts.has_own_id:
        return Candidate.objects.imported_for(email).order_by("claimed_at", "pk").first()
    if is_source_named:
        return None
    if email and (person := alike.imported_for(email).first()):
        return person
    return next((one for one in alike[:20] if _stored(one, facts) == facts), None)


def _stored(candidate: Candidate, facts: ProfileFacts) -> ProfileFacts:
    """Return the stored profile in the form of an import, to compare the two."""
    skills = candidate.skills.values_list("concept_id", "level", "last_used")
    record = candidate.record.prefetch_related("situations", "sectors").order_by("pk")
    return ProfileFacts(
        id=candidate.source_id,
        columns={name: getattr(candidate, name) for name in facts.columns},
        skills={concept: (level, last_used) for concept, level, last_used in skills},
        record=[_work(stored) for stored in record],
        registrations={one.concept_id: _held(one) for one in candidate.registrations.all()},
    )


def _work(stored: PastAssignment) -> Work:
    return Work(
        title=stored.title,
        organisation=stored.organisation,
        mandate=stored.mandate,
        result=stored.result,
        started_on=stored.started_on,
        ended_on=stored.ended_on,
        situations=tuple(sorted(concept.pk for concept in stored.situations.all())),
        sectors=tuple(sorted(concept.pk for concept in stored.sectors.all())),
    )


def _held(stored: CandidateRegistration) -> Held:
    names = [field.name for field in fields(Held)]
    return Held(**{name: getattr(stored, name) for name in names})


def _write_parts(candidate: Candidate, facts: ProfileFacts) -> None:
    candidate.skills.all().delete()
    CandidateSkill.objects.bulk_create(
        CandidateSkill(candidate=candidate, concept_id=concept, level=level, last_used=last_used)
        for concept, (level, last_used) in sorted(facts.skills.items())
    )
    candidate.registrations.all().delete()
    CandidateRegistration.objects.bulk_create(
        CandidateRegistration(candidate=candidate, concept_id=concept, **asdict(held))
        for concept, held in sorted(facts.registrations.items())
    )
    candidate.record.all().delete()
    for work in facts.record:
        stored = PastAssignment.objects.create(
            candidate=candidate,
            title=work.title,
            organisation=work.organisation,
            mandate=work.mandate,
            result=work.result,
            started_on=work.started_on,
            ended_on=work.ended_on,
        )
        stored.situations.set(work.situations)
        stored.sectors.set(work.sectors)
    candidate.sectors.set(facts.sectors)
