"""Forms about a firm that another one brings in."""

from typing import Any

from django import forms

from engagements import layouts
from engagements.models import Brief, PanelSeat
from providers.models import Firm


class FirmField(forms.ModelChoiceField[Firm]):
    """A choice of firms, shown by their names."""

    def label_from_instance(self, obj: Firm) -> str:
        """Return the firm's name."""
        return obj.name


class BringInForm(forms.Form):
    """Which firm is brought in, for what, and how it is engaged."""

    helper = layouts.BRING_IN

    firm = FirmField(
        queryset=Firm.objects.none(),
        label="Which firm",
        to_field_name="ref",
        empty_label="Choose a firm",
        error_messages={"required": "Choose the firm that you bring in."},
    )
    engagement = forms.ChoiceField(
        label="How it is engaged",
        choices=[("", "Choose one"), *PanelSeat.Engagement.choices],
        error_messages={"required": "Say how the firm is engaged."},
    )
    purpose = forms.CharField(
        label="What for",
        min_length=20,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The client and the firm read it: “They know validation in Ireland; we do not.”",
        error_messages={"required": "Say what you bring them in for."},
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["firm"]
        assert isinstance(field, forms.ModelChoiceField)
        seated = brief.seats.active().values("firm")
        field.queryset = Firm.objects.in_charter().exclude(pk__in=seated).by_name()


class ReasonForm(forms.Form):
    """Why a firm says no to coming in, or why the client ends it."""

    helper = layouts.DECLINE_SEAT

    reason = forms.CharField(
        label="Your reason",
        min_length=10,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why; the others read it."},
    )
