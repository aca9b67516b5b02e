"""What may be said to a suggestion for a brief."""

from django import forms

from engagements.forms.fields import choice
from engagements.models import Requirement


class SuggestionForm(forms.Form):
    """Which one, and for a skill how much it matters."""

    key = forms.CharField(max_length=40)
    importance = choice(Requirement.Importance.choices, empty="Should have")
