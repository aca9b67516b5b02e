"""The lifetime of a session, and forms that are sent after its end."""

from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import sessions, unsent
from accounts.models import User
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

PAGE = "/me/"
WORDS = {"full_name": "Helena\r\nMarsh", "phone": "020 7946 0000"}


@pytest.fixture(autouse=True)
def no_limits_reached() -> None:
    cache.clear()


def person(email: str = "helena@example.com") -> User:
    user = UserFactory(email=email, full_name="Helena Marsh")
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def sign_in(browser: Browser, user: User) -> None:
    browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def signed_in(user: User) -> Browser:
    browser = Browser()
    sign_in(browser, user)
    return browser


def end(browser: Browser) -> None:
    Session.objects.filter(pk=browser.cookies["sessionid"].value).delete()


def expiry(browser: Browser) -> datetime:
    return Session.objects.get(pk=browser.cookies["sessionid"].value).expire_date


def turn_back(browser: Browser, **ago: timedelta) -> None:
    """Move the session's start and last renewal into the past."""
    session = browser.session
    if renewed := ago.get("renewed"):
        session.set_expiry(timezone.now() + timedelta(hours=12) - renewed)
    if began := ago.get("began"):
        session[sessions.SIGNED_IN_AT] = (timezone.now() - began).isoformat()
    session.save()


def send(browser: Browser, words: dict[str, str] = WORDS, **headers: str):
    return browser.post(PAGE, words, headers={"referer": f"http://testserver{PAGE}", **headers})


def seconds(moment: datetime) -> float:
    return (moment - timezone.now()).total_seconds()


# Its life


def test_use_renews_a_session_of_which_a_quarter_has_gone():
    browser = signed_in(person())
    turn_back(browser, renewed=timedelta(hours=4))

    response = browser.get(PAGE)

    assert seconds(expiry(browser)) == pytest.approx(12 * 3600, abs=60)
    assert response.cookies["sessionid"]["max-age"] == pytest.approx(12 * 3600, abs=60)


def test_use_of_a_fresh_session_writes_nothing():
    browser = signed_in(person())
    turn_back(browser, renewed=timedelta(hours=2))

    with CaptureQueriesContext(connection) as asked:
        browser.get(PAGE)

    assert not [query for query in asked if "UPDATE" in query["sql"]]


@pytest.mark.parametrize("method", ["get", "post"])
def test_automatic_requests_do_not_renew_a_session_and_autosave_does(method: str):
    browser = signed_in(person())
    turn_back(browser, renewed=timedelta(hours=6))

    getattr(browser, method)(reverse("accounts:session"), headers={"hx-request": "true"})

    hours = seconds(expiry(browser)) / 3600
    assert hours == pytest.approx({"get": 6, "post": 12}[method], abs=0.1)


def test_a_session_ends_a_week_after_signing_in_however_much_it_is_used():
    browser = signed_in(person())
    turn_back(browser, renewed=timedelta(hours=11), began=timedelta(days=6, hours=20))

    browser.get(PAGE)

    assert seconds(expiry(browser)) == pytest.approx(4 * 3600, abs=60)


def test_signing_in_again_restarts_the_week():
    user = person()
    browser = signed_in(user)
    turn_back(browser, began=timedelta(days=6))

    browser.post(reverse("account_logout"))
    sign_in(browser, user)

    began = datetime.fromisoformat(browser.session[sessions.SIGNED_IN_AT])
    assert -60 < seconds(began) <= 0


def test_a_page_asks_who_is_signed_in_and_for_how_long():
    user = person()
    browser = signed_in(user)

    answer = browser.get(reverse("accounts:session")).json()

    assert answer["person"] == sessions.person_key(user)
    assert answer["left"] == pytest.approx(12 * 3600, abs=60)
    assert Browser().get(reverse("accounts:session")).status_code == 401


# Words sent after its end


def test_a_form_sent_after_the_session_ended_is_shown_after_signing_in():
    user = person()
    browser = signed_in(user)
    end(browser)

    answer = send(browser)
    sign_in(browser, user)
    page = browser.get(PAGE)

    assert answer["Location"] == "/accounts/login/?next=%2Fme%2F"
    assert page.context["unsent"].as_json == {
        "action": PAGE,
        "values": [["full_name", "Helena\r\nMarsh"], ["phone", "020 7946 0000"]],
        "files": [],
    }
    assert "Helena<br>Marsh" in page.content.decode()
    assert browser.get(reverse("accounts:notices")).context["unsent"] is None


