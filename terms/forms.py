"""The form of the day rate."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from terms import layouts
from terms.models import DayRate


class RateForm(forms.ModelForm[DayRate]):
    """A day rate. `stamp` identifies the version that the person edited."""

    helper = layouts.RATE

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    class Meta:
        model = DayRate
        fields = ("amount", "currency", "note")
        labels = {"amount": "For one working day", "note": "A note to yourself"}
        help_texts = {
            "amount": "Before tax, without expenses.",
            "note": "What it depends on: “less for a whole year”, “plus travel”.",
        }
        error_messages = {
            "amount": {
                "required": "Give an amount, or leave the page without saving.",
                "invalid": "Give the amount in figures, such as 1400.",
                "max_digits": "Give an amount below a million.",
                "max_whole_digits": "Give an amount below a million.",
            }
        }

    def clean_amount(self) -> Any:
        """Accept an amount above zero."""
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise ValidationError("Give an amount above zero.", code="zero")
        return amount
