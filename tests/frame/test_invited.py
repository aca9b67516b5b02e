"""The link of an invitation leads to sign-up, with the address filled in and verified."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import hash_token
from providers.models import Consultant, FirmInvitation
from tests.accounts.entrance import account_of, signed_up
from tests.factories import PASSWORD, ConsultantFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()

WORDS = "Helena Marsh invites you to Kestrel Interim."
LINK = "/firms/invited/the-secret/"


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


@pytest.fixture
def letter() -> FirmInvitation:
    inviter = ConsultantFactory(
        user__full_name="Helena Marsh", firm__name="Kestrel Interim", is_admin=True
    )
    now = timezone.now()
    return FirmInvitation.objects.create(
        firm=inviter.firm,
        email="new@example.com",
        token_hash=hash_token("the-secret"),
        invited_by=inviter.user,
        created_at=now,
        expires_at=now + timedelta(days=1),
    )


def test_the_link_leads_a_new_person_to_sign_up_and_back_without_a_code(letter: FirmInvitation):
    browser = Browser()

    arrived = browser.get(LINK, follow=True)
    joined = browser.post(
        f"{reverse('account_signup')}?{urlencode({'next': LINK})}",
        {"full_name": "Tom Reyes", "email": "New@Example.com", "password1": PASSWORD},
    )

    assert arrived.request["PATH_INFO"] == reverse("account_signup")
    assert 'value="new@example.com"' in arrived.content.decode()
    assert joined["Location"] == LINK
    assert EmailAddress.objects.get().verified is True
    assert mail.outbox == []
    assert "Join Kestrel Interim" in browser.get(LINK).content.decode()


def test_the_link_leads_a_known_address_to_sign_in(letter: FirmInvitation):
    account_of("New@example.com")

    arrived = Browser().get(LINK, follow=True)

    assert arrived.request["PATH_INFO"] == reverse("account_login")
    assert 'value="new@example.com"' in arrived.content.decode()


def test_another_address_than_the_invited_one_needs_its_code(letter: FirmInvitation):
    browser = Browser()

    asked = signed_up(browser, next=LINK, email="other@example.com")

    assert asked["Location"] == reverse("account_email_verification_sent")
    assert EmailAddress.objects.get(email="other@example.com").verified is False
    assert not EmailAddress.objects.filter(email="new@example.com").exists()


@pytest.mark.parametrize(
    "over",
    [
        {"expires_at": NOW - timedelta(hours=1)},
        {"withdrawn_at": NOW},
        {"accepted_at": NOW},
        {"token_hash": hash_token("another")},
    ],
    ids=lambda over: next(iter(over)),
)
def test_a_link_that_is_over_verifies_nothing(letter: FirmInvitation, over: dict[str, Any]):
    FirmInvitation.objects.update(**over)

    arrived = Browser().get(LINK, follow=True)
    asked = signed_up(Browser(), next=LINK, email="new@example.com")

    assert arrived.request["PATH_INFO"] == reverse("account_login")
    assert "new@example.com" not in arrived.content.decode()
    assert asked["Location"] == reverse("account_email_verification_sent")


def test_an_inviter_who_has_left_verifies_nothing(letter: FirmInvitation):
    Consultant.objects.update(left_at=NOW, is_admin=False)

    asked = signed_up(Browser(), next=LINK, email="new@example.com")

    assert asked["Location"] == reverse("account_email_verification_sent")


@pytest.mark.parametrize("page", ["account_login", "account_signup"])
def test_sign_in_page_says_who_invites(letter: FirmInvitation, page: str):
    there = reverse("providers:invited", args=["the-secret"])

    response = Browser().get(reverse(page), {"next": there})

    assert WORDS in response.content.decode()


def test_sign_in_page_says_nothing_about_an_expired_invitation(letter: FirmInvitation):
    FirmInvitation.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    there = reverse("providers:invited", args=["the-secret"])

    response = Browser().get(reverse("account_login"), {"next": there})

    assert WORDS not in response.content.decode()


@pytest.mark.parametrize("there", ["/nowhere/", "/today/", "//[", "https://elsewhere.example/", ""])
def test_sign_in_page_says_nothing_without_an_invitation(letter: FirmInvitation, there: str):
    response = Browser().get(reverse("account_login"), {"next": there})

    assert (response.status_code, WORDS in response.content.decode()) == (200, False)
