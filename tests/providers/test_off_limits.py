"""A firm's off-limits list: its own, read by nobody else."""

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from providers.models import OffLimits
from providers.names import key_of
from tests.browsers import browser_of
from tests.factories import ConsultantFactory, OffLimitsFactory

pytestmark = pytest.mark.django_db

URL = "/firms/mine/off-limits/"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northline Biologics Ltd", "NORTHLINE  biologics"),
        ("S.A. Sérum", "Sérum"),
        ("Hallward AG", "hallward gmbh"),
    ],
)
def test_two_spellings_of_one_organisation_are_the_same(one: str, other: str):
    assert key_of(one) == key_of(other)


def test_a_firm_reads_only_its_own_list():
    own, other = ConsultantFactory(), OffLimitsFactory(name="Secretive Injectables")
    OffLimitsFactory(firm=own.firm, name="Northline Biologics")

    page = browser_of(own.user).get(URL)

    assertContains(page, "Northline Biologics")
    assertNotContains(page, other.name)


def test_an_organisation_is_added_once_and_the_second_time_says_so():
    own = ConsultantFactory()
    browser = browser_of(own.user)

    browser.post(URL, {"name": "Northline Biologics"})
    again = browser.post(URL, {"name": "Northline Biologics Ltd."})

    assertContains(again, "on your list already", status_code=422)
    assert OffLimits.objects.count() == 1


def test_what_is_taken_off_is_kept_with_its_day():
    own = ConsultantFactory()
    row = OffLimitsFactory(firm=own.firm)

    browser_of(own.user).post(reverse("providers:take_off", args=[row.ref]))

    row.refresh_from_db()
    assert row.ended_at
    assert not OffLimits.objects.of(own.firm)


def test_the_list_of_another_firm_is_not_changed():
    row = OffLimitsFactory()

    answer = browser_of(ConsultantFactory().user).post(
        reverse("providers:take_off", args=[row.ref])
    )

    assert answer.status_code == 404
