"""Devices on which somebody has signed in before, recognised by a signed cookie.

A stranger who guesses passwords must not lock out the owner of the address. So attempts from a
known device are counted separately from all others, and both are limited.
"""

import secrets
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "known_device"
VALID_FOR = timedelta(days=180)
MAX_ADDRESSES = 5


def device_of(request: HttpRequest, email: str) -> str:
    """Return the id of the device if this address has signed in on it before, else ""."""
    device, addresses = _read(request)
    return device if _digest(email) in addresses else ""


def last_on_device(request: HttpRequest) -> str:
    """Return a keyed hash of the address that signed in last on this device, or ""."""
    return next(reversed(_read(request)[1]), "")


def is_last_on_device(last: str, email: str) -> bool:
    """Return whether `last`, of `last_on_device`, is this address."""
    return last == _digest(email)


def remember_device(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """Record in the response's cookie that this address has signed in on the device.

    The cookie contains keyed hashes of the last five addresses, never an address.
    """
    device, addresses = _read(request)
    kept = [*(known for known in addresses if known != _digest(email)), _digest(email)]
    response.set_cookie(
        COOKIE,
        signing.dumps([device or secrets.token_hex(8), kept[-MAX_ADDRESSES:]], salt=COOKIE),
        max_age=VALID_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, addresses = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=VALID_FOR
        )
    except signing.BadSignature:
        return "", []
    return device, addresses


def _digest(email: str) -> str:
    return salted_hmac(COOKIE, email.lower()).hexdigest()[:20]
