"""The form in which a firm says whether its consultant was at a meeting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class AttendanceForm(forms.Form):
    """Yes, or why not."""

    was_there = forms.TypedChoiceField(
        label="Were you at the first meeting?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Say yes or no."},
    )
    reason = forms.CharField(
        label="Why not",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The client and the interim read it. Leave it empty if you were there.",
    )

    def clean(self) -> dict[str, Any]:
        """Require a reason of who was not there."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("was_there") is False and not cleaned.get("reason", "").strip():
            text = "Say why you were not there: the client and the interim read it."
            self.add_error("reason", ValidationError(text, code="required"))
        return cleaned
