"""Forms of the basics, the availability and the visibility of a profile."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from candidates import layouts
from candidates.forms.fields import (
    EARLIEST_YEAR,
    LATEST_AHEAD_DAYS,
    VersionForm,
    chips,
    concept_chips,
    day,
    long_text,
    one_of,
)
from candidates.models import Candidate
from skills.places import Language, Region, RightToWork
from skills.scales import Seniority


class BasicsForm(VersionForm):
    """Headline, summary, scope and sectors."""

    helper = layouts.BASICS

    seniority = one_of(
        Seniority.choices,
        "The most senior role you have held",
        "Please choose",
        "By what you were responsible for, not by your title.",
    )
    summary = long_text(
        "Summary",
        "What clients call you for, in four or five sentences. “I am called when a site has lost"
        " its regulator's trust and has months, not years, to win it back.”",
        rows=6,
    )
    sectors = concept_chips(
        "sector",
        "Sectors you know from the inside",
        "Specialist firms in these sectors can find you.",
    )

    class Meta:
        model = Candidate
        fields = Candidate.BASICS
        labels = {
            "profit_and_loss": "Largest profit and loss you were responsible for",
            "team_size": "Largest organisation you led, in people",
            "board_exposure": "How close to a board",
            "geography": "Countries you have led or worked in",
        }
        help_texts = {
            "headline": "What you do and for whom, in one line: “Interim site director, sterile"
            " manufacturing under regulatory pressure”.",
            "profit_and_loss": "In the currency of the business; an order of magnitude is enough.",
            "team_size": "",
            "geography": "“United Kingdom, Ireland, Belgium”",
        }
        error_messages = {
            "team_size": {
                "min_value": "A number of people is zero or more.",
                "max_value": "No organisation is that large. Check the number.",
            },
        }

    field_order = Candidate.BASICS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scope, board = self.fields["profit_and_loss"], self.fields["board_exposure"]
        assert isinstance(scope, forms.ChoiceField)
        assert isinstance(board, forms.ChoiceField)
        scope.choices = [("", "Not said"), *Candidate.Scope.choices]
        board.choices = [("", "Not said"), *Candidate.Board.choices]


class AvailabilityForm(VersionForm):
    """When, where and how an interim would work."""

    helper = layouts.AVAILABILITY

    available_from = day("Available from", "The first day on which you could start.")
    days_per_week = forms.IntegerField(
        label="Days a week",
        required=False,
        min_value=1,
        max_value=7,
        help_text="As many as you want to work.",
        error_messages={
            "min_value": "A week has one to seven days.",
            "max_value": "A week has one to seven days.",
        },
    )
    pattern = forms.ChoiceField(
        label="Where you work best",
        help_text="A preference; below you say what you would accept.",
        required=False,
        choices=[("", "No preference"), *Candidate.Pattern.choices],
        widget=forms.RadioSelect(attrs={"class": "segmented"}),
    )
    is_remote_ok = forms.BooleanField(label="I would also work fully remotely", required=False)
    regions = chips(
        Region.choices,
        "Regions you would work in",
        "A brief names one region; you are found for it if you choose that region here.",
    )
    languages = chips(
        Language.choices,
        "Languages you work in",
        "Those in which you would chair a difficult meeting.",
    )
    right_to_work = chips(
        RightToWork.choices, "Where you may work without a permit", "Leave out the others."
    )

    class Meta:
        model = Candidate
        fields = Candidate.AVAILABILITY

    def clean_available_from(self) -> Any:
        """Accept a day up to three years ahead."""
        free = self.cleaned_data["available_from"]
        if free and (free - timezone.localdate()).days > LATEST_AHEAD_DAYS:
            raise ValidationError(
                "That is more than three years away; leave it empty until it is closer.", code="far"
            )
        if free and free.year < EARLIEST_YEAR:
            raise ValidationError("Give the year in four figures, such as 2026.", code="early")
        return free


class VisibilityForm(VersionForm):
    """Which kinds of firm may find the profile."""

    class Meta:
        model = Candidate
        fields = ("open_to_specialists", "open_to_generalists", "open_to_rpos")
        labels = {
            "open_to_specialists": "Specialist firms in my sectors",
            "open_to_generalists": "Generalist firms",
            "open_to_rpos": "RPOs",
        }
        help_texts = {
            "open_to_specialists": "They work in one field only. They find you only if it is"
            " one of yours.",
            "open_to_generalists": "They work across sectors and find you for any brief that fits.",
            "open_to_rpos": "They run all recruiting of a client, for jobs of every kind.",
        }
