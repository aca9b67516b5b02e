"""The forms of a client: the envelope of a brief, its change, and its pay range."""

from typing import Any

from django import forms

from engagements.models import Brief
from terms import layouts
from terms.forms.amounts import AMOUNT_ERRORS, above_zero
from terms.law import EMPLOYED
from terms.models import Envelope, PayRange, Treatment


class EnvelopeForm(forms.ModelForm[Envelope]):
    """The first envelope of a brief. `number` identifies the one that the page is to make."""

    helper = layouts.ENVELOPE

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=Envelope.CHANGES)
    treatment = forms.ChoiceField(
        label="How it would be taxed",
        choices=Treatment.choices,
        widget=forms.RadioSelect,
        help_text="It decides which amount of an interim’s floor counts.",
        error_messages={"required": "Say how the work would be taxed."},
    )

    class Meta:
        model = Envelope
        fields = ("amount", "currency", "others", "basis", "days", "treatment")
        labels = {
            "amount": "All-in, at most",
            "others": "Of it, not for the interim",
            "basis": "This is for",
            "days": "Working days of it",
        }
        help_texts = {
            "amount": "Everything you pay, value added tax apart.",
            "others": "The firm’s fee, expenses, an employer’s charges. 0 is an answer.",
            "days": "For the whole assignment only.",
        }
        error_messages = {
            "amount": AMOUNT_ERRORS,
            "others": AMOUNT_ERRORS | {"required": "Give an amount; 0 is an answer."},
        }

    def clean(self) -> dict[str, Any]:
        """Accept an amount of which something is left for the interim, and days for a whole."""
        facts: dict[str, Any] = super().clean() or {}
        above_zero(self, "amount")
        amount, others = facts.get("amount"), facts.get("others")
        if others is not None and others < 0:
            self.add_error("others", "Give 0 or more.")
        elif amount is not None and others is not None and others >= amount:
            self.add_error("others", "Nothing would be left for the interim. Give a lower amount.")
        if facts.get("basis") == Envelope.Basis.DAY:
            facts["days"] = None
        elif "days" in facts and not facts["days"]:
            self.add_error("days", "Say how many working days the whole assignment has.")
        return facts


class EnvelopeChangeForm(EnvelopeForm):
    """A change of an envelope, with its reason."""

    helper = layouts.ENVELOPE_CHANGE

    reason = forms.CharField(
        label="Why it changes",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with the envelope. Who decides on this brief reads it, nobody else.",
        error_messages={"required": "Say why it changes."},
    )


class PayRangeForm(forms.ModelForm[PayRange]):
    """The pay range of a brief."""

    helper = layouts.PAY_RANGE

    class Meta:
        model = PayRange
        fields = ("lowest", "highest", "currency", "per")
        labels = {"lowest": "From", "highest": "To", "per": "For"}
        help_texts = {"lowest": "Before tax.", "highest": "The same amount, if it is fixed."}
        error_messages = {"lowest": AMOUNT_ERRORS, "highest": AMOUNT_ERRORS}

    def clean(self) -> dict[str, Any]:
        """Accept two amounts above zero in order."""
        facts: dict[str, Any] = super().clean() or {}
        above_zero(self, "lowest", "highest")
        lowest, highest = facts.get("lowest"), facts.get("highest")
        if lowest and highest and not self.errors and highest < lowest:
            self.add_error("highest", "Give an amount that is not below the first one.")
        return facts


def first_values(brief: Brief) -> dict[str, Any]:
    """Return what the form of a first envelope can know from the brief."""
    weeks, days = brief.duration_weeks, brief.days_per_week
    return {
        "number": 0,
        "days": weeks * days if weeks and days else None,
        # A service contract can be either, in the UK.
        "treatment": Treatment.INSIDE if brief.contract_form in EMPLOYED else None,
    }
