"""A form that is sent twice, by a double click or by the browser's back button, counts once."""

import re
import threading
import time
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from candidates.models import PastAssignment
from engagements.models import Brief
from interimhub.lib import once
from shortlists.models import Question
from tests.browsers import browser_of
from tests.factories import CandidateFactory, ClientMemberFactory, EntryFactory

ASSIGNMENT = {
    "title": "Interim plant manager",
    "organisation": "Kestrel",
    "started_on": "2024-01-01",
    "ended_on": "2024-06-30",
}


def token_on(browser: Browser, url: str) -> str:
    """Return the token that the page at this address has in its forms."""
    page = browser.get(url).content.decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert found
    return found[1]


def same_browser(browser: Browser) -> Browser:
    other = Browser()
    other.cookies = browser.cookies
    return other


def new_brief(user: User, **facts: str) -> tuple[Browser, str, dict[str, str]]:
    browser, url = browser_of(user), reverse("engagements:new")
    return browser, url, {once.TOKEN: token_on(browser, url), "way": "empty", **facts}


@pytest.fixture
def manager() -> User:
    member = ClientMemberFactory()
    user: User = member.user
    return user


@pytest.fixture
def threads() -> Iterator[list[threading.Thread]]:
    started: list[threading.Thread] = []
    yield started
    for thread in started:
        thread.join(timeout=30)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "pause", [0, 0.01, 0.1, 0.3, 1.0], ids=lambda pause: f"{pause * 1000:.0f} ms"
)
def test_two_clicks_make_one_draft_and_lead_to_the_same_page(
    manager: User, pause: float, threads: list[threading.Thread]
):
    browser, url, typed = new_brief(manager)
    led_to: list[str] = []

    def press() -> None:
        led_to.append(same_browser(browser).post(url, typed)["Location"])
        connection.close()

    for number in range(3):
        threads.append(threading.Thread(target=press))
        threads[-1].start()
        time.sleep(pause if number < 2 else 0)
    for thread in threads:
        thread.join(timeout=30)

    assert Brief.objects.count() == 1
    assert len(led_to) == 3
    assert len(set(led_to)) == 1


@pytest.mark.django_db
def test_an_assignment_that_is_sent_twice_is_on_the_record_once():
    candidate = CandidateFactory()
    browser, url = browser_of(candidate.user), reverse("candidates:add_assignment")
    typed = ASSIGNMENT | {once.TOKEN: token_on(browser, url), "version": candidate.version}

    answers = [browser.post(url, typed) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302], answers[0].content.decode()
    assert PastAssignment.objects.filter(candidate=candidate).count() == 1


@pytest.mark.django_db
def test_a_question_that_is_sent_twice_is_asked_once():
    entry = EntryFactory(approached=True)
    browser = browser_of(entry.candidate.user)
    token = token_on(browser, entry.get_absolute_url())
    typed = {"text": "Who is the sponsor of this work?", once.TOKEN: token}

    for _ in range(2):
        browser.post(reverse("shortlists:ask", args=[entry.ref]), typed)

    assert Question.objects.filter(entry=entry).count() == 1


@pytest.mark.django_db
def test_another_page_of_the_same_form_makes_another_draft(manager: User):
    for _ in range(2):
        browser, url, typed = new_brief(manager)
        browser.post(url, typed)

    assert Brief.objects.count() == 2


@pytest.mark.django_db
def test_different_text_in_the_same_form_is_a_new_request(manager: User):
    browser, url, typed = new_brief(manager)
    browser.post(url, typed | {"way": "paste", "text": ""})

    answer = browser.post(url, typed)

    assert answer.status_code == 302
    assert Brief.objects.count() == 1


@pytest.mark.django_db
def test_a_form_with_errors_may_be_sent_again_at_once(manager: User):
    browser, url, typed = new_brief(manager, way="paste", text="")

    answers = [browser.post(url, typed).status_code for _ in range(2)]

    assert answers == [422, 422]


@pytest.mark.django_db
def test_the_same_form_of_another_user_is_a_separate_request(manager: User):
    browser, url, typed = new_brief(manager)
    browser.post(url, typed)

    browser_of(ClientMemberFactory().user).post(url, typed)

    assert Brief.objects.count() == 2
