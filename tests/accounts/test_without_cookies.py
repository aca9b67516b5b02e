"""A browser that sends no cookies is told that, instead of "open too long" for ever."""

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}


@pytest.mark.parametrize("route", ["account_login", "account_signup"])
@pytest.mark.parametrize("headers", [{}, SAME_SITE], ids=["old browser", "browser"])
def test_a_browser_without_cookies_is_told_so(route: str, headers: dict[str, str]) -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(reverse(route), {"login": "a@b.example"}, headers=headers)

    assert answer.status_code == 403
    assert "Your browser sent no cookies" in answer.content.decode()


def test_a_browser_with_a_cookie_of_an_old_page_is_not_told_that() -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.cookies["csrftoken"] = "a" * 32

    answer = browser.post(reverse("account_login"), {"login": "a@b.example"})

    assert "sent no cookies" not in answer.content.decode()


def test_a_page_that_needs_a_session_leads_to_signing_in_first() -> None:
    browser = Client(enforce_csrf_checks=True)

    answer = browser.post(reverse("candidates:basics"), {"headline": "x"}, headers=SAME_SITE)

    assert answer.status_code == 302
