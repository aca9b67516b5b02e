"""Redirects to sign-in, and the reader's time zone."""

import zoneinfo
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from interimhub.lib.requests import came_from

LONDON = zoneinfo.ZoneInfo("Europe/London")


class SignInMiddleware(LoginRequiredMiddleware):
    """Redirect to sign-in, and from there back to the page.

    After a POST or an htmx request the reader returns to the page that sent it. A POST cannot be
    repeated, and a part is not a whole page.
    """

    def handle_no_permission(  # type: ignore[override]  # htmx's redirect is a class of its own
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponse:
        """Redirect to sign-in; htmx is told to load the whole page."""
        htmx = getattr(request, "htmx", None)
        is_reading = request.method in {"GET", "HEAD"}
        if is_reading and not htmx:
            return super().handle_no_permission(request, view_func)
        there = urlencode({"next": came_from(request) or resolve_url(settings.LOGIN_REDIRECT_URL)})
        url = f"{resolve_url(settings.LOGIN_URL)}?{there}"
        if not is_reading:
            messages.warning(
                request,
                "You were signed out in the meantime. Sign in, then press the button again.",
            )
        return HttpResponseClientRedirect(url) if htmx else HttpResponseRedirect(url)


class TimeZoneMiddleware:
    """Activate the signed-in person's time zone for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's time zone; before they sign in, London's."""
        user = request.user
        with timezone.override(user.zone if isinstance(user, User) else LONDON):
            return self.get_response(request)
