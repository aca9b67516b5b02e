"""The floor: only its owner sees it."""

from decimal import Decimal

import pytest
from django.http import Http404
from django.urls import reverse

from accounts.access import fetch
from accounts.models import Activity
from candidates.models import Candidate, ProfileChange
from terms.models import Floor
from tests.factories import (
    CandidateFactory,
    ClientMemberFactory,
    ConsultantFactory,
    FloorFactory,
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
def test_firms_and_clients_have_no_floor_page(client, factory, name) -> None:
    client.force_login(factory().user)

    response = client.post(reverse(name))

    assert response.status_code == 403
    assert "Only interims have a floor" in response.content.decode()


def test_the_floor_of_another_interim_is_not_shown(interim) -> None:
    other = FloorFactory()

    with pytest.raises(Http404):
        fetch(Floor.objects, interim.user, pk=other.pk)
    assert list(Floor.objects.visible_to(ConsultantFactory().user)) == []


def test_the_page_says_who_sees_the_floor_and_shows_only_the_users_own(client, interim) -> None:
    FloorFactory(outside_on_site=7777)

    page = client.get(reverse(URL)).content.decode()

    assert "Only you see it" in page
    assert "7777" not in page


def test_saving_a_floor_leaves_the_profile_unchanged(client, interim) -> None:
    before = ProfileChange.objects.count()

    response = client.post(
        reverse(URL), {"stamp": "", "outside_on_site": "1650", "currency": "EUR"}
    )

    assert response["Location"] == reverse(URL)
    floor = Floor.objects.get(candidate=interim)
    assert (floor.outside_on_site, floor.currency) == (Decimal(1650), "EUR")
    assert Candidate.objects.get(pk=interim.pk).version == interim.version
    assert ProfileChange.objects.count() == before
    trail = Activity.objects.about(interim).get()
    said = (trail.kind, trail.role, trail.on_behalf_of, trail.before, trail.after)
    assert said == ("floor.changed", "interim", "", "", "")
    assert (trail.facts, trail.written) == ({}, "")


def test_a_floor_of_another_window_is_not_overwritten_without_warning(client, interim) -> None:
    client.post(reverse(URL), {"stamp": "", "outside_on_site": "1650", "currency": "EUR"})

    late = client.post(reverse(URL), {"stamp": "", "outside_on_site": "900", "currency": "EUR"})
    stored = Floor.objects.get().outside_on_site
    stamp = late.context["form"]["stamp"].value()
    client.post(reverse(URL), {"stamp": stamp, "outside_on_site": "900", "currency": "EUR"})

    assert (late.status_code, stored) == (422, Decimal(1650))
    assert 'value="900"' in late.content.decode()
    assert Floor.objects.get().outside_on_site == Decimal(900)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("outside_on_site", "", "Give at least one amount"),
        ("outside_on_site", "0", "above zero"),
        ("outside_on_site", "-5", "above zero"),
        ("outside_on_site", "NaN", "in figures"),
        ("outside_on_site", "Infinity", "in figures"),
        ("outside_on_site", "a lot", "in figures"),
        ("outside_on_site", "1e30", "too large"),
        ("outside_on_site", "1000000", "too large"),
        ("outside_on_site", "1.005", "no more than 2 decimal places"),
        ("currency", "DEM", "Choose one of those offered here."),
        ("note", "x" * 201, "at most 200 characters"),
        ("note", "\x00", "Null characters"),
        ("stamp", "x" * 41, "at most 40 characters"),
    ],
)
def test_bad_input_is_refused_with_a_message(client, interim, field, value, words) -> None:
    facts = {"stamp": "", "outside_on_site": "1650", "currency": "EUR", "note": "less for a year"}

    response = client.post(reverse(URL), facts | {field: value})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert not Floor.objects.exists()


def test_only_the_users_own_floor_is_deleted(client, interim) -> None:
    FloorFactory(candidate=interim)
    other = FloorFactory()

    client.post(reverse("terms:forget_rate"))

    assert list(Floor.objects.all()) == [other]
    assert trail_of(interim) == [Event("interim", "floor.deleted")]
