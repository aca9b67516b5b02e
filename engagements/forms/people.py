"""The form that gives a colleague a role on a brief."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import MembershipQuerySet
from engagements import layouts
from engagements.models import Brief, BriefPerson, ClientMember

Role = BriefPerson.Role

_WHAT_THEY_DO = {
    Role.CO_OWNER: "answers, opens and decides as the hiring manager does",
    Role.DEPUTY: "does so while the hiring manager is away",
    Role.SPONSOR: "reads, and is told of decisions and of the end",
    Role.READER: "reads",
}


class _Colleagues(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """Return the colleague's name and title."""
        return ", ".join(word for word in (obj.user.full_name, obj.title) if word)


class BriefPersonForm(forms.Form):
    """A colleague, their role, and the days of a deputy."""

    helper = layouts.BRIEF_PERSON

    member = _Colleagues(
        queryset=None,
        label="Who",
        empty_label="Choose a colleague",
        to_field_name="ref",
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "This colleague has left. Choose somebody else.",
        },
    )
    role = forms.ChoiceField(
        label="What they are on this brief",
        choices=[(role, f"{role.label}: {_WHAT_THEY_DO[role]}") for role in Role],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what they are on this brief."},
    )
    first_day = forms.DateField(
        label="First day",
        error_messages={"required": "Say the first day on which they are the deputy."},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    last_day = forms.DateField(
        label="Last day",
        error_messages={"required": "Say the last day on which they are the deputy."},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self,
        *args: Any,
        brief: Brief,
        colleagues: "MembershipQuerySet[ClientMember]",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.brief = brief
        self.fields["member"].queryset = colleagues  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Require both days of a deputy, in their order and not over; others have none."""
        cleaned = super().clean() or {}
        if cleaned.get("role") != Role.DEPUTY:
            for name in ("first_day", "last_day"):
                self.errors.pop(name, None)
                cleaned[name] = None
            return cleaned
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error(
                "last_day", ValidationError("Choose the first day or later.", code="order")
            )
        elif last and last < self.brief.calendar.day_of(timezone.now()):
            self.add_error("last_day", ValidationError("This day has passed.", code="past"))
        return cleaned
