"""Checks for a new field on a profile. See docs/changing.md."""

import re
from typing import Any

import pytest
from django.db.models import Field
from django.test import Client
from django.urls import reverse

from candidates.actions.profile import _GIVEN
from candidates.forms import AvailabilityForm, BasicsForm, VisibilityForm
from candidates.importing.facts import facts_of
from candidates.importing.vocabulary import ImportVocabulary
from candidates.models import Candidate
from candidates.snapshot import snapshot
from tests.browsers import browser_of
from tests.examples import full_profile
from tests.factories import TODAY, CandidateFactory
from tests.submitting import as_it_stands

pytestmark = pytest.mark.django_db

# Columns that nobody types.
NOT_TYPED = {
    "id": "the key",
    "ref": "the public key",
    "user": "whose it is",
    "version": "moves on with every saved change",
    "availability_confirmed_on": "the day on which availability was last saved or confirmed",
    "is_discoverable": "has a button of its own",
    "claimed_at": "when it became its person's",
    "source": "where it was imported from",
    "source_id": "where it was imported from",
    "imported_email": "who may claim it",
    "import_notes": "what an import left out",
    "created_at": "a moment",
    "updated_at": "a moment",
}
VISIBILITY = "whom the person is open to is not part of what they read"
NOT_IN_THE_SNAPSHOT = {
    "is_remote_ok": "decides whether a brief reaches somebody, and is read by nobody",
    "right_to_work": "decides whether a brief reaches somebody, and is read by nobody",
    "open_to_specialists": VISIBILITY,
    "open_to_generalists": VISIBILITY,
    "open_to_rpos": VISIBILITY,
}
NOT_SHOWN = {
    "is_remote_ok": "shown on its own form alone",
}
NOT_IMPORTED = {
    "profit_and_loss": "no source names it on our scale",
    "team_size": "no source names it",
    "board_exposure": "no source names it on our scale",
    "geography": "told in the regions",
    "sectors": "come with the assignments",
    "days_per_week": "no source names it",
    "pattern": "no source names it",
    "open_to_specialists": "only the person decides whom they are open to",
    "open_to_generalists": "only the person decides whom they are open to",
    "open_to_rpos": "only the person decides whom they are open to",
}
NOT_GIVEN = {
    "sectors": "added to those that are there",
    "is_remote_ok": "a yes is kept, a no is never empty",
    "open_to_specialists": "only the person decides whom they are open to",
    "open_to_generalists": "only the person decides whom they are open to",
    "open_to_rpos": "only the person decides whom they are open to",
}
FORMS = {"basics": BasicsForm, "availability": AvailabilityForm, "visibility": VisibilityForm}


def columns() -> list[Field[Any, Any]]:
    fields = [*Candidate._meta.fields, *Candidate._meta.many_to_many]
    return [field for field in fields if field.name not in NOT_TYPED]


NAMES = [field.name for field in columns()]


def values_of(candidate: Candidate) -> dict[str, Any]:
    candidate = Candidate.objects.get(pk=candidate.pk)
    return {
        name: set(candidate.sectors.all()) if name == "sectors" else getattr(candidate, name)
        for name in NAMES
    }


def empty(candidate: Candidate, field: Field[Any, Any]) -> None:
    """Empty one answer."""
    if field.many_to_many:
        getattr(candidate, field.name).clear()
    else:
        value = False if field.get_internal_type() == "BooleanField" else field.get_default()
        Candidate.objects.filter(pk=candidate.pk).update(**{field.name: value})


def page(client: Client) -> str:
    """Return the user's own profile page, without the tokens that differ each time."""
    return re.sub(r"\b\w{64}\b", "", client.get(reverse("candidates:profile")).content.decode())


def test_the_example_answers_every_question():
    values = values_of(full_profile())

    missing = [name for name, value in values.items() if not value]
    assert missing == [], "Give each of these a value in tests/examples.py."


def test_every_field_is_asked_in_exactly_one_form():
    asked = [name for form in FORMS.values() for name in form.base_fields if name != "version"]

    assert sorted(asked) == sorted(NAMES)


@pytest.mark.parametrize("name", FORMS)
def test_saving_an_unchanged_page_changes_no_answer(name: str):
    candidate = full_profile()
    assert candidate.user is not None
    before = values_of(candidate)
    browser = browser_of(candidate.user)
    url = reverse(f"candidates:{name}")

    answer = browser.post(url, as_it_stands(browser.get(url), holding="version"))

    assert answer.status_code == 302
    assert values_of(candidate) == before


@pytest.mark.parametrize("name", FORMS)
def test_every_answer_on_a_page_is_stored(name: str):
    full, blank = full_profile(), CandidateFactory()
    for field in columns():
        empty(blank, field)
    url, theirs = reverse(f"candidates:{name}"), browser_of(blank.user)
    typed = as_it_stands(browser_of(full.user).get(url), holding="version")
    typed["version"] = as_it_stands(theirs.get(url), holding="version")["version"]

    theirs.post(url, typed)

    asked = [field for field in FORMS[name].base_fields if field != "version"]
    stored, wanted = values_of(blank), values_of(full)
    assert {field: stored[field] for field in asked} == {field: wanted[field] for field in asked}


def test_every_field_is_in_the_snapshot():
    profile = snapshot(full_profile(), named=False)

    assert {name for name in NAMES if not profile.get(name)} == NOT_IN_THE_SNAPSHOT.keys()


@pytest.mark.parametrize("field", columns(), ids=lambda field: field.name)
def test_every_field_is_on_the_profile_page(client: Client, field: Field[Any, Any]):
    candidate = full_profile()
    assert candidate.user is not None
    client.force_login(candidate.user)
    before = page(client)
    empty(candidate, field)

    after = page(client)

    assert (before != after) == (field.name not in NOT_SHOWN)


def test_every_field_is_imported():
    profile = facts_of({"id": "one"}, vocabulary=ImportVocabulary.load(), today=TODAY)

    assert {name for name in NAMES if name not in profile.columns} == NOT_IMPORTED.keys()


def test_an_imported_profile_gives_every_field_when_it_is_claimed():
    assert {name for name in NAMES if name not in _GIVEN} == NOT_GIVEN.keys()
