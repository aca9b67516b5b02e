"""The decision on one suggestion for a profile."""

from typing import Any

from django import forms

from candidates.forms.fields import one_of
from candidates.models import Candidate, PastAssignment
from skills.scales import Level


class ProfileSuggestionForm(forms.Form):
    """The suggestion's key; the level of a skill, the assignment of a situation."""

    key = forms.CharField(max_length=40)
    level = one_of(Level.choices, "Level", "Not said")
    work = forms.ModelChoiceField(
        queryset=PastAssignment.objects.none(), to_field_name="ref", required=False
    )

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        work = self.fields["work"]
        assert isinstance(work, forms.ModelChoiceField)
        work.queryset = candidate.record.all()
