"""Forms of a panel and a playback."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from engagements import layouts
from engagements.models import PLAYBACK_PARTS, Playback
from providers.models import Firm

CORE = {
    "situation": "Restate the situation before you send it.",
    "success": "Say what success means to them before you send it.",
}


class PanelForm(forms.Form):
    """The firms to invite, and the one that leads the playback."""

    firms = forms.ModelMultipleChoiceField(
        queryset=Firm.objects.none(),
        label="Firms to invite",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Invite at least one firm."},
    )
    lead = forms.ModelChoiceField(
        queryset=Firm.objects.none(),
        label="Who writes the playback",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the firm that writes the playback."},
    )
    justification = forms.CharField(
        label="Why there is no specialist firm",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Only needed without a specialist, and only where your organisation allows it.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("firms", "lead"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Firm.objects.in_charter().by_name()
            field.to_field_name = "ref"

    def clean(self) -> dict[str, Any]:
        """Check that the lead is one of the invited firms."""
        cleaned = super().clean() or {}
        firms, lead = cleaned.get("firms"), cleaned.get("lead")
        if firms is not None and lead is not None and lead not in firms:
            self.add_error("lead", "Invite this firm too, or choose another one to lead.")
        return cleaned


class PlaybackForm(forms.ModelForm[Playback]):
    """A brief in a firm's own words. Autosaved; only sending requires the core fields."""

    mark_optional = False

    class Meta:
        model = Playback
        fields = (*PLAYBACK_PARTS, "is_by_phone")
        labels = {
            "situation": "The situation, as we understand it",
            "success": "What success means to you",
            "hard": "What makes it hard",
            "person": "The person we would look for",
            "challenge": "Where we would change the brief",
            "is_by_phone": "We spoke by phone, and I typed what we said",
        }
        help_texts = {
            "situation": "What happened, why now, and what it means if nothing changes.",
            "success": "Their criteria, restated; what you would see first when it works.",
            "hard": "What has been tried, who resists, what nobody wants to say.",
            "person": "What they must have done before, and what is not needed.",
            "challenge": "A good firm questions a brief: a date, a measure, a missing authority.",
            "is_by_phone": "The manager confirms it in one tap.",
            "consultant": "",
        }
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in PLAYBACK_PARTS}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in PLAYBACK_PARTS:
            field = self.fields[name]
            assert isinstance(field, forms.CharField)
            field.max_length = 6000
            field.validators.append(MaxLengthValidator(6000))

    def clean(self) -> dict[str, Any]:
        """Require the situation and success when the playback is sent."""
        cleaned = super().clean() or {}
        if "send" in self.data:
            for name, words in CORE.items():
                if name not in self.errors and not cleaned.get(name, "").strip():
                    self.add_error(name, ValidationError(words, code="missing"))
        return cleaned


class SendBackForm(forms.Form):
    """The manager's comments on a playback."""

    comments = forms.CharField(
        label="What is missing or wrong",
        min_length=10,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="“The board cares more about release time than about the deviations.”",
        error_messages={"required": "Say what is missing, so that they can write it."},
    )


class DeclineSeatForm(forms.Form):
    """The reason why a firm gives up its seat."""

    helper = layouts.DECLINE_SEAT

    reason = forms.CharField(
        label="Your reason",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why; the manager looks for another firm."},
    )


class ObjectionForm(forms.Form):
    """Why a firm objects to a change of the brief."""

    helper = layouts.OBJECTION

    answer = forms.CharField(
        label="What speaks against it",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The manager reads it, and can propose something else.",
        error_messages={"required": "Say what speaks against it."},
    )
