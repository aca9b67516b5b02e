"""HTML is compressed only where the answer repeats nothing of the request."""

import gzip

import pytest
from django.test import Client

from tests.browsers import browser_of
from tests.factories import BriefFactory

pytestmark = pytest.mark.django_db

GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def browser() -> Client:
    return browser_of(BriefFactory().manager.user)


def test_a_page_is_compressed_and_padded_by_a_random_length(browser: Client):
    plain = browser.get("/briefs/")

    answers = [browser.get("/briefs/", headers=GZIP) for _ in range(3)]

    assert {answer.headers["Content-Encoding"] for answer in answers} == {"gzip"}
    assert all(len(answer.content) < len(plain.content) / 2 for answer in answers)
    assert "Accept-Encoding" in answers[0].headers["Vary"]
    assert b"<h1>Briefs</h1>" in gzip.decompress(answers[0].content)


@pytest.mark.parametrize(
    ("path", "headers"),
    [("/briefs/?q=secret", {}), ("/briefs/", {"HX-Request": "true"})],
    ids=["search", "part"],
)
def test_what_may_repeat_the_request_is_not_compressed(
    browser: Client, path: str, headers: dict[str, str]
):
    answer = browser.get(path, headers=GZIP | headers)

    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (200, None)


def test_a_refused_form_is_not_compressed(browser: Client):
    answer = browser.post("/me/", {"full_name": ""}, headers=GZIP)

    assert (answer.status_code, answer.headers.get("Content-Encoding")) == (422, None)
