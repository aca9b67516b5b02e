"""The welcome page: three choices, and pending invitations."""

import re

import pytest
from django.urls import reverse

from candidates.models import Candidate
from engagements.models import ClientMember
from providers.models import Consultant
from tests.browsers import browser_of
from tests.factories import (
    CandidateFactory,
    ClientFactory,
    ClientInvitationFactory,
    FirmFactory,
    FirmInvitationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
FIRM = {"as": "firm", "firm-name": "Kestrel", "firm-kind": "specialist", "firm-charter": "on"}


def test_welcome_asks_strangers_to_sign_in():
    assert browser_of(None).get(reverse("welcome")).status_code == 302


@pytest.mark.parametrize("role", ["interim", "client", "firm"])
def test_the_role_chosen_on_the_front_page_comes_first_and_open(role: str):
    page = browser_of(UserFactory()).get(reverse("welcome"), {"as": role}).content.decode()

    assert re.findall(r'<details class="sheet fold" id="(\w+)"( open)?>', page)[0] == (
        role,
        " open",
    )
    assert page.count('<details class="sheet fold"') == 3
    assert page.count("open>") == 1


def test_without_a_choice_every_role_is_offered_alike():
    page = browser_of(UserFactory()).get(reverse("welcome")).content.decode()

    assert (page.count('<details class="sheet fold"'), page.count(" open>")) == (3, 0)


def test_a_role_that_one_has_is_not_offered_again():
    user = CandidateFactory().user

    page = browser_of(user).get(reverse("welcome"), {"as": "interim"}).content.decode()

    assert (page.count('<details class="sheet fold"'), page.count(" open>")) == (2, 0)
    assert "I am an interim" not in page


def test_new_users_are_redirected_from_today_to_the_welcome_page():
    assert browser_of(UserFactory()).get(reverse("today"))["Location"] == reverse("welcome")


def test_interim_starts_with_a_profile_that_nobody_can_find():
    user = UserFactory()
    browser = browser_of(user)

    response = browser.post(reverse("welcome"), {"as": "interim"})
    browser.post(reverse("welcome"), {"as": "interim"})

    candidate = Candidate.objects.get(user=user)
    assert response["Location"] == reverse("candidates:profile")
    assert candidate.is_discoverable is False
    assert (
        candidate.open_to_specialists,
        candidate.open_to_generalists,
        candidate.open_to_rpos,
    ) == (True, False, False)


def test_client_starts_as_administrator_with_a_first_brief():
    user = UserFactory()

    response = browser_of(user).post(reverse("welcome"), {"as": "client", "client-name": "Marlow"})

    assert response["Location"] == reverse("engagements:new")
    assert ClientMember.objects.get(user=user).is_admin is True


def test_firm_starts_as_administrator_with_its_page():
    user = UserFactory()

    response = browser_of(user).post(reverse("welcome"), FIRM)

    assert response["Location"] == reverse("providers:edit_organisation")
    assert Consultant.objects.get(user=user).is_admin is True


@pytest.mark.parametrize(
    "typed",
    [
        {"as": "client", "client-name": "MARLOW"},
        {"as": "client", "client-name": ""},
        {"as": "client", "client-name": "a\x00b"},
        {"as": "client", "client-name": "x" * 10_000},
        {"as": "client", "client-name": "New", "client-sector": "999999999999999999999"},
        FIRM | {"firm-name": "taken & sons"},
        FIRM | {"firm-charter": ""},
        FIRM | {"firm-kind": "bank"},
        FIRM | {"firm-name": "x" * 10_000},
    ],
)
def test_errors_are_shown_and_nothing_is_created(typed: dict[str, str]):
    ClientFactory(name="Marlow")
    FirmFactory(name="Taken & Sons")

    response = browser_of(UserFactory()).post(reverse("welcome"), typed)

    assert response.status_code == 422
    assert "field-errors" in response.content.decode() or "error" in response.content.decode()
    assert not Consultant.objects.exists()
    assert not ClientMember.objects.exists()


@pytest.mark.parametrize("asked", ["", "king", "\x00"])
def test_an_unknown_role_shows_the_page(asked: str):
    assert browser_of(UserFactory()).post(reverse("welcome"), {"as": asked}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_waiting_invitations_take_the_same_queries_however_many(
    count: int, django_assert_num_queries
):
    user = UserFactory()
    for _ in range(count):
        FirmInvitationFactory(email=user.email)
        ClientInvitationFactory(email=user.email.upper())
    browser = browser_of(user)

    # A session, a person, two forms' choices, both kinds of invitations.
    with django_assert_num_queries(5):
        page = browser.get(reverse("welcome")).content.decode()

    assert page.count("You are invited to") == 2 * count
