"""Input that no form expects: answered with a message, never with a server error."""

import re
from urllib.parse import quote, urlencode

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.browsers import browser_of
from tests.factories import CandidateFactory
from tests.frame.access_table import ROWS
from tests.frame.cells import ALLOWED, ask, undone
from tests.frame.routes import routes
from tests.worlds import PRINCIPALS, World

pytestmark = pytest.mark.django_db

ROUTES = {route.name: route for route in routes()}
NASTY = {
    "a NUL byte": "a\x00b",
    "a lone NUL": "\x00",
    "ten thousand letters": "x" * 10_000,
    "five thousand digits": "9" * 5_000,
    "a negative number": "-1",
    "zero": "0",
    "a fraction": "1.5",
    "not a number": "NaN",
    "infinity": "Infinity",
    "an exponent": "1e999",
    "no uuid": "not-a-uuid",
    "a uuid of nobody": "00000000-0000-4000-8000-000000000000",
    "no date": "2026-13-45",
    "the year zero": "0000-00-00",
    "the last year": "9999-12-31",
    "a quote": "'; drop table x; --",
    "a percent": "%_%",
    "a backslash": "\\",
    "markup": "<script>alert(1)</script>",
    "a template": "{{ 7|add:7 }}{% debug %}",
    "a line break": "a\r\nSet-Cookie: b=c",
    "right to left": "\u202eabc",
    "many marks": "e" + "\u0301" * 500,
    "an emoji": "👩🏽‍🏭",
    "nothing": "",
    "deep brackets": "[" * 10_000,
    "a half of a pair": "\ufffd",
    "full-width digits": "１２",
}
# Every parameter that some list reads from the query string, and some that none reads.
PARAMETERS = (
    "page",
    "q",
    "kind",
    "in",
    "sort",
    "show",
    "as",
    "copy",
    "template",
    "next",
    "state",
    "tab",
)
LISTS = sorted(
    {
        row.route
        for row in ROWS
        if ALLOWED in row.get and not ROUTES[row.route].converters and ":" in row.route
    }
)


# The most different kinds, for pages that read little of their URL.
FEW = ("a NUL byte", "ten thousand letters", "five thousand digits", "a negative number", "no uuid")
ROUNDS = 8


def _first_let_in(answers: str) -> str | None:
    return next(
        (who for who, answer in zip(PRINCIPALS, answers, strict=True) if answer == ALLOWED), None
    )


GETS = [(row, who) for row in ROWS if (who := _first_let_in(row.get))]
POSTS = [(row, who) for row in ROWS if (who := _first_let_in(row.post))]


@pytest.mark.parametrize(("row", "who"), GETS, ids=str)
def test_no_address_makes_a_page_fail(row, who, world: World, browsers: dict[str, Browser]):
    url = ROUTES[row.route].url(**world.arguments(row.of))
    kinds = NASTY if row.route in LISTS else FEW
    for value in (NASTY[kind] for kind in kinds):
        asked = urlencode(dict.fromkeys(PARAMETERS, value))
        with undone():
            response = ask(browsers[who], "GET", f"{url}?{asked}")

            assert response.status_code < 500, f"{url}: {value[:30]!r}"
            if "\x00" in value:
                assert response.status_code == 400


@pytest.mark.parametrize(("row", "who"), POSTS, ids=str)
def test_no_form_makes_a_page_fail(row, who, world: World, browsers: dict[str, Browser]):
    url = ROUTES[row.route].url(**world.arguments(row.of))
    with undone():
        names = _names_of_fields(browsers[who], url)
    every = [dict.fromkeys(names, NASTY[kind]) for kind in FEW]
    # Then mixed values: in each round every field gets another value.
    values = list(NASTY.values())
    every += [
        {name: values[(3 * turn + place) % len(values)] for place, name in enumerate(names)}
        for turn in range(ROUNDS)
    ]
    for typed in every:
        with undone():
            response = ask(browsers[who], "POST", url, data=typed)

            assert response.status_code < 500, f"{url}: {str(typed)[:300]}"


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"a=%ff%fe", b"a=%ED%A0%80", b"%00=1", b"=" * 3000])
def test_bytes_that_are_not_text_do_not_make_the_sign_in_page_fail(raw: bytes):
    browser = Browser(raise_request_exception=False)

    for route in ("account_login", "account_signup", "account_reset_password"):
        response = browser.generic("POST", reverse(route), raw, "application/x-www-form-urlencoded")
        assert response.status_code < 500
        assert browser.get(f"{reverse(route)}?next=%00&{quote(raw)}").status_code < 500


@pytest.mark.parametrize("path", ["/%00", "/firms/%00/", "/%ff%fe/", "/%ED%A0%80/", "/briefs/%00/"])
def test_paths_that_are_not_text_are_answered(path: str):
    response = browser_of(CandidateFactory().user).get(path)

    assert response.status_code in {400, 404}


@pytest.mark.parametrize("page", ["0", "-1", "abc", "999", "9" * 5000, "1.5", ""])
@pytest.mark.parametrize("route", ["providers:firms", "accounts:notices"])
def test_any_page_number_shows_a_page(route: str, page: str):
    response = browser_of(CandidateFactory().user).get(reverse(route), {"page": page})

    assert response.status_code == 200


def test_a_nul_byte_in_a_url_gets_an_explanation():
    response = browser_of(CandidateFactory().user).get("/firms/", {"q": "a\x00b"})

    assert response.status_code == 400
    assert "Part of the request could not be read" in response.content.decode()


def _names_of_fields(browser: Browser, url: str) -> list[str]:
    """Return the names of the fields on the page, and those most pages post."""
    page = ask(browser, "GET", url)
    text = page.content.decode(errors="replace") if hasattr(page, "content") else ""
    found = set(re.findall(r' name="([^"]+)"', text)) - {"csrfmiddlewaretoken", "viewport"}
    return sorted(
        found | {"reason", "text", "note", "email", "ref", "firm", "version", "slot", "as"}
    )
