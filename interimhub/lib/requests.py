"""What every request carries: an id for the trail, and no copies in anybody's cache."""

import re
import uuid
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_GIVEN = re.compile(r"[A-Za-z0-9-]{8,64}")

Handler = Callable[[HttpRequest], HttpResponse]


def request_id() -> str:
    """Return the id of the request being answered, or "" outside of one."""
    return _request_id.get()


class RequestIdMiddleware:
    """Give each request an id, taken from `X-Request-ID` when a proxy sent a sane one."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, with the id in the answer too."""
        given = request.headers.get("X-Request-ID", "")
        token = _request_id.set(given if _GIVEN.fullmatch(given) else uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = _request_id.get()
            return response
        finally:
            _request_id.reset(token)


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
