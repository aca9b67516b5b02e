"""What a consultant may type about a match: why not, or why this person."""

from typing import Any

from django import forms

from engagements.models import Brief
from shortlists.forms.confidential import without_names
from shortlists.forms.firms import at_least
from shortlists.models import FirmReview

WHY_YOU_LENGTH = 40


class SetAsideForm(forms.Form):
    """Why a match is not for this brief."""

    reason = forms.ChoiceField(
        label="Why?",
        choices=[("", "Choose a reason"), *FirmReview.Reason.choices],
        error_messages={"required": "Choose a reason; your colleagues read it."},
    )
    note = forms.CharField(
        label="A note for your colleagues",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ApproachForm(forms.Form):
    """Why this person, in the consultant's own words."""

    why_you = forms.CharField(
        label="Why you, in your own words",
        help_text=(
            "For example: “You closed eleven observations at a fill-finish site in five months,"
            " with a team that had just lost its head. This is that situation again.”"
        ),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write why you are asking this person, and nobody else could."},
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brief = brief

    def clean_why_you(self) -> str:
        """Refuse a line that would suit anybody, and one that names a confidential client."""
        words = at_least(
            self.cleaned_data["why_you"],
            WHY_YOU_LENGTH,
            "Say a little more: what in their work makes you ask them?",
        )
        return without_names(self.brief, words)
