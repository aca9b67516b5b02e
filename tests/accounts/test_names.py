"""People are called as they ask to be, and nothing invisible gets into a name or an address."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import User
from candidates.snapshot import snapshot
from ranking.record_arrays import work_texts
from tests.accounts.entrance import account_of, sign_in, signed_up
from tests.browsers import browser_of
from tests.factories import CandidateFactory, UserFactory
from tests.letters import code_in_letter_to

pytestmark = pytest.mark.django_db

AS_WRITTEN = [
    "Dr. med. Anna Berg",
    "Berg, Anna",
    "Univ.-Prof. Mag. Anna Berg",
    "Herr Berg",
    "Madonna",
    "María del Carmen Ruiz Peña",
    "Nguyễn Thị Minh Khai",
    "محمد بن سلمان",
]
UNSEEN = ["\u200b", "\u200e", "\u202e", "\u2066", "\u2060", "\ufeff", "\u00ad"]
BLANK = ["\u3164", "\u2800", "\u00a0"]


@pytest.fixture(autouse=True)
def no_limits_reached():
    cache.clear()


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_without_a_preferred_name_the_whole_name_is_used(name: str):
    assert UserFactory(full_name=name).short_name == name


def test_the_preferred_name_given_at_sign_up_greets_the_person():
    browser = Browser()

    asked = signed_up(browser, full_name="Dr. med. Anna Berg", preferred_name="Anna")
    browser.post(asked["Location"], {"code": code_in_letter_to("helena@example.com")})

    assert "Welcome, Anna</h1>" in browser.get(reverse("welcome")).content.decode()
    assert User.objects.get().full_name == "Dr. med. Anna Berg"


def test_the_account_page_changes_the_preferred_name_and_can_empty_it():
    user = UserFactory(full_name="Berg, Anna")
    browser = browser_of(user)
    facts = {"full_name": "Berg, Anna", "time_zone": "Europe/Vienna"}

    for preferred, called in (("Frau Berg", "Frau Berg"), ("", "Berg, Anna")):
        browser.post(reverse("accounts:account"), facts | {"preferred_name": preferred})
        user.refresh_from_db()

        assert user.short_name == called


def test_a_preferred_name_is_hidden_like_the_full_name():
    user = UserFactory(full_name="Margarethe Kowalska", preferred_name="Gretl")
    candidate = CandidateFactory(user=user, summary="Everybody asks Gretl when a line stops.")

    assert "Gretl" not in snapshot(candidate, named=False)["summary"]
    assert "Gretl" in snapshot(candidate, named=True)["summary"]


def test_a_preferred_name_does_not_count_in_what_is_ranked():
    user = UserFactory(full_name="Margarethe Kowalska", preferred_name="Gretl")
    texts = work_texts("Interim", "Gretl halved the scrap rate.", names=" ".join(user.names))

    assert texts.sentences[1] == "halved scrap rate"


@pytest.mark.parametrize("mark", UNSEEN)
def test_an_address_with_a_character_that_nobody_sees_is_the_address_without_it(mark: str):
    browser = Browser()

    asked = signed_up(browser, email=f"helena{mark}@example.com")
    code = code_in_letter_to("helena@example.com")
    pasted = f"{mark}{code[:3]}{mark} {code[3:]}\n"
    confirmed = browser.post(asked["Location"], {"code": pasted})

    assert confirmed["Location"] == reverse("today")
    assert EmailAddress.objects.get().email == "helena@example.com"


@pytest.mark.parametrize("mark", UNSEEN + BLANK)
def test_signing_in_takes_an_address_pasted_with_such_a_character(mark: str):
    account_of("tom@example.com")

    assert sign_in(Browser(), f"{mark}tom@example.com{mark}").status_code == 302


@pytest.mark.parametrize("mark", UNSEEN + BLANK)
def test_a_name_that_looks_empty_is_empty(mark: str):
    page = signed_up(Browser(), full_name=mark * 3)

    assert "Type your name." in page.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["...", "—", "'", "()", "\u0301"])
def test_a_name_without_a_letter_is_refused_in_words(name: str):
    page = signed_up(Browser(), full_name=name)

    assert "Give a name that people can read" in page.content.decode()
    assert not User.objects.exists()


def test_a_line_break_in_a_name_does_not_stop_the_letters_that_hold_it():
    inviter = UserFactory()
    browser_of(inviter).post(
        reverse("accounts:account"),
        {"full_name": "Helena\r\nBcc: all@example.com", "time_zone": "Europe/London"},
    )
    inviter.refresh_from_db()

    assert inviter.full_name == "Helena Bcc: all@example.com"
