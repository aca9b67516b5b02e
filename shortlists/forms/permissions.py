"""Forms of a firm about the permission to represent: ask for it, give it back."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from shortlists.forms.confidential import without_names
from shortlists.models import Entry
from shortlists.permissions import LASTS, LONGEST


class RequestForm(forms.Form):
    """What a firm asks an interim for: until when, why, and what they have to know."""

    ends_on = forms.DateField(
        label="Until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="It ends with the brief in any case.",
        error_messages={"required": "Say until when you ask for it."},
    )
    reason = forms.CharField(
        label="Why you ask",
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The interim reads it before they answer.",
        error_messages={
            "required": "Say why you ask: the interim decides by it.",
            "min_length": "Say a little more: the interim decides by it.",
        },
    )
    conflicts = forms.CharField(
        label="Conflicts of interest",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Work for this client, its owners or a competitor. Empty: you declare none.",
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        last = timezone.localdate() + LASTS
        kwargs["initial"] = {"ends_on": last} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.entry = entry

    def clean_ends_on(self) -> date:
        """Require a day from tomorrow on, within 90 days."""
        day: date = self.cleaned_data["ends_on"]
        today = timezone.localdate()
        if day <= today:
            raise ValidationError("Choose a day after today.", code="past")
        if day > today + LONGEST:
            last = f"{today + LONGEST:%-d %B %Y}"
            raise ValidationError(f"Ask for 90 days at most, until {last}.", code="far")
        return day

    def clean_reason(self) -> str:
        """Refuse a confidential client's name until the interim grants a permission."""
        return self._read("reason")

    def clean_conflicts(self) -> str:
        """Refuse a confidential client's name until the interim grants a permission."""
        return self._read("conflicts")

    def _read(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        return text if self.entry.has_named_client else without_names(self.entry.brief, text)


class ReleaseForm(forms.Form):
    """Why a firm gives a permission back."""

    reason = forms.CharField(
        label="Why you give it back",
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The interim reads it; the client does not.",
        error_messages={
            "required": "Say why: the interim reads it.",
            "min_length": "Say a little more: the interim reads it.",
        },
    )
