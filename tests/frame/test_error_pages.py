"""Error pages keep the reader's frame, say what is so, and lead back to the thing at hand."""

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from engagements.models import Brief
from tests.browsers import browser_of
from tests.factories import BriefFactory, ClientMemberFactory, NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db

HTMX = {"hx-request": "true", "hx-current-url": "http://testserver/briefs/"}
Break = Callable[..., Any]


@pytest.fixture
def brief() -> Brief:
    brief: Brief = BriefFactory(manager__user__full_name="Imogen Hale")
    NoticeFactory.create_batch(3, user=brief.manager.user)
    return brief


def _fail(*_: object, **__: object) -> None:
    raise ZeroDivisionError("a secret of the code")


def _too_often(browser: Browser, **facts: Any) -> Any:
    answers = [browser.post(reverse("account_change_password"), **facts) for _ in range(8)]
    return answers[-1]


def _requests(browser: Browser, brief: Brief, facts: dict[str, Any]) -> dict[str, Break]:
    """Return the request that is answered by each error."""
    button = reverse("open_brief", args=[brief.ref])
    hold = reverse("shortlists:hold", args=[brief.ref])
    much = {"reason": "x" * 4_300_000}
    hidden = reverse("brief", args=[BriefFactory().ref])
    return {
        "400": lambda: browser.get("/firms/?q=%00", **facts),
        "403": lambda: browser.post(button, **facts),
        "403 csrf": lambda: browser.post(reverse("accounts:read_all"), **facts),
        "404": lambda: browser.get("/no/such/page/", **facts),
        "404 hidden": lambda: browser.get(hidden, **facts),
        "405": lambda: browser.get(button, **facts),
        "409": lambda: browser.post(reverse("engagements:send", args=[brief.ref]), **facts),
        "413": lambda: browser.post(hold, much, **facts),
        "429": lambda: _too_often(browser, **facts),
        "500": lambda: browser.get(reverse("accounts:notices"), **facts),
    }


def _ask(
    status: str, browser: Browser, brief: Brief, breaks: pytest.MonkeyPatch, **facts: Any
) -> Any:
    """Send the request whose answer is the error of this name."""
    browser.raise_request_exception = False
    browser.handler.enforce_csrf_checks = status == "403 csrf"
    if status == "500":
        breaks.setattr("accounts.views.render_notices", _fail)
    return _requests(browser, brief, facts)[status]()


EVERY = ["400", "403", "403 csrf", "404", "404 hidden", "405", "409", "413", "429", "500"]


def _member_only(status: str, brief: Brief) -> User:
    """Return the reader: a colleague where the manager would be allowed."""
    if status == "403":
        user: User = ClientMemberFactory(client=brief.client).user
        user.full_name = "Imogen Hale"
        user.save()
        NoticeFactory.create_batch(3, user=user)
        return user
    reader: User = brief.manager.user
    return reader


@pytest.mark.parametrize("status", EVERY)
def test_every_error_page_keeps_the_frame_of_a_signed_in_person(
    status: str, brief: Brief, monkeypatch: pytest.MonkeyPatch
):
    answer = _ask(status, browser_of(_member_only(status, brief)), brief, monkeypatch)

    text = answer.content.decode()
    assert answer.status_code == int(status[:3])
    assert 'aria-label="Main"' in text
    assert f'href="{reverse("engagements:briefs")}"' in text
    assert "Imogen Hale" in text
    assert re.search(r'class="count">3<', text)
    assert text.count("<h1>") == 1
    assert 'class="btn btn-primary"' in text.partition("<h1>")[2]
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("status", ["400", "403 csrf", "404", "429", "500"])
def test_every_error_page_is_complete_for_a_signed_out_reader(
    status: str, brief: Brief, monkeypatch: pytest.MonkeyPatch
):
    browser = Browser()
    paths = {"400": "/?q=%00", "404": "/no/such/page/", "500": "/"}
    browser.raise_request_exception = False
    if status == "500":
        monkeypatch.setattr("interimhub.front.render", _fail)
    if status == "403 csrf":
        browser.handler.enforce_csrf_checks = True
        answer = browser.post(reverse("account_login"), {})
    elif status == "429":
        for _ in range(40):
            answer = browser.post(reverse("account_login"), {"login": "a@b.example"})
    else:
        answer = browser.get(paths[status])

    text = answer.content.decode()
    assert answer.status_code == int(status[:3])
    assert 'class="public"' in text
    assert 'aria-label="Main"' not in text
    assert 'class="btn btn-primary"' in text.partition("<h1>")[2]


