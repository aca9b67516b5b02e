"""Interims, their skills and their past assignments."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from candidates.models import Candidate, CandidateRegistration, CandidateSkill, PastAssignment
from tests.factories.accounts import UserFactory
from tests.factories.constants import NOW, TODAY
from tests.factories.skills import ConceptFactory, RegistrationFactory


class CandidateFactory(DjangoModelFactory[Candidate]):
    """A claimed, discoverable interim who is open to specialists in their field only."""

    class Meta:
        model = Candidate

    user = factory.SubFactory(UserFactory)
    headline = "Interim operations director"
    summary = "Leads operations through difficult years."
    seniority = 5
    available_from = date(2026, 11, 1)
    availability_confirmed_on = TODAY
    regions = ["uk-london"]
    languages = ["en"]
    right_to_work = ["uk"]
    is_remote_ok = False
    is_discoverable = True
    claimed_at = NOW


class CandidateSkillFactory(DjangoModelFactory[CandidateSkill]):
    class Meta:
        model = CandidateSkill

    candidate = factory.SubFactory(CandidateFactory)
    concept = factory.SubFactory(ConceptFactory)
    level = 4
    years = 6
    last_used = 2026


class CandidateRegistrationFactory(DjangoModelFactory[CandidateRegistration]):
    class Meta:
        model = CandidateRegistration

    candidate = factory.SubFactory(CandidateFactory)
    concept = factory.SubFactory(RegistrationFactory)
    number = factory.Sequence(lambda n: f"R-{n:06}")


class PastAssignmentFactory(DjangoModelFactory[PastAssignment]):
    class Meta:
        model = PastAssignment

    candidate = factory.SubFactory(CandidateFactory)
    title = "Interim operations director"
    organisation = "Harrow Works Ltd"
    organisation_kind = "a maker of pumps, 400 people"
    situation = "Deliveries were four weeks late."
    mandate = "Restore on-time delivery."
    result = "Back to 96 % within five months."
    measure = "on-time delivery 71 % to 96 %"
    started_on = date(2025, 1, 6)
    ended_on = date(2025, 9, 30)
