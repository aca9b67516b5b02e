"""Asking for a new password, limited so that strangers cannot use up the owner's tries."""

from typing import Any

from allauth.account.views import PasswordResetView
from allauth.core.internal.ratelimit import get_ip
from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse

from accounts.devices import device_of

KNOWN_DEVICE = "reset_password_known_device"
EVERYBODY = "reset_password_everybody"


class PasswordReset(PasswordResetView):  # type: ignore[misc]
    """Send a code to an address.

    A device on which the address has signed in before is counted for itself. All others are
    counted by address and network, so that whoever asks from one network stops nobody in another.
    All of those together may cause only so many e-mails to one address. Whether the address has
    an account makes no difference.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        """Send the code, or answer 429."""
        limited = _limited(self.request, form.cleaned_data["email"].lower())
        if limited is not None:
            return limited
        form.save(self.request)
        # The parent's own method counts by the address alone.
        response: HttpResponse = super(PasswordResetView, self).form_valid(form)
        return response


def _limited(request: HttpRequest, email: str) -> HttpResponse | None:
    if device := device_of(request, email):
        return _consume(request, KNOWN_DEVICE, f"{email} {device}")
    limited = _consume(request, "reset_password", f"{email} {get_ip(request)}")
    return limited or _consume(request, EVERYBODY, email)


def _consume(request: HttpRequest, action: str, key: str) -> HttpResponse | None:
    limited: HttpResponse | None = consume_or_429(request, action=action, key=key)
    return limited
