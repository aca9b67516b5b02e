"""The day rate: only its owner sees it."""

from decimal import Decimal

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.access import fetch
from accounts.models import Activity
from candidates.models import Candidate, ProfileChange
from terms.models import DayRate
from tests.factories import (
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    DayRateFactory,
)
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db
URL = "rate"


@pytest.fixture
def interim(client) -> Candidate:
    candidate = CandidateFactory()
    client.force_login(candidate.user)
    return candidate


def test_anonymous_is_asked_to_sign_in(client) -> None:
    assert client.get(reverse(URL))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("factory", [ConsultantFactory, ClientMemberFactory])
@pytest.mark.parametrize("name", ["rate", "terms:forget_rate"])
def test_firms_and_clients_have_no_rate_page(client, factory, name) -> None:
    client.force_login(factory().user)

    response = client.post(reverse(name))

    assert response.status_code == 403
    assert "Only interims have a day rate" in response.content.decode()


def test_the_rate_of_another_interim_is_not_shown(interim) -> None:
    other = DayRateFactory()

    with pytest.raises(Http404):
        fetch(DayRate.objects, interim.user, pk=other.pk)
    assert list(DayRate.objects.visible_to(ConsultantFactory().user)) == []


def test_the_page_says_who_sees_the_rate_and_shows_only_the_users_own(client, interim) -> None:
    DayRateFactory(amount=7777)

    page = client.get(reverse(URL)).content.decode()

    assert "only you see it" in page
    assert "7777" not in page


def test_saving_a_rate_leaves_the_profile_unchanged(client, interim) -> None:
    before = ProfileChange.objects.count()

    response = client.post(reverse(URL), {"stamp": "", "amount": "1650", "currency": "EUR"})

    assert response["Location"] == reverse(URL)
    rate = DayRate.objects.get(candidate=interim)
    assert (rate.amount, rate.currency) == (Decimal(1650), "EUR")
    assert Candidate.objects.get(pk=interim.pk).version == interim.version
    assert ProfileChange.objects.count() == before
    trail = Activity.objects.about(interim).get()
    said = (trail.kind, trail.role, trail.on_behalf_of, trail.before, trail.after)
    assert said == ("rate.changed", "interim", "", "", "")
    assert (trail.facts, trail.written) == ({}, "")


def test_a_rate_of_another_window_is_not_overwritten_without_warning(client, interim) -> None:
    client.post(reverse(URL), {"stamp": "", "amount": "1650", "currency": "EUR"})

    late = client.post(reverse(URL), {"stamp": "", "amount": "900", "currency": "EUR"})
    stored = DayRate.objects.get().amount
    stamp = late.context["form"]["stamp"].value()
    client.post(reverse(URL), {"stamp": stamp, "amount": "900", "currency": "EUR"})

    assert (late.status_code, stored) == (422, Decimal(1650))
    assert 'value="900"' in late.content.decode()
    assert DayRate.objects.get().amount == Decimal(900)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("amount", "", "Give an amount"),
        ("amount", "0", "above zero"),
        ("amount", "-5", "above zero"),
        ("amount", "NaN", "in figures"),
        ("amount", "Infinity", "in figures"),
        ("amount", "a lot", "in figures"),
        ("amount", "1e30", "below a million"),
        ("amount", "1000000", "below a million"),
        ("amount", "1.005", "no more than 2 decimal places"),
        ("currency", "DEM", "Choose one of those offered here."),
        ("note", "x" * 201, "at most 200 characters"),
        ("note", "\x00", "Null characters"),
        ("stamp", "x" * 41, "at most 40 characters"),
    ],
)
def test_bad_input_is_refused_with_a_message(client, interim, field, value, words) -> None:
    facts = {"stamp": "", "amount": "1650", "currency": "EUR", "note": "less for a year"}

    response = client.post(reverse(URL), facts | {field: value})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not DayRate.objects.exists()


def test_only_the_users_own_rate_is_deleted(client, interim) -> None:
    DayRateFactory(candidate=interim)
    other = DayRateFactory()

    client.post(reverse("terms:forget_rate"))

    assert list(DayRate.objects.all()) == [other]
    assert trail_of(interim) == [Event("interim", "rate.deleted")]
