"""The sign-in page tells an invited person who sent the invitation."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from accounts.models import hash_token
from providers.models import FirmInvitation
from tests.factories import ConsultantFactory

pytestmark = pytest.mark.django_db

WORDS = "Helena Marsh invites you to Kestrel Interim."


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
