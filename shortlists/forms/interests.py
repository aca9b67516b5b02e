"""Forms of an interest: the interim chooses a firm, the firm writes or says why not."""

from typing import Any

from django import forms

from engagements.models import Brief
from providers.models import Firm
from shortlists.forms.confidential import without_names
from shortlists.forms.firms import at_least

WHY_YOU_LENGTH = 40
REASON_LENGTH = 20


class InterestForm(forms.Form):
    """One firm of those that may speak for the interim, and a sentence for it."""

    firm = forms.ChoiceField(
        label="Which firm do you want to hear?",
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose one of these firms."),
    )
    words = forms.CharField(
        label="A sentence for them",
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="They read it with your profile, without your name.",
    )

    def __init__(self, *args: Any, firms: list[Firm], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._firms = {str(firm.ref): firm for firm in firms}
        choice = self.fields["firm"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = [
            (ref, f"{firm.name} ({firm.get_kind_display()})") for ref, firm in self._firms.items()
        ]

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the action."""
        return {
            "firm": self._firms[self.cleaned_data["firm"]],
            "words": self.cleaned_data["words"],
        }


class LetterForm(forms.Form):
    """The consultant's own words to an interim who chose the firm."""

    why_you = forms.CharField(
        label="Your letter, in your own words",
        max_length=1200,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="“What you did at the two sterile sites is what is asked for here.”",
        error_messages={"required": "Write to this person first."},
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brief = brief

    def clean_why_you(self) -> str:
        """Refuse a text that is too short to be personal, or that names a confidential client."""
        short = "Say a little more: what in their work makes you write?"
        words = at_least(self.cleaned_data["why_you"], WHY_YOU_LENGTH, short)
        return without_names(self.brief, words)


class NoToInterestForm(forms.Form):
    """The reason that the interim reads."""

    reason = forms.CharField(
        label="Why not",
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="“We already speak for three people here, and would do you no service.”",
        error_messages={"required": "Give a reason: the interim reads it."},
    )

    def __init__(self, *args: Any, brief: Brief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.brief = brief

    def clean_reason(self) -> str:
        """Refuse a reason of two words, or one that names a confidential client."""
        short = "Say it in a sentence: the interim reads it."
        words = at_least(self.cleaned_data["reason"], REASON_LENGTH, short)
        return without_names(self.brief, words)
