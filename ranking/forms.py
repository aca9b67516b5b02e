"""The form that opens a brief without a playback."""

from django import forms

from ranking import layouts


class UnplayedForm(forms.Form):
    """Why a brief is opened without a playback."""

    helper = layouts.UNPLAYED

    reason = forms.CharField(
        label="Why you open it without a playback",
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Every firm and every interim who is asked reads it. Write it for them.",
        error_messages={"required": "Say why: the firms and the interims read it."},
    )
