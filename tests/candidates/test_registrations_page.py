"""The pages of registrations and licences: add, change, remove, restore; and who reads them."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Activity
from candidates import actions
from candidates.actions.registrations import RegistrationExists, RegistrationGone
from candidates.models import Candidate, ProfileChange
from candidates.snapshot import snapshot
from skills.models import Concept, Label
from skills.words import key_of
from tests.candidates.conftest import verify
from tests.factories import (
    NOW,
    CandidateFactory,
    CandidateRegistrationFactory,
    ConceptFactory,
    RegistrationFactory,
)

pytestmark = pytest.mark.django_db

ADD = "candidates:add_registration"
FACTS = {
    "number": " 7712345 ",
    "body": "GMC",
    "country": "gb",
    "since": "2011-08-03",
    "valid_until": "2028-03-31",
}
EMPTY: dict[str, Any] = {
    "number": "",
    "body": "",
    "country": "",
    "since": None,
    "valid_until": None,
}


def named(label: str, *others: str) -> Concept:
    concept: Concept = RegistrationFactory(label=label)
    for text in (label, *others):
        Label.objects.create(
            concept=concept, text=text, key=key_of(text), is_preferred=text == label
        )
    return concept


def test_a_picked_registration_is_added_with_its_facts(
    signed_in: Client, interim: Candidate
) -> None:
    concept = named("General Medical Council registration", "GMC")

    response = signed_in.post(reverse(ADD), {"concept": concept.code} | FACTS)

    assert response["Location"] == f"{reverse('candidates:profile')}#registrations"
    held = interim.registrations.get()
    assert (held.concept, held.number, held.body, held.country) == (
        concept,
        "7712345",
        "GMC",
        "gb",
    )
    assert (held.since, held.valid_until) == (date(2011, 8, 3), date(2028, 3, 31))
    assert Activity.objects.latest("pk").kind == "profile.registration_added"
    assert ProfileChange.objects.filter(candidate_id=interim.pk).exists()


def test_everything_but_the_name_may_be_left_out(signed_in: Client, interim: Candidate) -> None:
    concept = named("General Medical Council registration", "GMC")

    signed_in.post(reverse(ADD), {"concept": "", "concept_text": " gmc "})

    held = interim.registrations.get()
    assert (held.concept, held.number, held.since) == (concept, "", None)


def test_an_unknown_name_offers_similar_ones_and_loses_nothing(
    signed_in: Client, interim: Candidate
) -> None:
    concept = named("General Medical Council registration")

    response = signed_in.post(reverse(ADD), {"concept_text": "medical counc"} | FACTS)

    page = response.content.decode()
    assert response.status_code == 422
    assert "choose one of the names offered" in page
    assert [hit.concept for hit in response.context["offers"]] == [concept]
    assert 'value="medical counc"' in page
    assert "7712345" in page
    assert not interim.registrations.exists()


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"number": "9" * 61}, "60"),
        ({"number": "\x00"}, "Null characters"),
        ({"body": "b" * 121}, "120"),
        ({"country": "xx"}, "Choose a country from the list."),
        ({"since": "2027-01-01"}, "This day is in the future"),
        ({"since": "0024-01-01"}, "Give the year in four figures"),
        ({"since": "yesterday"}, "since"),
        ({"valid_until": "2010-01-01"}, "This is before “Held since”."),
        ({"valid_until": "9999-01-01"}, "This is too far ahead"),
        ({"valid_until": "2026-02-30"}, "valid_until"),
        ({"concept": "no-such-code"}, "Choose one of the names offered"),
        ({"concept": "\x00"}, "Null characters"),
        ({"concept": "", "concept_text": "\x00\x00"}, "choose one of the names offered"),
    ],
)
def test_bad_input_gets_a_sentence_beside_the_field(
    signed_in: Client, interim: Candidate, given: dict[str, str], words: str
) -> None:
    concept = named("General Medical Council registration")

    response = signed_in.post(reverse(ADD), {"concept": concept.code} | FACTS | given)

    assert response.status_code == 422
    assert words in response.content.decode()
    assert set(response.context["form"].errors) == {next(iter(given))}
    assert not interim.registrations.exists()


def test_a_skill_is_no_registration(signed_in: Client, interim: Candidate) -> None:
    response = signed_in.post(reverse(ADD), {"concept": ConceptFactory().code})

    assert response.status_code == 422
    assert not interim.registrations.exists()


def test_the_same_registration_twice_is_refused_in_the_form(
    signed_in: Client, interim: Candidate
) -> None:
    held = CandidateRegistrationFactory(candidate=interim)

    response = signed_in.post(reverse(ADD), {"concept": held.concept.code} | FACTS)

    assert response.status_code == 422
    assert "is already on your profile" in response.content.decode()
    assert interim.registrations.get().number == held.number
    with pytest.raises(RegistrationExists):
        actions.add_registration(interim, by=interim.user, now=NOW, concept=held.concept)


def test_a_registration_is_changed_and_its_name_stays(
    signed_in: Client, interim: Candidate
) -> None:
    held = CandidateRegistrationFactory(candidate=interim, number="old")
    other = CandidateRegistrationFactory(candidate=interim, number="other")
    url = reverse("candidates:change_registration", args=[held.ref])

    assert 'value="old"' in signed_in.get(url).content.decode()
    signed_in.post(url, FACTS | {"concept": RegistrationFactory().code})

    held.refresh_from_db()
    other.refresh_from_db()
    assert (held.number, held.valid_until, other.number) == (
        "7712345",
        date(2028, 3, 31),
        "other",
    )
    assert interim.registrations.count() == 2


def test_a_registration_that_was_removed_meanwhile_cannot_be_changed(interim: Candidate) -> None:
    held = CandidateRegistrationFactory(candidate=interim)
    actions.remove_registration(held, by=interim.user, now=NOW)

    with pytest.raises(RegistrationGone):
        actions.change_registration(held, by=interim.user, now=NOW, **EMPTY)


def test_a_removed_registration_can_be_restored_as_it_was(
    signed_in: Client, interim: Candidate
) -> None:
    held = CandidateRegistrationFactory(
        candidate=interim, number="7712345", country="ie", since=date(2011, 8, 3)
    )

    response = signed_in.post(reverse("candidates:remove_registration", args=[held.ref]))
    assert not interim.registrations.exists()
    assert held.concept.label in signed_in.get(response["Location"]).content.decode()
    signed_in.post(reverse("candidates:restore"))

    again = interim.registrations.get()
    assert (again.concept, again.number, again.country, again.since) == (
        held.concept,
        "7712345",
        "ie",
        date(2011, 8, 3),
    )


def test_the_query_string_names_the_registration_to_add(signed_in: Client) -> None:
    concept = named("General Medical Council registration")

    page = signed_in.get(reverse(ADD), {"registration": concept.code}).content.decode()

    assert f'value="{concept.code}"' in page
    assert 'value="General Medical Council registration"' in page
    for odd in ("", "nothing", ConceptFactory().code):
        assert signed_in.get(reverse(ADD), {"registration": odd}).status_code == 200


def test_the_page_of_skills_leads_to_the_registrations(signed_in: Client) -> None:
    page = " ".join(signed_in.get(reverse("candidates:skills")).content.decode().split())

    assert f'is a registration: state it under <a href="{reverse(ADD)}">' in page


def test_the_number_is_in_no_snapshot_and_on_no_page_that_others_read(
    signed_in: Client, interim: Candidate
) -> None:
    held = CandidateRegistrationFactory(candidate=interim, number="SECRET-4711")

    read = [json.dumps(snapshot(interim, named=named)) for named in (True, False)]
    pages = [signed_in.get(reverse(f"candidates:{name}")) for name in ("profile", "blind")]

    for text in (*read, *(page.content.decode() for page in pages)):
        assert held.concept.label in text
        assert "SECRET-4711" not in text


def test_a_name_in_the_granting_body_is_hidden_from_blind_readers(interim: Candidate) -> None:
    interim.record.update(organisation="Harrow Works")
    CandidateRegistrationFactory(candidate=interim, body="named on the licence of Harrow Works")

    [blind] = snapshot(interim, named=False)["registrations"]
    [open_] = snapshot(interim, named=True)["registrations"]

    assert "Harrow" not in blind["body"]
    assert open_["body"] == "named on the licence of Harrow Works"


def test_without_a_stated_body_or_country_the_vocabulary_says_them(interim: Candidate) -> None:
    CandidateRegistrationFactory(candidate=interim)

    [held] = snapshot(interim, named=False)["registrations"]

    assert (held["body"], held["country"]) == ("the chamber", "United Kingdom")


def test_claiming_adds_the_registrations_that_are_missing() -> None:
    own = CandidateFactory()
    verify(own.user)
    shared, other = RegistrationFactory(), RegistrationFactory()
    CandidateRegistrationFactory(candidate=own, concept=shared, number="mine")
    imported: Candidate = CandidateFactory(
        user=None,
        claimed_at=None,
        is_discoverable=False,
        imported_email=own.user.email.lower(),
        source="file",
        source_id="1",
    )
    CandidateRegistrationFactory(candidate=imported, concept=shared, number="theirs")
    CandidateRegistrationFactory(candidate=imported, concept=other, number="new")

    actions.claim_profile(imported, by=own.user, now=NOW)

    numbers = own.registrations.values_list("concept_id", "number")
    assert dict(numbers) == {shared.pk: "mine", other.pk: "new"}
