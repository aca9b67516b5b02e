"""The columns of a brief about the situation, the value sought and the person."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from interimhub.lib.languages import foreign_language_of
from skills.models import Concept
from skills.places import Language, Region, RightToWork
from skills.scales import Seniority


class BriefText(models.Model):
    """The answers of the five steps that are columns of the brief."""

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

    class Meta:
        abstract = True

    # Facts

    @property
    def language(self) -> str:
        """The language of the story: "de", "fr" or "nl"; "" for English."""
        return foreign_language_of(f"{self.what_happened}\n{self.why_now}")
