"""A form that is sent twice is handled once.

Every page has its own CSRF token in its forms. Two POSTs of one person with the same token and the
same content are one form sent twice: the second waits for the first and is redirected to the same
page. Different content is a new request.
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
STILL_WORKING = "Your first request is still being processed. Look again in a moment."
KEPT = timedelta(seconds=10)
KEPT_IF_CREATED = timedelta(days=1)

_CREATED = "interimhub.created"
# Do not wait longer than this for a process that died.
_WORKING = timedelta(minutes=1)
_PATIENCE = timedelta(seconds=20)
_PAUSE = 0.05

View = Callable[..., HttpResponse]


def creates(view: View) -> View:
    """Mark a view whose POST creates a row: its redirect is kept for a day, not for seconds.

    So a form that is sent again after the browser's back button creates no second row.
    """

    @wraps(view)
    def marked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.META[_CREATED] = True
        return view(request, *args, **kwargs)

    return marked


class OnceMiddleware:
    """Redirect a repeated form to where it led the first time."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; a form with errors can be sent again at once."""
        key = _key(request)
        if not key:
            return self.get_response(request)
        if (first := _answer_of_first(key)) is not None:
            if first:
                return HttpResponseRedirect(first)
            return render(request, "409.html", {"reason": STILL_WORKING}, status=409)
        target = ""
        try:
            response = self.get_response(request)
            target = response.url if isinstance(response, HttpResponseRedirect) else ""
        finally:
            if target:
                kept = KEPT_IF_CREATED if request.META.get(_CREATED) else KEPT
                cache.set(key, target, kept.total_seconds())
            else:
                cache.delete(key)
        return response


def _answer_of_first(key: str) -> str | None:
    """Claim the key and return None; if another request has it, return where that one led.

    Returns "" if the other request is still running after twenty seconds.
    """
    until = time.monotonic() + _PATIENCE.total_seconds()
    while not cache.add(key, "", _WORKING.total_seconds()):
        target: str | None = cache.get(key)
        if target:
            return target
        if time.monotonic() > until:
            return ""
        time.sleep(_PAUSE)
    return None


def _key(request: HttpRequest) -> str:
    """Return a key of the form and its content; "" if repeating it is allowed."""
    is_htmx = bool(getattr(request, "htmx", False))
    if request.method != "POST" or is_htmx or not request.user.is_authenticated:
        return ""
    if not request.POST.get(TOKEN):
        return ""
    digest = hashlib.sha256()
    for part in (str(request.user.pk), request.get_full_path(), *_content(request)):
        digest.update(f"{len(part)}:{part}".encode(errors="surrogatepass"))
    return f"once:{digest.hexdigest()}"


def _content(request: HttpRequest) -> Iterator[str]:
    for name, values in sorted(request.POST.lists()):
        yield name
        yield from (str(value) for value in values)
    for name, files in sorted(request.FILES.lists()):
        yield name
        yield from (f"{file.name} {file.size}" for file in files)
