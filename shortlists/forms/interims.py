"""Forms of the interim: ask, decline, choose a firm, ask for other times."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from candidates.models import Candidate
from providers.models import Firm
from shortlists.locking import BRIEF_CHANGED
from shortlists.voices import Voice


class AskForm(forms.Form):
    """A question to the firm."""

    text = forms.CharField(
        label="Your question",
        max_length=2000,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="“Is the head of quality staying?” You read the answer here and by mail.",
        error_messages={
            "required": "Write your question first.",
            "min_length": "Say a little more, so that they can answer.",
        },
    )

    to = forms.ChoiceField(
        label="Whom do you ask?",
        error_messages={
            "required": "Choose whom you ask.",
            "invalid_choice": "Choose one of the firms that asked you.",
        },
    )

    def __init__(self, *args: Any, firms: Sequence[Firm] = (), **kwargs: Any) -> None:
        """Ask for the firm where several wait for an answer."""
        super().__init__(*args, **kwargs)
        self._firms = {str(firm.ref): firm for firm in firms}
        choice = self.fields["to"]
        if isinstance(choice, forms.ChoiceField) and len(self._firms) > 1:
            choice.choices = [(ref, firm.name) for ref, firm in self._firms.items()]
        else:
            del self.fields["to"]

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the action."""
        only = next(iter(self._firms.values()), None)
        return {
            "text": self.cleaned_data["text"],
            "firm": self._firms[self.cleaned_data["to"]] if "to" in self.fields else only,
        }


class DeclineForm(forms.Form):
    """Decline an approach; the reason is optional."""

    reason = forms.CharField(
        label="A reason, if you like",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Every firm that asked you here reads it. You need not give a reason.",
    )


class ObjectForm(forms.Form):
    """What is wrong in the words that the client would read."""

    text = forms.CharField(
        label="What is wrong?",
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="“I did not lead that site; I advised its head.” Only your firm reads it.",
        error_messages={
            "required": "Say what is wrong, so that they can change it.",
            "min_length": "Say a little more, so that they can change it.",
        },
    )


class NoSlotForm(forms.Form):
    """Decline all proposed times and suggest others."""

    note = forms.CharField(
        label="When could you?",
        max_length=600,
        min_length=5,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="“Any day after the 14th, mornings best.”",
        error_messages={
            "required": "Say when you could, so that they can propose times that suit you.",
            "min_length": "Say a little more, so that they can propose times that suit you.",
        },
    )


class ChoiceForm(forms.Form):
    """Grant a mandate: one firm, one version of the profile, one start date.

    The date has no checkbox: sending the form confirms it, and the page says so.
    """

    firm = forms.ChoiceField(
        label="Who represents you",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the firm that represents you.",
            "invalid_choice": "This firm cannot represent you here. Choose one of these.",
        },
    )
    profile_version = forms.IntegerField(widget=forms.HiddenInput)
    brief_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    is_shown = forms.BooleanField(
        label="Show this profile",
        error_messages={"required": "Tick this once you have seen what will be shown."},
    )
    can_start_on = forms.DateField(
        label="You can start on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "Say from when you can start."},
    )

    def __init__(
        self,
        *args: Any,
        voices: list[Voice],
        candidate: Candidate,
        brief_version: int,
        **kwargs: Any,
    ) -> None:
        self.firms: dict[str, Firm] = {
            voice.ref: voice.firm for voice in voices if voice.consultant and not voice.is_blocked
        }
        self.shown_version = brief_version
        today, free = timezone.localdate(), candidate.available_from
        initial: dict[str, Any] = {
            "profile_version": candidate.version,
            "brief_version": brief_version,
            # An interim who is already available can start today.
            "can_start_on": max(free, today) if free else None,
        }
        # No firm is preselected, unless there is only one.
        if len(self.firms) == 1:
            initial["firm"] = next(iter(self.firms))
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        field = self.fields["firm"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(ref, firm.name) for ref, firm in self.firms.items()]

    @property
    def only_firm(self) -> str:
        """The name of the firm if there is only one, else ""."""
        names = [firm.name for firm in self.firms.values()]
        return names[0] if len(names) == 1 else ""

    def clean_can_start_on(self) -> Any:
        """Require a day from today on, within three years."""
        day = self.cleaned_data["can_start_on"]
        if day < timezone.localdate():
            raise ValidationError("This day has passed. Today is the earliest.", code="past")
        if day.year > timezone.localdate().year + 3:
            raise ValidationError("Choose a day within the next three years.", code="far")
        return day

    def clean(self) -> dict[str, Any]:
        """Return the arguments of the action."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("brief_version") not in (None, self.shown_version):
            self.add_error("is_shown", ValidationError(BRIEF_CHANGED, code="brief"))
        if self.errors:
            return cleaned
        return {
            "firm": self.firms[cleaned["firm"]],
            "profile_version": cleaned["profile_version"],
            "can_start_on": cleaned["can_start_on"],
        }
