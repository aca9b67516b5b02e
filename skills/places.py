"""Regions, languages of work and right to work: one short list each."""

from django.db import models


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
