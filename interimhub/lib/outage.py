"""The page while the database is down."""

import sys
from http import HTTPStatus

from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

RETRY_SECONDS = 10


def outage_page(request: HttpRequest) -> HttpResponse | None:
    """Return the 503 response if the current exception is an outage of the database, else None.

    It needs no database. For a part of a page it is a notice.
    """
    if not _is_outage(sys.exc_info()[1]):
        return None
    # Middleware that runs after this must not wait for the database again.
    request.user = AnonymousUser()
    frame = "errors/part.html" if "HX-Request" in request.headers else "public.html"
    page = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    context = {"error_frame": frame, "try_again": page}
    text = render_to_string("503.html", context)
    response = HttpResponse(text, status=HTTPStatus.SERVICE_UNAVAILABLE)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _is_outage(error: BaseException | None) -> bool:
    """Return whether the database was down, or did not answer in time."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        error = error.__cause__
    return False
