"""Public pages respond as fast for an address with an account as for any other."""

import statistics
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.browsers import browser_of
from tests.factories import PASSWORD, ClientMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

ROUNDS = 9


def sign_up(email: str) -> Any:
    typed = {"full_name": "Helena Marsh", "email": email, "password1": PASSWORD}
    return Browser().post(reverse("account_signup"), typed)


def reset(email: str) -> Any:
    return Browser().post(reverse("account_reset_password"), {"email": email})


def sign_in(email: str) -> Any:
    return Browser().post(reverse("account_login"), {"login": email, "password": "not this one"})


@pytest.mark.parametrize("ask", [sign_up, reset, sign_in])
@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.Argon2PasswordHasher"])
def test_an_address_with_an_account_is_answered_like_any_other(ask: Callable[[str], Any]):
    known = UserFactory(email="known@example.com")
    EmailAddress.objects.create(user=known, email=known.email, verified=True, primary=True)
    taken: dict[bool, list[float]] = {True: [], False: []}

    for number in range(ROUNDS):
        answers = []
        # One after the other, so that a busy machine slows both.
        for is_known in (True, False):
            cache.clear()
            email = known.email if is_known else f"stranger{number}@example.com"
            began = time.perf_counter()
            answers.append(ask(email))
            taken[is_known].append(time.perf_counter() - began)
        assert answers[0].status_code == answers[1].status_code
        assert answers[0].get("Location") == answers[1].get("Location")

    # A hashed password more or less would be a factor of ten.
    ratio = statistics.median(taken[True]) / statistics.median(taken[False])
    assert 0.5 < ratio < 2


def test_inviting_an_address_runs_the_same_queries_with_and_without_an_account():
    admin = ClientMemberFactory(is_admin=True)
    browser = browser_of(admin.user)
    known = UserFactory()

    asked = []
    for email in ("warm@example.com", known.email, "nobody@example.com"):
        with CaptureQueriesContext(connection) as queries:
            browser.post(reverse("engagements:invite_colleague"), {"email": email})
        asked.append([query["sql"].split()[0] for query in queries])

    assert asked[1] == asked[2]
