"""Expected refusals, and the middleware that turns them into a page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Refused(Exception):
    """A rule forbids the action. The message is shown to the user."""

    @property
    def reason(self) -> str:
        """The message to show."""
        return str(self)


class RefusedMiddleware:
    """Answer 409 with the reason if a view raises `Refused`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the view's response."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the page of a refusal; None for any other exception."""
        if not isinstance(exception, Refused):
            return None
        return render(request, "409.html", {"reason": exception.reason}, status=409)
