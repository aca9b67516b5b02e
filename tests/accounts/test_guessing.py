"""Guesses of passwords and codes are limited, without locking out the owner."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import connection
from django.test import Client as Browser
from django.urls import reverse

from accounts.devices import COOKIE
from tests.accounts.entrance import NEW_PASSWORD, account_of, sign_in, signed_up
from tests.letters import code_in_letter_to

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


def test_many_wrong_passwords_are_stopped_even_with_the_right_one():
    account_of()
    browser = Browser()
    for _ in range(5):
        sign_in(browser, "tom@example.com", "not the password")

    response = sign_in(browser, "tom@example.com")

    assert response.status_code == 200
    assert "There were too many attempts" in response.content.decode()


def _guess(browser: Browser, email: str, times: int = 5) -> None:
    for _ in range(times):
        sign_in(browser, email, "not the password")


def test_a_strangers_guesses_do_not_lock_out_the_owner_on_a_known_device():
    user = account_of()
    own = Browser()
    sign_in(own, user.email)
    own.post(reverse("account_logout"))
    _guess(Browser(REMOTE_ADDR="203.0.113.7"), user.email)

    response = sign_in(own, user.email)

    assert response["Location"] == reverse("today")


def test_guesses_on_a_known_device_are_limited_too():
    user = account_of()
    own = Browser()
    sign_in(own, user.email)
    own.post(reverse("account_logout"))
    _guess(own, user.email)

    response = sign_in(own, user.email)

    assert "There were too many attempts" in response.content.decode()


def test_a_known_device_is_known_for_its_own_people_only():
    thief, victim = account_of("thief@example.com"), account_of("victim@example.com")
    own = Browser()
    sign_in(own, thief.email)
    own.post(reverse("account_logout"))
    _guess(Browser(REMOTE_ADDR="203.0.113.7"), victim.email)

    response = sign_in(own, victim.email)

    assert "There were too many attempts" in response.content.decode()


@pytest.mark.parametrize("forged", ["", "x", "known:device", "W10:1:2"])
def test_a_forged_cookie_of_a_device_changes_nothing(forged: str):
    user = account_of()
    browser = Browser()
    browser.cookies[COOKIE] = forged
    _guess(browser, user.email)

    response = sign_in(Browser(REMOTE_ADDR="203.0.113.7"), user.email)

    assert "There were too many attempts" in response.content.decode()


def test_a_code_by_e_mail_signs_the_owner_in_on_a_new_device_in_spite_of_guesses():
    user = account_of()
    _guess(Browser(REMOTE_ADDR="203.0.113.7"), user.email)
    browser = Browser()
    asked = browser.post(reverse("account_reset_password"), {"email": user.email})
    confirmed = browser.post(asked["Location"], {"code": code_in_letter_to(user.email)})
    browser.post(confirmed["Location"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})

    response = sign_in(browser, user.email, NEW_PASSWORD)

    assert response["Location"] == reverse("today")


def test_limits_are_not_reset_when_others_reach_theirs():
    user = account_of()
    _guess(Browser(), user.email)
    for number in range(400):
        cache.set(f"somebody-else-{number}", [1.0], 300)

    response = sign_in(Browser(REMOTE_ADDR="203.0.113.7"), user.email)

    assert "There were too many attempts" in response.content.decode()


def test_limits_expire_by_age():
    cache.set("old", [1.0], -60)
    cache.set("new", [1.0], 300)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM django_cache")
        assert [key for (key,) in cursor.fetchall()] == [":1:new"]


def test_many_tries_to_sign_in_are_answered_429_with_a_page():
    browser = Browser()
    answers = [sign_in(browser, f"p{n}@example.com", "no") for n in range(31)]

    assert answers[-2].status_code == 200
    assert answers[-1].status_code == 429
    assert "Too many attempts" in answers[-1].content.decode()


def test_codes_cannot_be_guessed_for_long():
    browser = Browser()
    asked = signed_up(browser)
    right = code_in_letter_to("helena@example.com")

    for _ in range(4):
        browser.post(asked["Location"], {"code": "GUESS"})
    response = browser.post(asked["Location"], {"code": right})

    assert response["Location"].startswith(reverse("account_login")) or response.status_code == 429
    assert EmailAddress.objects.filter(verified=True).exists() is False


def test_many_sign_ups_and_resets_are_answered_429():
    for route, typed in (
        ("account_signup", {}),
        ("account_reset_password", {"email": "a@example.com"}),
    ):
        answers = [Browser().post(reverse(route), typed).status_code for _ in range(21)]
        assert answers[-1] == 429


def _ask_for_a_password(browser: Browser, email: str, times: int = 1) -> list[int]:
    url = reverse("account_reset_password")
    return [browser.post(url, {"email": email}).status_code for _ in range(times)]


def test_a_stranger_does_not_use_up_the_owners_tries_for_a_new_password_elsewhere():
    user = account_of()
    stranger = _ask_for_a_password(Browser(REMOTE_ADDR="203.0.113.7"), user.email, 8)
    own = Browser(REMOTE_ADDR="198.51.100.9")

    asked = own.post(reverse("account_reset_password"), {"email": user.email})

    assert stranger == [302] * 5 + [429] * 3
    assert asked.status_code == 302
    confirmed = own.post(asked["Location"], {"code": code_in_letter_to(user.email)})
    assert confirmed["Location"] == reverse("account_complete_password_reset")


def test_a_known_device_asks_for_a_new_password_also_beside_a_stranger_in_its_network():
    user = account_of()
    own = Browser()
    sign_in(own, user.email)
    own.post(reverse("account_logout"))
    _ask_for_a_password(Browser(), user.email, 8)
    _ask_for_a_password(Browser(), "others@example.com", 25)

    answers = _ask_for_a_password(own, user.email, 6)

    assert answers == [302] * 5 + [429]


def test_many_networks_together_send_an_address_only_so_many_codes():
    user = account_of()
    own = Browser()
    sign_in(own, user.email)
    own.post(reverse("account_logout"))
    answers = [
        status
        for number in range(30)
        for status in _ask_for_a_password(Browser(REMOTE_ADDR=f"203.0.113.{number}"), user.email, 4)
    ]

    assert answers == [302] * 100 + [429] * 20
    assert _ask_for_a_password(own, user.email) == [302]


def test_an_address_without_an_account_is_limited_and_answered_alike():
    account_of("tom@example.com")

    known, unknown = (
        _ask_for_a_password(Browser(REMOTE_ADDR=address), email, 7)
        for address, email in (
            ("203.0.113.1", "tom@example.com"),
            ("203.0.113.2", "nobody@example.com"),
        )
    )

    assert known == unknown == [302] * 5 + [429] * 2
