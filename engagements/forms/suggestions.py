"""The decision on one suggestion for a brief."""

from django import forms

from engagements.forms.fields import choice
from engagements.models import Requirement


class BriefSuggestionForm(forms.Form):
    """The suggestion's key, and the importance of a skill."""

    key = forms.CharField(max_length=40)
    importance = choice(Requirement.Importance.choices, empty="Should have")
