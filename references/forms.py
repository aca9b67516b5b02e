"""Forms of references: the interim's request, and what the referee writes."""

from collections.abc import Sequence
from typing import Any

from django import forms

from references import layouts
from references.models import Reference
from references.results import Result


class AskForm(forms.Form):
    """Whom the interim asks, and about which result."""

    helper = layouts.ASK

    result = forms.ChoiceField(
        label="Which result do they know?",
        widget=forms.RadioSelect,
        help_text="They read it exactly as it stands on your profile.",
        error_messages={
            "required": "Choose the result that they saw.",
            "invalid_choice": "Choose one of the results below.",
        },
    )
    name = forms.CharField(
        label="Their name",
        max_length=120,
        error_messages={"required": "Say who it is."},
    )
    email = forms.EmailField(
        label="Their e-mail address",
        help_text="At work, if they have one. We write once, and remind them once.",
        error_messages={
            "required": "Give the address that we write to.",
            "invalid": "Give a whole address, such as anna@example.org.",
        },
    )
    role = forms.CharField(
        label="Their role then",
        max_length=140,
        help_text="“Chief operating officer, Harrow Works”. They can put it right.",
        error_messages={"required": "Say what they did there, so that a reader can judge."},
    )
    relation = forms.ChoiceField(
        label="How do they know your work?",
        choices=Reference.Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes nearest."},
    )

    def __init__(self, *args: Any, results: Sequence[Result] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._results = {result.key: result for result in results}
        choice = self.fields["result"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [(result.key, f"{result.label}: {result.text}") for result in results]

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the action."""
        return {**self.cleaned_data, "result": self._results[self.cleaned_data["result"]]}


class AnswerForm(forms.Form):
    """What a referee says of one result, and how they are named beside it."""

    helper = layouts.ANSWER

    verdict = forms.ChoiceField(
        label="Is the result so?",
        choices=Reference.Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the four answers."},
    )
    saw = forms.CharField(
        label="What did you see?",
        max_length=2000,
        min_length=20,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What was so before, what changed, what they did for it. A few sentences do.",
        error_messages={
            "required": "Write what you saw, in a sentence or two.",
            "min_length": "Say a little more, so that a reader can follow you.",
        },
    )
    basis = forms.CharField(
        label="How do you know?",
        max_length=300,
        help_text="“I chaired the weekly review and signed the figures.”",
        error_messages={"required": "Say how you know it."},
    )
    is_named = forms.TypedChoiceField(
        label="How may you be named?",
        choices=[("yes", "With my name and role"), ("no", "With my role only")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        help_text="To a client or a firm that reads it. Who asked you knows your name.",
        error_messages={"required": "Choose how you may be named."},
    )
    name = forms.CharField(
        label="Your name",
        max_length=120,
        error_messages={"required": "Give your name. You decide above who reads it."},
    )
    role = forms.CharField(
        label="Your role then",
        max_length=140,
        help_text="Put it right if it is not.",
        error_messages={"required": "Say what your role was."},
    )


class FarewellForm(forms.Form):
    """A referee says no, or deletes what they wrote, perhaps for good."""

    never_again = forms.BooleanField(
        label="Nobody may ask me for a reference again",
        required=False,
        help_text="Whoever asks. We keep a code of your address for this, and nothing else.",
    )
