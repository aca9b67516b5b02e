"""What every request carries: an id for the trail, text that can be stored, no copies in caches."""

import re
import uuid
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from http import HTTPStatus
from urllib.parse import urlsplit

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from interimhub.lib.logs import REQUEST_KEY, labelled

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")

Handler = Callable[[HttpRequest], HttpResponse]


def request_id() -> str:
    """Return the id of the request being answered, or "" outside of one."""
    return _request_id.get()


def came_from(request: HttpRequest) -> str:
    """Return the page of this site, as a path, on which a button was pressed; or nothing."""
    given = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(given)
    page = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return "" if page == request.get_full_path() else page


class RequestIdMiddleware:
    """Give each request an id, taken from `X-Request-ID` when a proxy sent a sane one.

    The trail keeps it, and every log line of the request has it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the id in the answer too."""
        given = request.headers.get("X-Request-ID", "")
        given = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        request.META[REQUEST_KEY] = f"request {given}"
        token = _request_id.set(given)
        try:
            with labelled(f"request {given}"):
                response = self.get_response(request)
            response["X-Request-ID"] = given
            return response
        finally:
            _request_id.reset(token)


class StorableTextMiddleware:
    """Answer 400 to text that PostgreSQL cannot hold, instead of failing on it.

    A NUL byte in an address is nobody's typing and is refused at once. In a form the field says so
    itself, beside what was typed; only a value that no form has looked at ends here.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, unless the address holds a NUL byte."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Refuse the address before any view reads it."""
        if _has_nul([request.path, *request.GET, *_values(request.GET)]):
            raise BadRequest("The address holds a NUL byte.")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Turn the database's refusal of such a value into a 400."""
        unstorable = isinstance(exception, ValueError) and "NUL" in str(exception)
        if unstorable and _has_nul([*request.POST, *_values(request.POST)]):
            raise BadRequest("A value holds a NUL byte.") from exception


def _values(given: QueryDict) -> list[str]:
    return [str(value) for _, values in given.lists() for value in values]


def _has_nul(texts: Iterable[str]) -> bool:
    return any("\x00" in text for text in texts)


class PrivatePagesMiddleware:
    """Forbid caches to keep what a signed-in person was shown."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep the answer out of shared caches."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response


class WrongMethodMiddleware:
    """Give the empty answer 405 the words of a page."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; somebody who opened a button's address reads where buttons are."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page
