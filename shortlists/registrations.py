"""The registrations that a brief requires of the interim of a conversation, and who saw them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from candidates.models import CandidateRegistration
from engagements.models import Brief
from interimhub.lib.prepared import Prepared
from shortlists.models import Entry, SeenRegistration
from skills.models import Concept


@dataclass(frozen=True, slots=True)
class RequiredRegistration:
    """A registration that the brief requires, as the firm reads it that speaks for the interim.

    Attributes:
        held: what the interim states of it, with the number; None if they do not state it.
        seen: the firm's confirmation, or None.
        has_ended: whether its last day is past, by what the interim states.
    """

    concept: Concept
    held: CandidateRegistration | None
    seen: SeenRegistration | None
    has_ended: bool


_REQUIRED: Prepared[Concept] = Prepared(
    lambda *, brief: Concept.objects.filter(
        pk__in=Brief.registrations.through.objects.filter(brief=brief).values("concept_id")
    ).by_label()
)
_HELD: Prepared[CandidateRegistration] = Prepared(
    lambda *, candidate: CandidateRegistration.objects.of(candidate)
)
_SEEN: Prepared[SeenRegistration] = Prepared(
    lambda *, entry, firm: SeenRegistration.objects.filter(entry=entry, firm=firm).by_label()
)


def required_of(entry: Entry, *, today: date) -> list[RequiredRegistration]:
    """Return what the brief requires, by label. One query if it requires nothing, else three."""
    required = _REQUIRED(brief=entry.brief)
    if not required:
        return []
    held = {one.concept_id: one for one in _HELD(candidate=entry.candidate)}
    seen = {one.concept_id: one for one in seen_of(entry)}
    return [
        RequiredRegistration(
            concept=concept,
            held=(stated := held.get(concept.pk)),
            seen=seen.get(concept.pk),
            has_ended=stated is not None and stated.has_ended(today),
        )
        for concept in required
    ]


def seen_of(entry: Entry) -> list[SeenRegistration]:
    """Return what the firm of the conversation has seen, by label."""
    return _SEEN(entry=entry, firm=entry.firm_id)


def unseen_of(entry: Entry) -> list[Concept]:
    """Return what the brief requires and the firm has not seen, by label."""
    required = _REQUIRED(brief=entry.brief)
    seen = {one.concept_id for one in seen_of(entry)} if required else set()
    return [concept for concept in required if concept.pk not in seen]


_UNSTATED: Prepared[Concept] = Prepared(
    lambda *, brief, candidate: (
        Concept.objects.filter(
            pk__in=Brief.registrations.through.objects.filter(brief=brief).values("concept_id")
        )
        .exclude(
            pk__in=CandidateRegistration.objects.filter(candidate=candidate).values("concept_id")
        )
        .by_label()
    )
)


def unstated_of(entry: Entry) -> list[Concept]:
    """Return what the brief requires and the interim does not state, by label."""
    return _UNSTATED(brief=entry.brief, candidate=entry.candidate)


def unseen_among(required: list[RequiredRegistration]) -> list[Concept]:
    """Return those that the firm has not seen."""
    return [one.concept for one in required if one.seen is None]


def seen_facts(seen: Iterable[SeenRegistration]) -> list[tuple[str, str]]:
    """Return (registration, who saw it and when), as the client and the interim read it."""
    return [
        (one.concept.label, f"Registration seen by {one.firm.name} on {_day(one)}") for one in seen
    ]


def _day(one: SeenRegistration) -> str:
    return date_format(timezone.localtime(one.seen_at), "j F Y")
