"""The form of the floor."""

from typing import Any

from django import forms

from terms import layouts
from terms.forms.amounts import AMOUNT_ERRORS, above_zero
from terms.models import Floor


class FloorForm(forms.ModelForm[Floor]):
    """The floor of one interim. `stamp` identifies the version that the person edited."""

    helper = layouts.FLOOR

    stamp = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    class Meta:
        model = Floor
        fields = ("currency", *Floor.AMOUNTS, "note")
        labels = {
            "outside_on_site": "Own company, on site",
            "outside_remote": "Own company, from home",
            "inside_on_site": "Like an employee, on site",
            "inside_remote": "Like an employee, from home",
            "note": "A note to yourself",
        }
        help_texts = {
            **dict.fromkeys(Floor.AMOUNTS, ""),
            "outside_on_site": "In the UK: outside IR35.",
            "inside_on_site": "In the UK: inside IR35, or through an umbrella company.",
            "note": "What it depends on: “less for a whole year”, “plus travel”.",
        }
        error_messages = dict.fromkeys(Floor.AMOUNTS, AMOUNT_ERRORS)

    def clean(self) -> dict[str, Any]:
        """Accept amounts above zero; that one is given, a constraint says."""
        facts: dict[str, Any] = super().clean() or {}
        above_zero(self, *Floor.AMOUNTS)
        return facts
