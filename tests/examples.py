"""A brief and a profile in which every field has its own value.

A new field gets its example here; the checks for new fields start from it.
"""

from datetime import date

from candidates.models import Candidate
from engagements.models import Brief, TruthItem
from providers.models import Consultant
from tests.factories import (
    TODAY,
    CandidateFactory,
    CandidateSkillFactory,
    PastAssignmentFactory,
    RegistrationFactory,
    RequirementFactory,
    SectorFactory,
    SituationFactory,
)
from tests.shortlists.worlds import ready_brief, seat_on


def full_brief() -> tuple[Brief, Consultant]:
    """Return a confidential brief in search that answers every question, and a consultant on it."""
    brief = ready_brief(
        is_confidential=True,
        languages=["de", "nl"],
        right_to_work="uk",
        contract_form="umbrella",
        starts_on=date(2026, 12, 1),
    )
    brief.sectors.add(SectorFactory(label="Sterile medicines"))
    brief.situations.add(SituationFactory(label="Warning letter"))
    brief.registrations.add(RegistrationFactory(label="Qualified Person"))
    RequirementFactory(brief=brief, concept__label="batch release")
    brief.truth.filter(kind=TruthItem.Kind.TRAVEL).update(
        answer="",
        is_unknown=True,
        found_out_by="The site's head of HR",
        found_out_on=date(2026, 11, 27),
    )
    brief.client.alias = "a maker of injectables"
    brief.client.save(update_fields=["alias"])
    consultant = seat_on(brief)
    consultant.firm.specialisms.add(SectorFactory(label="Life sciences"))
    return brief, consultant


def full_profile() -> Candidate:
    """Return a profile that answers every question."""
    candidate: Candidate = CandidateFactory(
        headline="Interim site director, sterile manufacturing",
        summary="Called when a site has lost its regulator's trust.",
        seniority=6,
        profit_and_loss=Candidate.Scope.UNDER_250,
        team_size=640,
        board_exposure=Candidate.Board.ATTENDS,
        geography="Ireland and Belgium",
        available_from=date(2027, 1, 11),
        availability_confirmed_on=TODAY,
        days_per_week=4,
        pattern=Candidate.Pattern.HYBRID,
        is_remote_ok=True,
        regions=["uk-london", "uk-midlands"],
        languages=["de", "nl"],
        right_to_work=["uk", "ch"],
        open_to_generalists=True,
        open_to_rpos=True,
    )
    candidate.sectors.add(SectorFactory(label="Sterile medicines"))
    CandidateSkillFactory(candidate=candidate, concept__label="batch release")
    work = PastAssignmentFactory(candidate=candidate)
    work.situations.add(SituationFactory(label="Warning letter"))
    work.sectors.add(SectorFactory(label="Biotechnology"))
    return candidate
