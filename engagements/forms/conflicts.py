"""The form by which a firm discloses a conflict."""

from django import forms

from engagements import layouts


class ConflictForm(forms.Form):
    """What the client should know."""

    helper = layouts.CONFLICT

    words = forms.CharField(
        label="What the client should know",
        min_length=20,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="“We work for another maker of the same medicine until spring.” Name no interim.",
        error_messages={"required": "Say what the conflict is."},
    )
