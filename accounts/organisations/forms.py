"""Forms for any kind of organisation: founding, inviting, joining, handing over."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from accounts.models.organisations import MembershipQuerySet
from accounts.organisations import layouts


class FoundingForm(forms.Form):
    """A new organisation, and its founder's title there.

    A subclass names the `model` and may add fields.
    """

    model: ClassVar[type[Organisation]]

    name = forms.CharField(
        max_length=140,
        error_messages={"required": "Give the name that people know it by."},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    title = forms.CharField(
        label="Your title there",
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = f"Name of the {self.model.words.noun}"

    def clean_name(self) -> str:
        """Refuse a name that is in use, whatever its case."""
        name: str = self.cleaned_data["name"].strip()
        if self.model.objects.named(name).exists():
            raise ValidationError(self.model.words.name_taken, code="taken")
        return name


class PageForm(forms.Form):
    """The editable fields of an organisation. A subclass names the `model` and adds fields."""

    model: ClassVar[type[Organisation]]

    about = forms.CharField(
        required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].label = f"About the {self.model.words.noun}"


class _Colleagues(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        """Return the colleague's name and title, and whether they are an administrator."""
        words = [obj.user.full_name, obj.title, "administrator" if obj.is_admin else ""]
        return ", ".join(word for word in words if word)


class InviteMemberForm(forms.Form):
    """A colleague to invite."""

    helper = layouts.INVITE_MEMBER

    email = forms.EmailField(label="Their e-mail", max_length=254)
    is_admin = forms.BooleanField(label="May invite others and change this page", required=False)


class HandOverForm(forms.Form):
    """Who takes over from a member who leaves."""

    helper = layouts.HAND_OVER

    to = _Colleagues(
        queryset=None,
        label="Who takes over",
        empty_label=None,
        to_field_name="ref",
        help_text="They are responsible from now on. Interims, firms and clients are notified.",
        error_messages={
            "required": "Choose a colleague who takes over.",
            "invalid_choice": "This colleague has left. Choose somebody else.",
        },
    )

    def __init__(self, *args: Any, colleagues: "MembershipQuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = colleagues  # type: ignore[attr-defined]


class JoinForm(forms.Form):
    """The title of somebody who accepts an invitation."""

    helper = layouts.JOIN

    title = forms.CharField(label="Your title", max_length=120, required=False)
