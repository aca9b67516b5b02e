"""Claiming an imported profile by a verified address, without losing data."""

import pytest
from django.urls import reverse

from candidates import actions
from candidates.actions.profile import NotClaimable
from candidates.models import Candidate
from tests.candidates.conftest import verify
from tests.factories import (
    NOW,
    CandidateFactory,
    CandidateSkillFactory,
    ConceptFactory,
    PastAssignmentFactory,
    SectorFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def imported(email: str, **facts: object) -> Candidate:
    return CandidateFactory(
        **{
            "user": None,
            "claimed_at": None,
            "is_discoverable": False,
            "imported_email": email.lower(),
            "source": "talent.jsonl",
            "source_id": "t-1",
        }
        | facts
    )


def test_somebody_without_a_profile_gets_the_imported_one() -> None:
    person = UserFactory(email="Helena.Marsh@example.com")
    verify(person)
    profile = imported(person.email)

    own = actions.claim_profile(profile, by=person, now=NOW)

    own.refresh_from_db()
    assert (own.pk, own.user, own.claimed_at, own.is_discoverable) == (
        profile.pk,
        person,
        NOW,
        False,
    )


def test_an_existing_profile_keeps_its_values_and_gets_the_missing_ones() -> None:
    own = CandidateFactory(headline="My own words", seniority=None, languages=[])
    verify(own.user)
    shared, other = ConceptFactory(), ConceptFactory()
    CandidateSkillFactory(candidate=own, concept=shared, level=2)
    profile = imported(own.user.email, headline="Theirs", seniority=6, languages=["fr"])
    CandidateSkillFactory(candidate=profile, concept=shared, level=5)
    CandidateSkillFactory(candidate=profile, concept=other, level=5)
    PastAssignmentFactory(candidate=profile)
    profile.sectors.add(sector := SectorFactory())

    actions.claim_profile(profile, by=own.user, now=NOW)

    own.refresh_from_db()
    assert (own.headline, own.seniority, own.languages) == ("My own words", 6, ["fr"])
    assert dict(own.skills.values_list("concept_id", "level")) == {shared.pk: 2, other.pk: 5}
    assert (own.record.count(), list(own.sectors.all())) == (1, [sector])
    assert (own.source, own.source_id) == ("talent.jsonl", "t-1")
    assert not Candidate.objects.filter(pk=profile.pk).exists()


def test_two_imported_profiles_of_one_person_become_one() -> None:
    person = UserFactory()
    verify(person)
    skill, sector = ConceptFactory(), SectorFactory()
    north = imported(person.email, source="north", headline="Site director", seniority=None)
    south = imported(person.email, source="south", headline="Theirs", seniority=6)
    for profile, level in ((north, 3), (south, 5)):
        CandidateSkillFactory(candidate=profile, concept=skill, level=level)
        PastAssignmentFactory(candidate=profile)
    PastAssignmentFactory(candidate=south, title="Interim site director")
    south.sectors.add(sector)

    first = actions.claim_profile(north, by=person, now=NOW)
    both = actions.claim_profile(south, by=person, now=NOW)

    own = Candidate.objects.get()
    assert first.pk == both.pk == own.pk
    assert (own.headline, own.seniority, own.source) == ("Site director", 6, "north")
    assert list(own.skills.values_list("concept_id", "level")) == [(skill.pk, 3)]
    assert (own.record.count(), list(own.sectors.all())) == (2, [sector])
    with pytest.raises(NotClaimable, match="can no longer be claimed"):
        actions.claim_profile(south, by=person, now=NOW)


def test_the_profile_page_offers_to_claim_the_imported_profile(client) -> None:
    own = CandidateFactory()
    verify(own.user)
    profile = imported(own.user.email)
    client.force_login(own.user)

    page = client.get(reverse("candidates:profile")).content.decode()
    client.post(reverse("candidates:claim", args=[profile.ref]))

    assert "A profile was imported for you" in page
    assert Candidate.objects.get(user=own.user).source_id == "t-1"


@pytest.mark.parametrize(
    "facts", [{"imported_email": "somebody@else.example"}, {"imported_email": ""}]
)
def test_another_address_claims_nothing(client, facts) -> None:
    own = CandidateFactory()
    verify(own.user)
    profile = imported(own.user.email, **facts)
    client.force_login(own.user)

    assert client.post(reverse("candidates:claim", args=[profile.ref])).status_code == 404
    with pytest.raises(NotClaimable):
        actions.claim_profile(profile, by=own.user, now=NOW)


def test_an_address_that_is_not_verified_claims_nothing(client) -> None:
    own = CandidateFactory()
    profile = imported(own.user.email)
    client.force_login(own.user)

    assert client.post(reverse("candidates:claim", args=[profile.ref])).status_code == 404


def test_an_imported_profile_is_found_by_no_firm() -> None:
    imported("a@b.example")

    assert list(Candidate.objects.discoverable()) == []
