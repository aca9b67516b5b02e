"""An interim who is signed in, and what their pages need."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from candidates.models import Candidate
from tests.factories import (
    NOW,
    CandidateFactory,
    CandidateSkillFactory,
    PastAssignmentFactory,
    SectorFactory,
)


@pytest.fixture(autouse=True)
def _the_same_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the pages believe that it is the factories' Thursday."""
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
