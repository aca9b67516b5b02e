"""How long somebody stays signed in: renewed by use, up to a maximum."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.models import User

SIGNED_IN_AT = "signed_in_at"
RENEWED_AFTER = 0.25
"""Renew a session only after this share of its lifetime, so that few requests write."""


def person_key(user: User) -> str:
    """Return an opaque, stable key of a person, for pages and browser storage."""
    return salted_hmac("accounts.person", str(user.pk)).hexdigest()[:16]


def seconds_left(request: HttpRequest, *, now: datetime) -> int:
    """Return in how many seconds the session ends without further use."""
    return max(0, int((request.session.get_expiry_date() - now).total_seconds()))


def begin(request: HttpRequest, *, now: datetime) -> None:
    """Start the lifetime of a session, when somebody has just signed in."""
    request.session[SIGNED_IN_AT] = now.isoformat()
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def renew(request: HttpRequest, *, now: datetime) -> None:
    """Extend the session to `SESSION_COOKIE_AGE` from now, if more than a quarter has passed.

    It ends `SESSION_MAX_AGE` after signing in at the latest.
    """
    session = request.session
    if SIGNED_IN_AT not in session:
        begin(request, now=now)
        return
    life = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    began = datetime.fromisoformat(session[SIGNED_IN_AT])
    ends = min(now + life, began + timedelta(seconds=settings.SESSION_MAX_AGE))
    if ends - session.get_expiry_date() > (ends - now) * RENEWED_AFTER:
        session.set_expiry(ends)


def is_use(request: HttpRequest) -> bool:
    """Return whether a person made the request: for a page or a form, not an automatic one."""
    return request.method not in {"GET", "HEAD"} or "HX-Request" not in request.headers
