"""The headers of every response."""

import pytest
from django.conf import settings
from django.test import Client as Browser
from django.test import RequestFactory
from django.urls import reverse

from tests.browsers import browser_of
from tests.factories import CandidateFactory, UserFactory

pytestmark = pytest.mark.django_db

CSP = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "form-action 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def _answers() -> dict[str, tuple[Browser, str, str]]:
    return {
        "the front page": ("GET", "/"),
        "a health check": ("GET", "/healthz"),
        "a redirect to sign in": ("GET", "/today/"),
        "a redirect for a missing slash": ("GET", "/today"),
        "a page that is not there": ("GET", "/no/such/page/"),
        "a wrong method": ("GET", "/me/notices/read/"),
        "a refused form": ("POST", "/welcome/"),
        "a bad address": ("GET", "/firms/?q=%00"),
        "a static file": ("GET", "/static/css/tokens.css"),
    }


@pytest.mark.parametrize("what", _answers())
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_every_response_has_the_headers(what: str, is_signed_in: bool):
    method, path = _answers()[what]
    browser = browser_of(CandidateFactory().user if is_signed_in else None)

    response = browser.generic(method, path, "as=client", "application/x-www-form-urlencoded")

    assert set(response["Content-Security-Policy"].split("; ")) == CSP
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Permissions-Policy"] == (
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
    )
    assert len(response["X-Request-ID"]) >= 8


def test_csrf_refusals_and_server_errors_have_the_headers_too(monkeypatch: pytest.MonkeyPatch):
    browser = Browser(enforce_csrf_checks=True, raise_request_exception=False)

    refused = browser.post(reverse("account_login"), {})
    monkeypatch.setattr("interimhub.front.render", lambda *_: 1 / 0)
    fault = browser.get("/")

    assert (refused.status_code, fault.status_code) == (403, 500)
    for response in (refused, fault):
        assert set(response["Content-Security-Policy"].split("; ")) == CSP
        assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "path", ["/today/", "/me/", "/no/such/page/", "/firms/?q=%00", "/firms/mine/"]
)
def test_responses_to_signed_in_users_are_not_cached(path: str):
    response = browser_of(CandidateFactory().user).get(path)

    assert "no-store" in response["Cache-Control"]


def test_pages_contain_no_inline_script_or_style():
    user = CandidateFactory().user

    for path in ("/", "/today/", "/me/", "/welcome/", "/accounts/login/", "/accounts/email/"):
        browser = browser_of(None if path in {"/", "/accounts/login/"} else user)
        page = browser.get(path).content.decode()
        assert " style=" not in page
        assert "<style" not in page
        assert " onclick=" not in page
        assert all("src=" in part.split(">")[0] for part in page.split("<script")[1:])


def test_request_id_of_a_proxy_is_kept_if_it_is_valid():
    browser = browser_of(None)

    assert browser.get("/healthz", HTTP_X_REQUEST_ID="abcdef-123456")["X-Request-ID"] == (
        "abcdef-123456"
    )
    assert browser.get("/healthz", HTTP_X_REQUEST_ID="<script>")["X-Request-ID"] != "<script>"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1@evil.example", "evil.example:80", ""])
def test_foreign_hosts_are_refused_and_not_repeated(host: str):
    response = browser_of(None).get("/", HTTP_HOST=host)

    assert response.status_code == 400
    assert b"evil" not in response.content


def test_cookies_are_http_only():
    assert settings.SESSION_COOKIE_HTTPONLY is True
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"


def test_client_addresses_are_accepted_only_from_trusted_proxies():
    from allauth.account.adapter import get_adapter

    request = RequestFactory().get("/", HTTP_X_FORWARDED_FOR="6.6.6.6", REMOTE_ADDR="10.0.0.9")

    assert get_adapter().get_client_ip(request) == "10.0.0.9"


def test_signed_in_pages_of_people_without_a_role_are_not_cached_either():
    response = browser_of(UserFactory()).get(reverse("welcome"))

    assert "no-store" in response["Cache-Control"]
