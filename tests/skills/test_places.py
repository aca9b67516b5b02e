"""The working days of each region."""

from datetime import date, timedelta

import pytest

from interimhub.lib.workdays import Calendar
from skills import places
from skills.places import Region, calendar_of

CHRISTMAS = date(2026, 12, 25)
MONDAY = date(2026, 11, 16)


def test_a_region_within_one_country_has_its_holidays():
    assert calendar_of("uk-london", zone="Europe/London") == Calendar("Europe/London", "GB", "ENG")
    assert calendar_of("de-south", zone="Europe/Berlin") == Calendar("Europe/Berlin", "DE")


def test_in_a_region_of_several_countries_the_zone_tells_which():
    assert calendar_of("benelux", zone="Europe/Amsterdam").country == "NL"
    assert calendar_of("nordics", zone="Europe/Oslo").country == "NO"


@pytest.mark.parametrize("region", ["", "atlantis", "benelux"])
def test_where_the_country_is_unknown_only_weekends_count(region: str):
    calendar = calendar_of(region, zone="Europe/London")

    assert calendar == Calendar("Europe/London")
    assert calendar.is_workday(CHRISTMAS)


@pytest.mark.parametrize("region", Region.values)
def test_every_region_has_a_calendar_that_can_be_asked(region: str):
    zones = places._COUNTRIES_BY_ZONE.get(Region(region), {"Europe/London": ""})

    for zone in zones:
        calendar = calendar_of(region, zone=zone)
        worked = sum(calendar.is_workday(MONDAY + timedelta(days=n)) for n in range(7))
        assert 3 <= worked <= 6


def test_every_region_is_known_by_country_or_by_zone():
    known = {*places._COUNTRIES, *places._COUNTRIES_BY_ZONE}

    assert known == set(Region)
