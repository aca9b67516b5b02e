"""What an import left out is shown to its person, before and after the claim."""

import re
from html import unescape

import pytest
from django.http import HttpResponse
from django.urls import reverse

from candidates import actions
from candidates.import_notes import notes_in_words
from candidates.models import Candidate
from tests.candidates.conftest import verify
from tests.candidates.imports import load
from tests.factories import NOW, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("importable")]

RESUME = {
    "basics": {"email": "anna.berg@example.org", "label": "Interim CFO"},
    "work": [
        {"position": "CFO", "startDate": "2020", "endDate": ""},
        {"startDate": "Invalid date"},
    ],
}
WORDS = "Employment 2, start: “Invalid date” is not a day such as 2024-03-31; left out"


def text_of(response: HttpResponse) -> str:
    """Return the words of a page, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", response.content.decode())).split())


@pytest.fixture
def person(db: None, tmp_path):
    """Anna Berg, whose profile was imported."""
    user = UserFactory(email="anna.berg@example.org")
    verify(user)
    load(tmp_path, RESUME)
    return user


def test_the_notes_are_read_before_a_profile_is_claimed(client, person) -> None:
    actions.open_profile(person, now=NOW)
    client.force_login(person)

    assert WORDS in text_of(client.get(reverse("candidates:profile")))


@pytest.mark.parametrize("has_own", [False, True])
def test_the_notes_stay_with_a_claimed_profile_until_they_are_dismissed(
    client, person, has_own: bool
) -> None:
    if has_own:
        actions.open_profile(person, now=NOW)
    client.force_login(person)
    page = reverse("candidates:profile")
    actions.claim_profile(Candidate.objects.get(user=None), by=person, now=NOW)
    before = text_of(client.get(page))

    client.post(reverse("candidates:put_import_notes_away"))

    assert WORDS in before
    assert WORDS not in text_of(client.get(page))


def test_the_path_of_a_field_is_shown_in_words() -> None:
    notes = [
        "meta.interimhub.skills[3].level: x",
        "basics.summary: x",
        "the file: is not UTF-8",
        "education, projects: a profile here has no place for it",
    ]

    assert [field for field, _ in notes_in_words(notes)] == [
        "Skill 3, level",
        "Summary",
        "The file",
        "Education, projects",
    ]
