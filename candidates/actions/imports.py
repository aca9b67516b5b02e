"""Import profiles from a file."""

from datetime import datetime
from enum import Enum

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.actions.writing import write
from candidates.importing import ProfileFacts, Work
from candidates.models import Candidate, CandidateSkill, PastAssignment
from candidates.trail import ProfileEvent


class ImportOutcome(Enum):
    """The result of importing one profile."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "unchanged"
    CLAIMED = "left to their owners"


@transaction.atomic(durable=True)
def import_profile(
    facts: ProfileFacts, *, source: str, by: User | None = None, now: datetime
) -> ImportOutcome:
    """Store an imported profile. It stays hidden until its person claims it.

    Idempotent: the same facts again write nothing. An import never changes a claimed profile.
    """
    key = {"source": source, "source_id": facts.id}
    candidate, is_new = Candidate.objects.get_or_create(**key, defaults=facts.columns)
    if is_new:
        Activity.record(
            by=by, role=Role.OPERATOR, kind=ProfileEvent.IMPORTED, subject=candidate, now=now
        )
        _write_parts(candidate, facts)
        return ImportOutcome.NEW
    candidate = Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    if candidate.is_claimed:
        return ImportOutcome.CLAIMED
    if _stored(candidate, facts) == facts:
        return ImportOutcome.SAME
    write(
        candidate, by=by, role=Role.OPERATOR, kind=ProfileEvent.REIMPORTED, now=now, **facts.columns
    )
    _write_parts(candidate, facts)
    return ImportOutcome.CHANGED


def _stored(candidate: Candidate, facts: ProfileFacts) -> ProfileFacts:
    """Return the stored profile in the form of an import, to compare the two."""
    skills = candidate.skills.values_list("concept_id", "level", "last_used")
    record = candidate.record.prefetch_related("situations", "sectors").order_by("pk")
    return ProfileFacts(
        id=candidate.source_id,
        columns={name: getattr(candidate, name) for name in facts.columns},
        skills={concept: (level, last_used) for concept, level, last_used in skills},
        record=[_work(stored) for stored in record],
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


def _write_parts(candidate: Candidate, facts: ProfileFacts) -> None:
    candidate.skills.all().delete()
    CandidateSkill.objects.bulk_create(
        CandidateSkill(candidate=candidate, concept_id=concept, level=level, last_used=last_used)
        for concept, (level, last_used) in sorted(facts.skills.items())
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
