"""An expected "no", and the one place that turns it into a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Refused(Exception):
    """A rule says no. The message is written for the person who asked."""

    @property
    def reason(self) -> str:
        """The sentence to show."""
        return str(self)


class RefusedMiddleware:
    """Answer 409 with the reason when a view lets a `Refused` through."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; leave every other exception alone."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "409.html", {"reason": exception.reason}, status=409)