def test_kept_text_is_deleted_once_the_form_is_saved():
    user = person()
    browser = signed_in(user)
    end(browser)
    send(browser)
    sign_in(browser, user)

    send(browser, {"full_name": "Helena Marsh", "time_zone": "Europe/London"})

    assert unsent.KEY not in browser.session


def test_kept_text_is_discarded_on_request():
    user = person()
    browser = signed_in(user)
    end(browser)
    send(browser)
    sign_in(browser, user)

    back = browser.post(
        reverse("accounts:discard_unsent"), headers={"referer": f"http://testserver{PAGE}"}
    )

    assert back["Location"] == PAGE
    assert browser.get(PAGE).context["unsent"] is None


def test_kept_text_is_never_shown_to_another_user():
    browser = signed_in(person())
    end(browser)
    send(browser)

    sign_in(browser, person("tom@example.com"))

    assert "020 7946 0000" not in browser.get(PAGE).content.decode()
    assert unsent.KEY not in browser.session


def test_a_form_from_a_page_of_another_user_is_not_shown():
    author, other = person(), person("tom@example.com")
    browser = signed_in(author)
    browser.post(reverse("account_logout"))
    sign_in(browser, other)
    end(browser)

    send(browser, WORDS | {"draft": f"{sessions.person_key(author)}.123"})
    sign_in(browser, other)

    assert browser.get(PAGE).context["unsent"] is None


def test_text_is_kept_for_half_an_hour():
    user = person()
    browser = signed_in(user)
    end(browser)
    send(browser)
    session = browser.session
    session[unsent.KEY] |= {"until": (timezone.now() - timedelta(seconds=1)).isoformat()}
    session.save()

    sign_in(browser, user)

    assert browser.get(PAGE).context["unsent"] is None


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/accounts/password/change/", {"oldpassword": "secret", "password1": "secret"}),
        (PAGE, {"new_password": "secret"}),
        (PAGE, {"full_name": "x" * (unsent.MAX_CHARS + 1)}),
    ],
)
def test_passwords_and_very_long_text_are_not_kept(path: str, words: dict[str, str]):
    browser = signed_in(person())
    end(browser)

    browser.post(path, words)

    assert unsent.KEY not in browser.session


def test_nothing_is_kept_for_a_browser_on_which_nobody_has_signed_in():
    browser = Browser()

    send(browser)

    assert unsent.KEY not in browser.session


def test_the_response_to_a_saved_form_names_the_copy_to_delete():
    user = person()
    browser = signed_in(user)
    mark = {"draft": f"{sessions.person_key(user)}.4711"}
    good = {"full_name": "Helena Marsh", "time_zone": "Europe/London"}

    saved, refused = send(browser, good | mark), send(browser, {"full_name": ""} | mark)

    assert saved.cookies["delivered"].value == "4711"
    assert "delivered" not in refused.cookies


# A token that has changed meanwhile


def test_an_old_token_loses_no_text():
    user = person()
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(user)
    browser.cookies["known_device"] = signed_in(user).cookies["known_device"].value
    words = WORDS | {"csrfmiddlewaretoken": "x" * 64}
    words["draft"] = f"{sessions.person_key(user)}.1"

    answer = send(browser, words, **{"sec-fetch-site": "same-origin"})

    assert answer["Location"] == PAGE
    page = browser.get(PAGE)
    assert page.context["unsent"].values[1] == ["phone", ["020 7946 0000"]]
    assert "You have signed in again" in page.content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", ""])
def test_a_form_of_another_site_is_refused_and_not_kept(site: str):
    user = person()
    browser = Browser(enforce_csrf_checks=True)
    browser.force_login(user)
    browser.cookies["known_device"] = signed_in(user).cookies["known_device"].value

    answer = send(
        browser,
        WORDS | {"draft": f"{sessions.person_key(user)}.1"},
        **({"sec-fetch-site": site} if site else {}),
    )

    assert answer.status_code == 403
    assert unsent.KEY not in browser.session
