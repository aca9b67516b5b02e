"""Search for interims whom the ranking may not have kept, without their names."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from candidates.models import Candidate, CandidateSkill
from engagements.models import Brief
from providers.models import Firm
from ranking.blind import blind_headline, facts_of
from ranking.models import FitResult, FitRun

MOST = 20


@dataclass(frozen=True, slots=True)
class InterimHit:
    """One interim who is open to the firm.

    Attributes:
        mark: the seed of their image, different for each firm.
        headline: without names.
        facts: seniority and availability, in words.
        url: the page of the reasons, as a match if they are ranked.
        is_ranked: whether the current ranking kept them.
    """

    mark: UUID
    headline: str
    facts: list[str]
    url: str
    is_ranked: bool


def find(brief: Brief, firm: Firm, words: str) -> list[InterimHit]:
    """Return at most twenty interims who are open to the firm, by skill or headline.

    Names are neither shown nor searched.
    """
    if not words:
        return []
    skills = CandidateSkill.objects.filter(candidate=OuterRef("pk"))
    by_skill = Exists(skills.filter(concept__label__icontains=words)) | Exists(
        skills.filter(concept__labels__text__icontains=words)
    )
    people = (
        Candidate.objects.open_to(firm)
        .annotate(is_by_skill=by_skill)
        .filter(Q(headline__icontains=words) | Q(is_by_skill=True))
        .select_related("user")
        .prefetch_related("record")
        .order_by("-availability_confirmed_on", "ref")[: MOST * 2]
    )
    # Only the headline without names is searched, so that a hidden name finds nobody.
    kept = [
        (person, headline)
        for person in people
        if words.casefold() in (headline := blind_headline(person)).casefold()
        or getattr(person, "is_by_skill", False)
    ][:MOST]
    run = FitRun.objects.current(brief)
    ranked = dict(
        FitResult.objects.filter(run=run, candidate__in=[person for person, _ in kept]).values_list(
            "candidate_id", "ref"
        )
    )
    return [
        InterimHit(
            mark=firm.own_id(person.ref),
            headline=headline,
            facts=facts_of(person, brief, {}),
            url=reverse("sourcing:match", args=[brief.ref, firm.own_id(ranked[person.pk])])
            if person.pk in ranked
            else reverse("sourcing:found", args=[brief.ref, firm.own_id(person.ref)]),
            is_ranked=person.pk in ranked,
        )
        for person, headline in kept
    ]
