"""Forms of a match: setting it aside, and approaching the interim."""

from typing import Any

from django import forms

from engagements.models import Brief
from shortlists.forms.confidential import without_names
from shortlists.forms.firms import at_least
from shortlists.models import FirmReview

WHY_YOU_LENGTH = 40
NO_REASON = "Choose a reason; your colleagues read it."

_OTHER = FirmReview.Reason.OTHER.value


class SetAsideForm(forms.Form):
    """The reason why a match does not fit the brief; each reason is a button of its own."""

    reason = forms.ChoiceField(
        choices=FirmReview.Reason.choices,
        error_messages=dict.fromkeys(("required", "invalid_choice"), NO_REASON),
    )
    note = forms.CharField(
        label="A note for your colleagues",
        help_text="If none of these reasons is right, say here in a sentence why.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def reasons(self) -> list[tuple[str, str]]:
        """The reasons that need no further word, as values and labels."""
        return [choice for choice in FirmReview.Reason.choices if choice[0] != _OTHER]

    def clean(self) -> None:
        """Refuse "something else" without a sentence that says what."""
        if self.cleaned_data.get("reason") == _OTHER and not self.cleaned_data.get("note"):
            self.add_error("note", "Say in a sentence why; your colleagues read it.")


class ApproachForm(forms.Form):
    """The consultant's reason to approach this interim."""

    why_you = forms.CharField(
        label="Why you, in your own words",
        help_text=(
            "For example: “You closed eleven observations at a fill-finish site in five months,"
            " with a team that had just lost its head. This is that situation again.”"
        ),
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write why you are asking this person in particular."},
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brief = brief

    def clean_why_you(self) -> str:
        """Refuse a text that is too short to be personal, or that names a confidential client."""
        words = at_least(
            self.cleaned_data["why_you"],
            WHY_YOU_LENGTH,
            "Say a little more: what in their work makes you ask them?",
        )
        return without_names(self.brief, words)
