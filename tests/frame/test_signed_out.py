"""Pressing a button after the session has ended leads back to its page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.browsers import browser_of
from tests.factories import BriefFactory

pytestmark = pytest.mark.django_db


def test_a_click_while_signed_out_returns_to_the_page_of_the_button():
    brief = BriefFactory()
    page = brief.get_absolute_url()

    response = Browser().post(
        reverse("open_brief", args=[brief.ref]),
        headers={"referer": f"http://testserver{page}"},
    )

    there = urlsplit(response["Location"])
    assert (there.path, parse_qs(there.query)) == (reverse("account_login"), {"next": [page]})


@pytest.mark.parametrize("referer", ["https://elsewhere.example/x", "//[", ""])
def test_a_click_without_a_known_page_returns_to_today(referer: str):
    brief = BriefFactory()

    response = Browser().post(reverse("open_brief", args=[brief.ref]), headers={"referer": referer})

    assert parse_qs(urlsplit(response["Location"]).query) == {"next": [reverse("today")]}


def test_a_click_on_a_form_of_its_own_page_returns_to_that_page():
    page = reverse("accounts:account")

    response = Browser().post(page, headers={"referer": f"http://testserver{page}"})

    assert parse_qs(urlsplit(response["Location"]).query) == {"next": [page]}


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_gets_401_while_signed_out(method: str):
    brief = BriefFactory(opened=True)

    response = getattr(Browser(), method)(
        reverse("ranking:progress", args=[brief.ref]),
        headers={
            "hx-request": "true",
            "hx-current-url": f"http://testserver{brief.get_absolute_url()}",
        },
    )

    assert (response.status_code, response.content) == (401, b"")
    assert "HX-Redirect" not in response


def test_opening_the_url_of_a_button_shows_an_explanation():
    brief = BriefFactory(confirmed=True)

    response = browser_of(brief.manager.user).get(reverse("open_brief", args=[brief.ref]))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This address only receives what a button sends." in response.content.decode()
