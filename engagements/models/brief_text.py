"""The columns of a brief about the situation, the value sought, the person and the travel."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from interimhub.lib.languages import foreign_language_of
from skills.models import Concept
from skills.places import Language, Region, RightToWork
from skills.scales import Seniority


class BriefText(models.Model):
    """The answers of the steps that are columns of the brief."""

    class Value(models.TextChoices):
        """The kind of value sought. Only cash is ever counted as money."""

        CASH = "cash", "Cash"
        RISK = "risk", "Risk avoided"
        CONTINUITY = "continuity", "Continuity"
        CAPABILITY = "capability", "Capability"
        SAFETY = "safety", "Safety and quality for patients or product"

    class Contract(models.TextChoices):
        """The form of the contract. It decides which law applies to what is shown of pay."""

        SERVICE = "service", "Service contract between companies"
        UMBRELLA = "umbrella", "Through an agency or an umbrella company"
        EMPLOYMENT = "employment", "Fixed-term employment"

    class Travel(models.TextChoices):
        """How much of the working time is spent away from the place of work."""

        NONE = "none", "None"
        QUARTER = "quarter", "Up to a quarter of the days"
        HALF = "half", "Up to half of the days"
        MORE = "more", "More than half of the days"

    class Relocation(models.TextChoices):
        """Whether the client wants the interim to live near the work."""

        NONE = "none", "Not asked for"
        WELCOME = "welcome", "Welcome, not needed"
        NEEDED = "needed", "Needed for the time of the work"

    class Cost(models.TextChoices):
        """What the client pays for on top of the work; never how much."""

        TO_WORK = "to_work", "Journeys to the place of work"
        TRIPS = "trips", "Journeys for the work"
        ROOM = "room", "A room near the work"
        HOME = "home", "Journeys home at weekends"
        MOVING = "moving", "Moving house"
        NOTHING = "nothing", "None of these"

    class Sponsor(models.TextChoices):
        """The level of the person at the client who stands behind the work."""

        BOARD = "board", "Board or owner"
        EXECUTIVE = "executive", "Chief executive or their direct report"
        FUNCTION = "function", "Head of a function or a site"
        BELOW = "below", "Below head of function"

    # The situation
    what_happened = models.TextField(blank=True)
    why_now = models.TextField(blank=True)
    tried_before = models.TextField(blank=True)
    what_is_hard = models.TextField(blank=True)

    # Value sought
    value_kind = models.CharField(max_length=12, choices=Value, blank=True)
    value_range = models.CharField(max_length=160, blank=True)
    value_shown_by = models.TextField(blank=True)
    harm = models.TextField(
        blank=True, help_text="who is harmed if this fails, and how it would be seen first"
    )

    # The person
    seniority = models.PositiveSmallIntegerField(choices=Seniority, null=True, blank=True)
    sectors = models.ManyToManyField(Concept, related_name="+", blank=True)
    situations = models.ManyToManyField(Concept, related_name="+", blank=True)
    registrations = models.ManyToManyField(
        Concept, related_name="+", blank=True, help_text="all of them are required"
    )
    languages = ArrayField(
        models.CharField(max_length=4, choices=Language), default=list, blank=True
    )
    right_to_work = models.CharField(max_length=8, choices=RightToWork, blank=True)
    contract_form = models.CharField(max_length=12, choices=Contract, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    duration_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    place = models.CharField(max_length=140, blank=True)
    region = models.CharField(max_length=16, choices=Region, blank=True)
    days_on_site = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="days a week on site; 0 means fully remote"
    )
    days_per_week = models.PositiveSmallIntegerField(null=True, blank=True)

    # Travel, and who stands behind the work
    travel = models.CharField(max_length=8, choices=Travel, blank=True)
    travel_to = models.CharField(max_length=140, blank=True)
    nights_away = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="nights a week away from home, 0 to 7"
    )
    relocation = models.CharField(max_length=8, choices=Relocation, blank=True)
    costs_paid = ArrayField(models.CharField(max_length=8, choices=Cost), default=list, blank=True)
    costs_words = models.CharField(max_length=240, blank=True)
    sponsor_level = models.CharField(max_length=10, choices=Sponsor, blank=True)

    class Meta:
        abstract = True

    # Facts

    @property
    def language(self) -> str:
        """The language of the story: "de", "fr" or "nl"; "" for English."""
        return foreign_language_of(f"{self.what_happened}\n{self.why_now}")
