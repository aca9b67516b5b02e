"""Middleware for request ids, NUL bytes, private pages and wrong methods; safe return URLs."""

import re
import uuid
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from http import HTTPStatus
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.cache import patch_cache_control
from django.utils.http import url_has_allowed_host_and_scheme

from interimhub.lib.logs import REQUEST_KEY, labelled

_request_id: ContextVar[str] = ContextVar("request_id", default="")
RETURN_TO = "return_to"
_NEVER_RETURNED_TO = frozenset({"account_logout"})
_VALID_ID = re.compile(r"[A-Za-z0-9-]{8,64}")

Handler = Callable[[HttpRequest], HttpResponse]


def request_id() -> str:
    """Return the id of the request being answered, or "" outside of one."""
    return _request_id.get()


def page_of_site(given: str, *, host: str) -> str:
    """Return the path, query and fragment of `given` if it is a page of this site, else "".

    Use it for every URL that a request contains and a response redirects to. Names of views and the
    sign-out page give "".
    """
    if not url_has_allowed_host_and_scheme(given, allowed_hosts={host}):
        return ""
    parts = urlsplit(given.strip())
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    if match.view_name in _NEVER_RETURNED_TO:
        return ""
    return SplitResult("", "", *parts[2:]).geturl()


def return_to(request: HttpRequest, *, otherwise: str) -> str:
    """Return the form's field `return_to` if it is a page of this site, else `otherwise`."""
    given = request.POST.get(RETURN_TO, "")
    return page_of_site(given, host=request.get_host()) or otherwise


def page_sent_from(request: HttpRequest) -> str:
    """Return the path of the page of this site that sent the request, or "".

    It is the request's own path if a form is sent to its own page.
    """
    given = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    return page_of_site(given, host=request.get_host()).partition("#")[0]


def came_from(request: HttpRequest) -> str:
    """Return the path of another page of this site that sent the request, or ""."""
    page = page_sent_from(request)
    return "" if page == request.get_full_path() else page


class RequestIdMiddleware:
    """Give each request an id, taken from `X-Request-ID` when a proxy sent a valid one.

    The trail stores it, and every log line of the request has it.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the id to the response."""
        given = request.headers.get("X-Request-ID", "")
        given = given if _VALID_ID.fullmatch(given) else uuid.uuid4().hex
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
    """Answer 400 to text that PostgreSQL cannot store, instead of 500.

    A NUL byte in a URL is refused at once. A form field reports it beside the input; other values
    that no form has validated are handled here.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Refuse a URL with a NUL byte before the view runs."""
        if _has_nul([request.path, *request.GET, *_values(request.GET)]):
            raise BadRequest("The address contains a NUL byte.")

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raise a 400 if the database refused such a value."""
        unstorable = isinstance(exception, ValueError) and "NUL" in str(exception)
        if unstorable and _has_nul([*request.POST, *_values(request.POST)]):
            raise BadRequest("A value contains a NUL byte.") from exception


def _values(given: QueryDict) -> list[str]:
    return [str(value) for _, values in given.lists() for value in values]


def _has_nul(texts: Iterable[str]) -> bool:
    return any("\x00" in text for text in texts)


class PrivatePagesMiddleware:
    """Forbid caches to store pages of signed-in people."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the response as private and not to be stored."""
        response = self.get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, no_store=True, private=True)
        return response


class WrongMethodMiddleware:
    """Render a page for an empty 405 response."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add a page that explains it, for people who open the URL of a button."""
        response = self.get_response(request)
        if response.status_code != HTTPStatus.METHOD_NOT_ALLOWED or response.content:
            return response
        page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
        page["Allow"] = response["Allow"]
        return page
