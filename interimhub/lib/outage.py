"""The page for an error of ours: 503 while the database is away, else 500."""

import sys
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

RETRY_SECONDS = 10


def error_page(request: HttpRequest) -> HttpResponse:
    """Answer a request that ended in an exception. Neither page asks the database anything."""
    if not _is_outage(sys.exc_info()[1]):
        return server_error(request)
    # Middleware that runs after this must not try the database again, and wait for it again.
    request.user = AnonymousUser()
    response = HttpResponse(render_to_string("503.html"), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _is_outage(error: BaseException | None) -> bool:
    """Whether the database was away, or did not answer in time."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__
    return False
