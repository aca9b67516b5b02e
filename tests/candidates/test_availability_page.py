"""The availability: saved, confirmed, and asked for again after thirty days."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from candidates import waits
from candidates.models import Candidate
from tests.candidates.conftest import verify
from tests.factories import NOW, TODAY, CandidateFactory, ConsultantFactory

URL = "candidates:availability"


def facts(interim: Candidate, **changed: object) -> dict[str, object]:
    return {
        "version": interim.version,
        "available_from": "2027-01-11",
        "days_per_week": 4,
        "pattern": "hybrid",
        "is_remote_ok": "on",
        "regions": ["uk-midlands", "ie"],
        "languages": ["en", "de"],
        "right_to_work": ["uk", "eu"],
    } | changed


def test_saving_the_availability_confirms_it_today(signed_in, interim) -> None:
    Candidate.objects.update(availability_confirmed_on=TODAY - timedelta(days=90))

    signed_in.post(reverse(URL), facts(interim))

    stored = Candidate.objects.get(pk=interim.pk)
    assert (stored.available_from, stored.days_per_week, stored.pattern, stored.is_remote_ok) == (
        date(2027, 1, 11),
        4,
        "hybrid",
        True,
    )
    assert (stored.regions, stored.languages, stored.right_to_work) == (
        ["uk-midlands", "ie"],
        ["en", "de"],
        ["uk", "eu"],
    )
    assert (stored.availability_confirmed_on, stored.version) == (TODAY, interim.version + 1)


def test_one_button_confirms_the_availability(signed_in, interim) -> None:
    Candidate.objects.update(availability_confirmed_on=TODAY - timedelta(days=45))

    signed_in.post(reverse("candidates:confirm_availability"))

    stored = Candidate.objects.get(pk=interim.pk)
    assert (stored.availability_confirmed_on, stored.version) == (TODAY, interim.version + 1)
    assert stored.available_from == interim.available_from


def test_an_empty_availability_cannot_be_confirmed(signed_in, interim) -> None:
    Candidate.objects.update(available_from=None, availability_confirmed_on=None)

    assert signed_in.post(reverse("candidates:confirm_availability")).status_code == 409
    assert Candidate.objects.get(pk=interim.pk).availability_confirmed_on is None


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("available_from", "next week", "Give a day, such as"),
        ("available_from", "2031-01-01", "more than three years away"),
        ("available_from", "0202-01-01", "in four figures"),
        ("days_per_week", "8", "one to seven days"),
        ("days_per_week", "0", "one to seven days"),
        ("days_per_week", "two", "Give a whole number"),
        ("pattern", "on the moon", "Choose one of those offered here."),
        ("regions", "atlantis", "Choose from those offered here."),
        ("languages", "tlh", "Choose from those offered here."),
        ("right_to_work", "mars", "Choose from those offered here."),
    ],
)
def test_invalid_input_is_refused_beside_its_field(signed_in, interim, field, value, words) -> None:
    response = signed_in.post(reverse(URL), facts(interim, **{field: value}))

    assert response.status_code == 422
    assert words in response.content.decode()
    assert Candidate.objects.get(pk=interim.pk).version == interim.version


# What waits


def found(**facts: object) -> Candidate:
    return CandidateFactory(is_discoverable=True, **facts)


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "waiting"), [(30, []), (31, ["Confirm it"])])
def test_availability_waits_once_it_is_older_than_thirty_days(days, waiting) -> None:
    candidate = found(availability_confirmed_on=TODAY - timedelta(days=days))

    assert [wait.verb for wait in waits.waits_for(candidate.user, now=NOW)] == waiting


def test_a_hidden_profile_waits_to_be_finished(interim) -> None:
    (wait,) = waits.waits_for(interim.user, now=NOW)

    assert (wait.what, wait.url) == (
        "Finish your profile and let firms find you",
        reverse("candidates:profile"),
    )


@pytest.mark.django_db
def test_an_imported_profile_waits_to_be_claimed_by_its_verified_address() -> None:
    candidate = found()
    CandidateFactory(
        user=None, claimed_at=None, is_discoverable=False, imported_email=candidate.user.email
    )
    unverified = waits.waits_for(candidate.user, now=NOW)
    verify(candidate.user)

    verified = waits.waits_for(candidate.user, now=NOW)

    assert unverified == []
    assert [wait.what for wait in verified] == ["Claim the profile that was imported for you"]


@pytest.mark.django_db
def test_nothing_of_a_profile_waits_for_a_consultant() -> None:
    assert waits.waits_for(ConsultantFactory().user, now=NOW) == []
