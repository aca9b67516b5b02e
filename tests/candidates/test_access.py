"""Only the owner opens the pages of a profile."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import (
    Candidate,
    CandidateRegistration,
    CandidateSkill,
    FirmStance,
    PastAssignment,
)
from tests.factories import (
    CandidateRegistrationFactory,
    CandidateSkillFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FirmFactory,
    PastAssignmentFactory,
    UserFactory,
)

PAGES = [
    "profile",
    "basics",
    "blind",
    "skills",
    "add_assignment",
    "add_registration",
    "availability",
    "visibility",
    "details",
]
POSTS = [
    "be_found",
    "stay_hidden",
    "restore",
    "add_skill",
    "confirm_availability",
    "add_photo",
    "remove_photo",
]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*PAGES, "photo"])
def test_anonymous_is_asked_to_sign_in(client: Client, name: str) -> None:
    url = reverse(f"candidates:{name}")

    response = client.get(url)

    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('account_login')}?next={url}",
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*PAGES, "photo"])
@pytest.mark.parametrize("factory", [ConsultantFactory, ClientMemberFactory])
def test_firms_and_clients_have_no_profile_and_read_the_reason(client, name, factory) -> None:
    client.force_login(factory().user)

    response = client.get(reverse(f"candidates:{name}"))

    assert response.status_code == 403
    assert "Only interims have a profile" in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTS)
def test_firms_cannot_post_to_a_profile(client: Client, name: str) -> None:
    client.force_login(ConsultantFactory().user)

    assert client.post(reverse(f"candidates:{name}")).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("name", POSTS)
def test_a_get_changes_nothing(signed_in: Client, name: str) -> None:
    assert signed_in.get(reverse(f"candidates:{name}")).status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAGES)
def test_an_interim_opens_every_page_of_their_profile(signed_in: Client, name: str) -> None:
    response = signed_in.get(reverse(f"candidates:{name}"))

    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


@pytest.mark.django_db
def test_the_profile_page_asks_somebody_without_a_role_for_one(
    client: Client,
) -> None:
    client.force_login(UserFactory())

    response = client.get(reverse("candidates:profile"))

    assert (response.status_code, response["Location"]) == (302, reverse("welcome"))


@pytest.mark.django_db
def test_the_other_pages_give_somebody_without_a_role_the_reason(client: Client) -> None:
    client.force_login(UserFactory())

    assert client.get(reverse("candidates:basics")).status_code == 403


@pytest.mark.django_db
def test_the_skill_and_assignment_of_another_interim_are_not_found(signed_in: Client) -> None:
    skill, work = CandidateSkillFactory(), PastAssignmentFactory()
    tries = [
        signed_in.post(reverse("candidates:change_skill", args=[skill.ref]), {"level": 1}),
        signed_in.post(reverse("candidates:remove_skill", args=[skill.ref])),
        signed_in.get(reverse("candidates:change_assignment", args=[work.ref])),
        signed_in.post(reverse("candidates:change_assignment", args=[work.ref]), {"title": "x"}),
        signed_in.post(reverse("candidates:remove_assignment", args=[work.ref])),
        signed_in.post(reverse("candidates:claim", args=[skill.candidate.ref])),
        signed_in.post(reverse("candidates:set_stance", args=[uuid.uuid4()])),
    ]

    assert [response.status_code for response in tries[:5]] == [404] * 5
    assert [response.status_code for response in tries[5:]] == [404] * 2
    assert CandidateSkill.objects.filter(pk=skill.pk, level=4).exists()
    assert PastAssignment.objects.filter(pk=work.pk).exists()


@pytest.mark.django_db
def test_the_registration_of_another_interim_is_not_found(signed_in: Client) -> None:
    held = CandidateRegistrationFactory()
    tries = [
        signed_in.get(reverse("candidates:change_registration", args=[held.ref])),
        signed_in.post(reverse("candidates:change_registration", args=[held.ref]), {"number": "x"}),
        signed_in.post(reverse("candidates:remove_registration", args=[held.ref])),
    ]

    assert [response.status_code for response in tries] == [404] * 3
    assert CandidateRegistration.objects.get(pk=held.pk).number == held.number


@pytest.mark.django_db
def test_a_firm_that_is_not_in_the_charter_has_no_stance(signed_in: Client) -> None:
    hidden = FirmFactory(charter_accepted_at=None)

    response = signed_in.post(
        reverse("candidates:set_stance", args=[hidden.ref]), {"stance": "trusted"}
    )

    assert response.status_code == 404
    assert not FirmStance.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_profile_takes_the_same_queries_however_long_it_is(
    signed_in: Client, interim: Candidate, count: int, django_assert_num_queries
) -> None:
    interim.skills.all().delete()
    interim.record.all().delete()
    for _ in range(count):
        CandidateSkillFactory(candidate=interim)
        PastAssignmentFactory(candidate=interim)
        FirmStance.objects.create(candidate=interim, firm=FirmFactory(), stance="trusted")

    with django_assert_num_queries(13):
        signed_in.get(reverse("candidates:profile"))


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_of_skills_and_firms_take_the_same_queries_however_many(
    signed_in: Client, interim: Candidate, count: int, django_assert_num_queries
) -> None:
    interim.skills.all().delete()
    CandidateSkillFactory.create_batch(count, candidate=interim)
    for _ in range(count):
        FirmFactory().specialisms.add(*interim.sectors.all())

    with django_assert_num_queries(4):
        signed_in.get(reverse("candidates:skills"))
    with django_assert_num_queries(9):
        signed_in.get(reverse("candidates:visibility"))
