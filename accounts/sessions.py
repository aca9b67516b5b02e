"""How long somebody stays signed in: renewed by use, up to a maximum."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from accounts.models import User

SIGNED_IN_AT = "signed_in_at"
RENEWED_AFTER = 0.25
"""A session is renewed once this share of its life has gone: seldom a write."""


def person_key(user: User) -> str:
    """Return what a page and a browser know a person by: opaque, always the same."""
    return salted_hmac("accounts.person", str(user.pk)).hexdigest()[:16]


def seconds_left(request: HttpRequest, *, now: datetime) -> int:
    """Return how many seconds the session lasts if nothing more is done."""
    return max(0, int((request.session.get_expiry_date() - now).total_seconds()))


def begin(request: HttpRequest, *, now: datetime) -> None:
    """Start the life of a session: somebody has just signed in."""
    request.session[SIGNED_IN_AT] = now.isoformat()
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def renew(request: HttpRequest, *, now: datetime) -> None:
    """Let the session last `SESSION_COOKIE_AGE` from now, if more than a quarter of that has gone.

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
    """Return whether the request is somebody's doing: a page or a form, not a part fetched."""
    return request.method not in {"GET", "HEAD"} or "HX-Request" not in request.headers
