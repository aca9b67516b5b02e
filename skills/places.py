"""Regions, languages of work and right to work: one short list each."""

from django.db import models

from interimhub.lib.workdays import Calendar


class Region(models.TextChoices):
    """Regions as executives name them. A brief has one, an interim lists all they work in."""

    UK_LONDON = "uk-london", "London and South East England"
    UK_MIDLANDS = "uk-midlands", "Midlands and North of England"
    UK_SCOTLAND = "uk-scotland", "Scotland, Wales and Northern Ireland"
    IRELAND = "ie", "Ireland"
    GERMANY_NORTH = "de-north", "Northern Germany"
    GERMANY_SOUTH = "de-south", "Southern Germany"
    GERMANY_WEST = "de-west", "Western Germany"
    AUSTRIA = "at", "Austria"
    SWITZERLAND = "ch", "Switzerland"
    FRANCE = "fr", "France"
    BENELUX = "benelux", "Belgium, Netherlands, Luxembourg"
    NORDICS = "nordics", "Nordic countries"
    IBERIA = "iberia", "Spain and Portugal"
    ITALY = "it", "Italy"
    CENTRAL_EUROPE = "cee", "Central and Eastern Europe"
    US_EAST = "us-east", "United States, East"
    US_WEST = "us-west", "United States, West and Central"
    ASIA = "asia", "Asia-Pacific"
    MIDDLE_EAST = "mena", "Middle East and Africa"


class Country(models.TextChoices):
    """Where a registration is granted, by ISO 3166-1; the European Union for its own."""

    EU = "eu", "European Union"
    AUSTRIA = "at", "Austria"
    BELGIUM = "be", "Belgium"
    CZECHIA = "cz", "Czechia"
    DENMARK = "dk", "Denmark"
    FINLAND = "fi", "Finland"
    FRANCE = "fr", "France"
    GERMANY = "de", "Germany"
    GREECE = "gr", "Greece"
    HUNGARY = "hu", "Hungary"
    IRELAND = "ie", "Ireland"
    ITALY = "it", "Italy"
    LUXEMBOURG = "lu", "Luxembourg"
    NETHERLANDS = "nl", "Netherlands"
    NORWAY = "no", "Norway"
    POLAND = "pl", "Poland"
    PORTUGAL = "pt", "Portugal"
    ROMANIA = "ro", "Romania"
    SPAIN = "es", "Spain"
    SWEDEN = "se", "Sweden"
    SWITZERLAND = "ch", "Switzerland"
    UNITED_KINGDOM = "gb", "United Kingdom"
    UNITED_STATES = "us", "United States"


# The country of each region, and the part of it where the whole region keeps the same holidays.
_COUNTRIES = {
    Region.UK_LONDON: ("GB", "ENG"),
    Region.UK_MIDLANDS: ("GB", "ENG"),
    Region.UK_SCOTLAND: ("GB", ""),
    Region.IRELAND: ("IE", ""),
    Region.GERMANY_NORTH: ("DE", ""),
    Region.GERMANY_SOUTH: ("DE", ""),
    Region.GERMANY_WEST: ("DE", ""),
    Region.AUSTRIA: ("AT", ""),
    Region.SWITZERLAND: ("CH", ""),
    Region.FRANCE: ("FR", ""),
    Region.ITALY: ("IT", ""),
    Region.US_EAST: ("US", ""),
    Region.US_WEST: ("US", ""),
}
# In regions of several countries the time zone determines the country.
_COUNTRIES_BY_ZONE = {
    Region.BENELUX: {
        "Europe/Brussels": "BE",
        "Europe/Amsterdam": "NL",
        "Europe/Luxembourg": "LU",
    },
    Region.NORDICS: {
        "Europe/Stockholm": "SE",
        "Europe/Oslo": "NO",
        "Europe/Copenhagen": "DK",
        "Europe/Helsinki": "FI",
        "Atlantic/Reykjavik": "IS",
    },
    Region.IBERIA: {"Europe/Madrid": "ES", "Europe/Lisbon": "PT"},
    Region.CENTRAL_EUROPE: {
        "Europe/Warsaw": "PL",
        "Europe/Prague": "CZ",
        "Europe/Bratislava": "SK",
        "Europe/Budapest": "HU",
        "Europe/Bucharest": "RO",
        "Europe/Ljubljana": "SI",
        "Europe/Zagreb": "HR",
        "Europe/Sofia": "BG",
    },
    Region.ASIA: {
        "Asia/Singapore": "SG",
        "Asia/Hong_Kong": "HK",
        "Asia/Tokyo": "JP",
        "Asia/Seoul": "KR",
        "Asia/Shanghai": "CN",
        "Asia/Kolkata": "IN",
        "Australia/Sydney": "AU",
        "Australia/Melbourne": "AU",
        "Pacific/Auckland": "NZ",
    },
    Region.MIDDLE_EAST: {
        "Asia/Dubai": "AE",
        "Asia/Riyadh": "SA",
        "Africa/Cairo": "EG",
        "Africa/Johannesburg": "ZA",
    },
}


def calendar_of(region: str, *, zone: str) -> Calendar:
    """Return the working days of a region in the time zone `zone`.

    If the country is unknown, only weekends are skipped.
    """
    if region not in Region.values:
        return Calendar(zone)
    country, subdivision = _COUNTRIES.get(Region(region), ("", ""))
    country = country or _COUNTRIES_BY_ZONE.get(Region(region), {}).get(zone, "")
    return Calendar(zone, country, subdivision)


class Language(models.TextChoices):
    """Languages of work, by ISO 639-1."""

    ENGLISH = "en", "English"
    GERMAN = "de", "German"
    FRENCH = "fr", "French"
    DUTCH = "nl", "Dutch"
    SPANISH = "es", "Spanish"
    PORTUGUESE = "pt", "Portuguese"
    ITALIAN = "it", "Italian"
    DANISH = "da", "Danish"
    SWEDISH = "sv", "Swedish"
    NORWEGIAN = "no", "Norwegian"
    FINNISH = "fi", "Finnish"
    POLISH = "pl", "Polish"
    CZECH = "cs", "Czech"
    HUNGARIAN = "hu", "Hungarian"
    ROMANIAN = "ro", "Romanian"
    TURKISH = "tr", "Turkish"
    ARABIC = "ar", "Arabic"
    MANDARIN = "zh", "Mandarin"
    JAPANESE = "ja", "Japanese"


class RightToWork(models.TextChoices):
    """Where a person may work without a permit."""

    UK = "uk", "United Kingdom"
    EU = "eu", "European Union and EEA"
    SWITZERLAND = "ch", "Switzerland"
    US = "us", "United States"
    OTHER = "other", "Elsewhere"
