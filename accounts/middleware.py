"""Redirects to sign-in, the lifetime of sessions, and the reader's time zone."""

import zoneinfo
from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import (
    AuthenticationMiddleware,
    LoginRequiredMiddleware,
    get_user,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone

from accounts import sessions, unsent
from accounts.entrances import entrance_for
from accounts.models import User
from interimhub.lib.requests import page_sent_from

ARRIVED = "interimhub.form_arrived"
DELIVERED = "delivered"
DELIVERED_FOR = 60  # seconds; long enough for the next page to read it
BAD_REQUEST = HTTPStatus.BAD_REQUEST
LONDON = zoneinfo.ZoneInfo("Europe/London")


class UserMiddleware(AuthenticationMiddleware):
    """Load the signed-in person at once: every request asks, and a page some 180 times."""

    def process_request(self, request: HttpRequest) -> None:
        """Set `request.user`."""
        super().process_request(request)
        request.user = get_user(request)


class SignInMiddleware(LoginRequiredMiddleware):
    """Redirect to sign-in, and afterwards back to the page; an invited person to sign-up.

    After a POST the reader returns to the page that sent it, with the text they typed. htmx gets a
    401 and stays on the page: somebody may be typing there.
    """

    def handle_no_permission(  # type: ignore[override]  # the parent's answer is a redirect only
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        """Return a redirect to sign-in; for a part of a page, a 401."""
        if getattr(request, "htmx", None):
            return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        if request.method in {"GET", "HEAD"}:
            if entrance := entrance_for(request):
                return HttpResponseRedirect(entrance)
            return super().handle_no_permission(request, view_func)
        return sign_in_again(request)


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Redirect to sign-in after a POST without a session, and keep what was typed."""
    page = page_sent_from(request) or resolve_url(settings.LOGIN_REDIRECT_URL)
    is_kept = unsent.keep(request, page=page, now=timezone.now())
    messages.warning(
        request,
        "You were signed out in the meantime. Sign in: what you typed is kept."
        if is_kept
        else "You were signed out in the meantime. Sign in, then press the button again.",
    )
    return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': page})}")


class SessionLifeMiddleware:
    """Renew the session on use, and confirm which form has arrived.

    The cookie `delivered` tells the page that the server has received a form, so that the copy in
    the browser can be deleted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        if request.user.is_authenticated and sessions.is_use(request):
            sessions.renew(request, now=timezone.now())
        response = self.get_response(request)
        if ARRIVED in request.META and response.status_code < BAD_REQUEST:
            self._note_delivery(request, response)
        return response

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Note that a form has reached its view, so its CSRF token and sign-in are valid."""
        if request.method == "POST" and request.user.is_authenticated:
            request.META[ARRIVED] = True

    def _note_delivery(self, request: HttpRequest, response: HttpResponse) -> None:
        kept = request.session.get(unsent.KEY)
        if kept and kept["form"][0] == request.path:
            unsent.forget(request)
        _, draft = unsent.mark_of(request)
        if draft:
            response.set_cookie(
                DELIVERED,
                draft,
                max_age=DELIVERED_FOR,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )


class TimeZoneMiddleware:
    """Activate the signed-in person's time zone for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's time zone, or London's before they sign in."""
        user = request.user
        with timezone.override(user.zone if isinstance(user, User) else LONDON):
            return self.get_response(request)
