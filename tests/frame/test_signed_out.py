"""Pressing a button after the session has ended leads back to its page."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.browsers import browser_of
from tests.factories import BriefFactory

pytestmark = pytest.mark.django_db


def test_a_press_while_signed_out_leads_back_to_the_page_of_the_button():
    brief = BriefFactory()
    page = brief.get_absolute_url()

    response = Browser().post(
        reverse("open_brief", args=[brief.ref]),
        headers={"referer": f"http://testserver{page}"},
    )

    there = urlsplit(response["Location"])
    assert (there.path, parse_qs(there.query)) == (reverse("account_login"), {"next": [page]})


@pytest.mark.parametrize("referer", ["https://elsewhere.example/x", "//[", ""])
def test_a_press_from_nowhere_leads_to_today(referer: str):
    brief = BriefFactory()

    response = Browser().post(reverse("open_brief", args=[brief.ref]), headers={"referer": referer})

    assert parse_qs(urlsplit(response["Location"]).query) == {"next": [reverse("today")]}


def test_a_press_on_a_form_of_its_own_page_leads_back_to_that_page():
    page = reverse("accounts:account")

    response = Browser().post(page, headers={"referer": f"http://testserver{page}"})

    assert parse_qs(urlsplit(response["Location"]).query) == {"next": [page]}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_part_of_a_page_asked_for_while_signed_out_leaves_the_page_where_it_is(method: str):
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


def test_the_address_of_a_button_is_a_page_with_words():
    brief = BriefFactory(confirmed=True)

    response = browser_of(brief.manager.user).get(reverse("open_brief", args=[brief.ref]))

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This is where a button sends something." in response.content.decode()
