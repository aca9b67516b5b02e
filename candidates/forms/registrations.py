"""The form of a registration or licence."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from candidates import layouts
from candidates.forms.fields import EARLIEST_YEAR, day
from candidates.models import CandidateRegistration
from skills.models import Concept
from skills.places import Country

LATEST_AHEAD_YEARS = 60


class RegistrationForm(forms.Form):
    """Number, body, country and dates of a registration. Everything is optional."""

    helper = layouts.REGISTRATION
    mark_optional = False

    number = forms.CharField(
        label="Number",
        required=False,
        max_length=CandidateRegistration.NUMBER_LENGTH,
        help_text="Only you read it, and the firm that speaks for you when it confirms that it has"
        " seen the registration.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    body = forms.CharField(
        label="Granted by",
        required=False,
        max_length=CandidateRegistration.BODY_LENGTH,
        help_text="“Regierungspräsidium Tübingen”, “MHRA”",
    )
    country = forms.ChoiceField(
        label="Country",
        required=False,
        choices=[("", "Not stated"), *Country.choices],
        error_messages={"invalid_choice": "Choose a country from the list."},
    )
    since = day("Held since")
    valid_until = day("Valid until", "Empty if it has no end.")

    def clean_since(self) -> date | None:
        """Accept a day from 1950 to today."""
        since: date | None = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise ValidationError(
                "This day is in the future; add it once you hold it.", code="future"
            )
        return _with_four_figures(since)

    def clean_valid_until(self) -> date | None:
        """Accept a day after 1950 that somebody may live to see."""
        until: date | None = self.cleaned_data["valid_until"]
        if until and until.year > timezone.localdate().year + LATEST_AHEAD_YEARS:
            raise ValidationError(
                "This is too far ahead; leave it empty if the registration has no end.", code="far"
            )
        return _with_four_figures(until)

    def clean(self) -> dict[str, Any]:
        """Compare the two days."""
        facts = super().clean() or {}
        since, until = facts.get("since"), facts.get("valid_until")
        if since and until and until < since:
            self.add_error(
                "valid_until", ValidationError("This is before “Held since”.", code="order")
            )
        return facts


class NewRegistrationForm(RegistrationForm):
    """A registration of the vocabulary, with its facts."""

    helper = layouts.NEW_REGISTRATION

    concept = forms.ModelChoiceField(
        widget=forms.HiddenInput,
        queryset=Concept.objects.of_kind(Concept.Kind.REGISTRATION),
        to_field_name="code",
        error_messages={
            "required": "Type a few letters and choose one of the names offered.",
            "invalid_choice": "Choose one of the names offered; this one is not in our list.",
        },
    )


def _with_four_figures(day: date | None) -> date | None:
    if day and day.year < EARLIEST_YEAR:
        raise ValidationError("Give the year in four figures, such as 2024.", code="early")
    return day
