"""The forms of the step "process": travel, the sponsor's level, and the stages of the selection."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from engagements import layouts
from engagements.forms.fields import Day, LimitedText, Number, StepForm
from engagements.models import Brief, SelectionStage
from redaction.normalise import fold
from redaction.patterns import money_spans

NO_AMOUNTS = (
    "Leave out the amount: say what is paid for, not how much. Amounts have their place in the"
    " terms, after an interim is interested."
)


class WordsWithoutAmounts(LimitedText):
    """Text that says what is paid for and never how much."""

    def clean(self, value: Any) -> str:
        """Return the text.

        Raises:
            ValidationError: it contains an amount of money, or is no valid text.
        """
        words = super().clean(value)
        if money_spans(fold(words)):
            raise ValidationError(NO_AMOUNTS, code="amount")
        return words


def _choice(choices: Any, *, empty: str, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        choices=[("", empty), *choices],
        required=False,
        error_messages={"invalid_choice": "Choose from the list."},
        **options,
    )


class TravelForm(StepForm):
    """Travel, nights away, moving, what the client pays for, and who stands behind the work."""

    helper = layouts.TRAVEL

    travel = _choice(Brief.Travel.choices, empty="not known yet", label="How much travel?")
    travel_to = WordsWithoutAmounts(
        label="Where to, and how often?",
        max_chars=140,
        help_text="“Basel, three days a month”",
    )
    nights_away = Number(
        minimum=0,
        maximum=7,
        unit="nights",
        label="Nights away from home a week",
        help_text="For somebody who does not live nearby; 0 is none",
    )
    relocation = _choice(
        Brief.Relocation.choices, empty="not known yet", label="Should they move near the work?"
    )
    costs_paid = forms.MultipleChoiceField(
        label="What do you pay for?",
        choices=Brief.Cost.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="What, not how much.",
        error_messages={"invalid_choice": "Choose from the list."},
    )
    costs_words = WordsWithoutAmounts(
        label="Anything to add about it?",
        max_chars=240,
        help_text="“The room is ours, five minutes from the gate.”",
    )
    sponsor_level = _choice(
        Brief.Sponsor.choices,
        empty="not known yet",
        label="At what level is the sponsor?",
        help_text="The person who stands behind the work when it gets hard.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse to pay for nothing and for something."""
        facts = super().clean() or {}
        paid = facts.get("costs_paid") or []
        if Brief.Cost.NOTHING in paid and len(paid) > 1:
            words = "“None of these” does not go with the others."
            self.add_error("costs_paid", ValidationError(words, code="none"))
        return facts


class StageForm(StepForm):
    """One stage of the selection."""

    helper = layouts.STAGE

    kind = _choice(SelectionStage.Kind.choices, empty="no such stage", label="What is it?")
    with_whom = WordsWithoutAmounts(
        label="With whom?",
        max_chars=160,
        help_text="Their roles: “the site director and the head of quality”",
    )
    people = Number(minimum=1, maximum=20, unit="people", label="How many people?")
    hours = forms.DecimalField(
        label="Hours it takes them",
        required=False,
        min_value=Decimal("0.5"),
        max_value=Decimal(24),
        decimal_places=1,
        max_digits=3,
        help_text="With preparation and travel",
        widget=forms.NumberInput({"step": "0.5"}),
        error_messages=dict.fromkeys(
            (
                *("invalid", "min_value", "max_value"),
                *("max_digits", "max_decimal_places", "max_whole_digits"),
            ),
            "Give a number of hours from 0.5 to 24.",
        ),
    )
    due_on = Day(label="By when?")

    def clean(self) -> dict[str, Any]:
        """Require what the stage is as soon as something else is said about it."""
        facts = super().clean() or {}
        others = ("with_whom", "people", "hours", "due_on")
        is_said = any(facts.get(name) or name in self.errors for name in others)
        if is_said and "kind" not in self.errors and not facts.get("kind"):
            words = "Say what happens in this stage."
            self.add_error("kind", ValidationError(words, code="kind"))
        return facts
