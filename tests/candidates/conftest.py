"""A signed-in interim, and what their pages need."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from candidates.models import Candidate
from skills.models import Label
from skills.words import key_of
from tests.factories import (
    NOW,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    PastAssignmentFactory,
    SectorFactory,
    SituationFactory,
)


@pytest.fixture(autouse=True)
def _the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the pages' current date to the factories' Thursday."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def interim(db: None) -> Candidate:
    """A person with a profile that is ready to be found, and hidden."""
    candidate = CandidateFactory(is_discoverable=False)
    candidate.sectors.add(SectorFactory(label="Pharmaceuticals"))
    CandidateSkillFactory.create_batch(3, candidate=candidate)
    PastAssignmentFactory(candidate=candidate)
    return candidate


@pytest.fixture
def signed_in(client: Client, interim: Candidate) -> Client:
    """Their browser."""
    client.force_login(interim.user)
    return client


def verify(user: Any) -> None:
    """Mark a person's address as verified."""
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


@pytest.fixture
def importable(db: None) -> None:
    """Two skills of which one has another name, a situation and a sector."""
    gmp = ConceptFactory(code="ih:skill:gmp-remediation", label="GMP remediation")
    ConceptFactory(code="ih:skill:sop", label="sales and operations planning")
    turnaround = SituationFactory(code="ih:situation:turnaround", label="Turnaround")
    pharma = SectorFactory(code="ih:sector:pharmaceuticals", label="Pharmaceuticals")
    for concept, text in (
        (gmp, "483 remediation"),
        (turnaround, "Sanierung"),
        (pharma, "pharma"),
    ):
        Label.objects.create(concept=concept, text=text, key=key_of(text))
