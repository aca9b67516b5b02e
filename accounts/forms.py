"""Forms to sign up, to sign in and to change an account."""

import zoneinfo
from functools import cache
from typing import Any

from allauth.account import forms as allauth
from allauth.core import context as allauth_context
from django import forms
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest, HttpResponse

from accounts import layouts
from accounts.entrances import invited_by_link
from accounts.models import User
from interimhub.lib.text_fields import validate_legible

CALLED = forms.CharField(
    label="What should we call you?",
    max_length=60,
    required=False,
    validators=[validate_legible],
    widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    help_text="Such as Anna, or Dr Berg. Left empty, we use your whole name.",
)
LONG_ENOUGH = "Twelve characters or more. Four words that only you would put together are best."
WORDS = {
    "login": ("E-mail", None),
    "email": ("E-mail", None),
    "password": ("Password", None),
    "oldpassword": ("Your current password", ""),
    "password1": ("New password", LONG_ENOUGH),
    "password2": ("Repeat the new password", ""),
}
MISSING = {
    "login": "Type your e-mail address.",
    "email": "Type your e-mail address.",
    "password": "Type your password.",
    "oldpassword": "Type your current password.",
    "password1": "Choose a password.",
    "password2": "Repeat the new password.",
}


@cache
def known_zones() -> frozenset[str]:
    """Return all time zones of this machine. Cached, since it reads hundreds of files."""
    return frozenset(zoneinfo.available_timezones())


class WithOurLabels:
    """Give allauth's fields labels like those of our other forms, and remove placeholders."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in WORDS.items():
            if field := self.fields.get(name):
                field.label = label
                field.error_messages["required"] = MISSING[name]
                field.widget.attrs.pop("placeholder", None)
                if help_text is not None:
                    field.help_text = help_text


def invited_address() -> str:
    """Return the address that the reader was invited at, if a link led them here, or ""."""
    invited = invited_by_link(allauth_context.request)
    return invited.email if invited else ""


class LoginForm(WithOurLabels, allauth.LoginForm):  # type: ignore[misc]
    """Address and password."""

    helper = layouts.LOGIN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].initial = invited_address()


class ResetPasswordForm(WithOurLabels, allauth.ResetPasswordForm):  # type: ignore[misc]
    """The address that a code is sent to."""

    helper = layouts.RESET_PASSWORD


class ResetPasswordKeyForm(WithOurLabels, allauth.ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, after the code."""

    helper = layouts.RESET_PASSWORD_KEY


class ChangePasswordForm(WithOurLabels, allauth.ChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one."""

    helper = layouts.CHANGE_PASSWORD


class SetPasswordForm(WithOurLabels, allauth.SetPasswordForm):  # type: ignore[misc]
    """A first password."""

    helper = layouts.SET_PASSWORD


class ReauthenticateForm(WithOurLabels, allauth.ReauthenticateForm):  # type: ignore[misc]
    """The current password, asked again before a sensitive change."""

    helper = layouts.REAUTHENTICATE


class AddEmailForm(WithOurLabels, allauth.AddEmailForm):  # type: ignore[misc]
    """The new address."""

    helper = layouts.EMAIL


class ConfirmEmailVerificationCodeForm(allauth.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code from the e-mail to a new address."""

    helper = layouts.CODE


class ConfirmPasswordResetCodeForm(allauth.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code from the e-mail about a new password."""

    helper = layouts.CODE


class SignupForm(WithOurLabels, allauth.SignupForm):  # type: ignore[misc]
    """Name, address and a password. The role is asked on the next page."""

    helper = layouts.SIGN_UP

    full_name = forms.CharField(
        label="Your name",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text="As you would sign a letter. "
        "Interims: firms and clients see it only after you say yes.",
        error_messages={"required": "Type your name."},
        validators=[validate_legible],
    )
    preferred_name = CALLED
    time_zone = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    field_order = ("full_name", "preferred_name", "email", "password1")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label = "Password"
        self.initial.setdefault("email", invited_address())

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """Create the account, unless the address has one.

        The password is hashed in both cases, so that the response time does not reveal an account.
        """
        user, response = super().try_save(request)
        if user is None:
            make_password(self.cleaned_data["password1"])
        return user, response

    def clean_time_zone(self) -> str:
        """Keep the browser's time zone if it is known here."""
        zone: str = self.cleaned_data["time_zone"]
        return zone if zone in known_zones() else ""


class AccountForm(forms.ModelForm[User]):
    """Names, telephone and time zone of the person who is signed in."""

    preferred_name = CALLED
    time_zone = forms.ChoiceField(
        label="Your time zone", help_text="Every deadline is shown in it."
    )

    class Meta:
        model = User
        fields = ("full_name", "preferred_name", "phone", "time_zone")
        labels = {"full_name": "Your name", "phone": "Telephone"}
        help_texts = {"phone": "Shown beside your name where you answer for something."}
        widgets = {
            "full_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "phone": forms.TelInput(attrs={"autocomplete": "tel"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zones = {zone for zone in known_zones() if "/" in zone}
        zone_field = self.fields["time_zone"]
        assert isinstance(zone_field, forms.ChoiceField)
        # People who have a zone without a slash, such as "UTC", can keep it.
        zones.add(self.instance.time_zone)
        zone_field.choices = [(zone, zone.replace("_", " ")) for zone in sorted(zones)]
