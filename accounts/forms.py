"""What a person types to join."""

import zoneinfo
from typing import Any

from allauth.account.forms import SignupForm as AllauthSignupForm
from django import forms

from accounts.models import User

__all__ = ["AccountForm", "SignupForm"]


class SignupForm(AllauthSignupForm):  # type: ignore[misc]
    """Name, address and a password; what brings them here is asked on the next page."""

    full_name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="As you would sign a letter. "
        "Interims: firms and clients see it only after you say yes.",
    )
    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    field_order = ("full_name", "email", "password1")

    def clean_time_zone(self) -> str:
        """Take the browser's zone when it is one."""
        zone: str = self.cleaned_data["time_zone"]
        return zone if zone in zoneinfo.available_timezones() else ""


class AccountForm(forms.ModelForm[User]):
    """Name, telephone and time zone of the person who is signed in."""

    time_zone = forms.ChoiceField(
        label="Your time zone", help_text="Every deadline is shown in it."
    )

    class Meta:
        model = User
        fields = ("full_name", "phone", "time_zone")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = sorted(z for z in zoneinfo.available_timezones() if "/" in z)
        zone_field = self.fields["time_zone"]
        assert isinstance(zone_field, forms.ChoiceField)
        zone_field.choices = [(zone, zone.replace("_", " ")) for zone in zones]