@pytest.mark.parametrize("status", EVERY)
def test_a_part_of_a_page_gets_a_notice_for_the_place_where_the_person_acted(
    status: str, brief: Brief, monkeypatch: pytest.MonkeyPatch
):
    browser = browser_of(_member_only(status, brief))

    answer = _ask(status, browser, brief, monkeypatch, headers=HTMX)

    text = answer.content.decode()
    assert answer.status_code == int(status[:3])
    assert "data-error-notice" in text
    assert "<html" not in text
    assert "<h1" not in text


def test_a_hidden_page_and_an_unknown_page_are_identical(brief: Brief):
    reader = browser_of(brief.manager.user)
    hidden, never = BriefFactory().ref, uuid.uuid4()

    answers = []
    for ref in (hidden, never):
        answer = reader.get(
            reverse("brief", args=[ref]), headers={"Referer": "http://testserver/briefs/"}
        )
        text = answer.content.decode().replace(str(ref), "REF")
        text = re.sub(r'csrfmiddlewaretoken" value="\w+"|X-CSRFToken": "\w+"', "", text)
        text = re.sub(r'data-session-left="\d+"', "", text)
        answers.append((answer.status_code, sorted(set(answer.headers) - {"X-Request-ID"}), text))

    assert answers[0] == answers[1]
    assert answers[0][0] == 404


def test_a_hidden_page_links_to_the_list_and_not_to_the_row(brief: Brief):
    hidden = BriefFactory()
    path = reverse("shortlists:hold", args=[hidden.ref])

    answer = browser_of(brief.manager.user).get(path)

    text = answer.content.decode().partition("<h1>")[2]
    assert f'href="{hidden.get_absolute_url()}"' not in text
    assert f'class="btn btn-primary" href="{reverse("engagements:briefs")}"' in text


@pytest.mark.parametrize(
    "referer", ["", "https://elsewhere.example/x", "http://testserver/briefs/"]
)
def test_a_refusal_leads_back_to_its_page_and_to_its_brief(referer: str, brief: Brief):
    colleague = browser_of(ClientMemberFactory(client=brief.client).user)
    path = reverse("shortlists:cancel", args=[brief.ref])

    answer = colleague.get(path, headers={"Referer": referer})

    ways = [way.url for way in answer.context["ways_back"].all]
    page = ["/briefs/"] if "testserver" in referer else []
    assert ways[: len(page) + 1] == [*page, brief.get_absolute_url()]
    assert "Only Imogen Hale or one of your administrators" in answer.content.decode()


def test_a_server_error_names_the_request_and_nothing_of_the_code(
    brief: Brief, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    answer = _ask("500", browser_of(brief.manager.user), brief, monkeypatch)

    text = answer.content.decode()
    assert answer["X-Request-ID"] in text
    assert "ZeroDivisionError" not in text
    assert "a secret of the code" not in text
    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert record.levelname == "ERROR"
    assert record.exc_info is not None


def test_an_error_page_works_with_a_broken_frame(
    brief: Brief, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    browser = browser_of(brief.manager.user)
    browser.raise_request_exception = False
    monkeypatch.setattr("interimhub.shell.roles_of", _fail)

    answer = browser.get(reverse("today"))

    text = answer.content.decode()
    assert (answer.status_code, answer["X-Request-ID"] in text) == (500, True)
    assert 'class="public"' in text


@pytest.mark.parametrize("is_part", [True, False])
def test_the_outage_page_needs_no_database(
    is_part: bool, brief: Brief, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
):
    def away(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    browser = browser_of(brief.manager.user)
    browser.raise_request_exception = False
    monkeypatch.setattr("accounts.views.render_notices", away)

    answer = browser.get(reverse("accounts:notices"), headers=HTMX if is_part else {})

    text = answer.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert ("data-error-notice" in text) == is_part
    assert ("<html" in text) != is_part
    assert (f'href="{reverse("accounts:notices")}"' in text) != is_part


def test_programs_are_answered_as_before():
    browser = browser_of(UserFactory())

    assert browser.get(reverse("healthz")).json() == {"process": True}
    assert "left" in browser.get(reverse("accounts:session")).json()
    assert Browser().get(reverse("accounts:session")).json() == {}
