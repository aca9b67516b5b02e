"""What every error page has: the reader's frame, the ways back, and the handlers of the site."""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import (
    DisallowedHost,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.defaults import page_not_found

from accounts import unsent
from accounts.models import User
from engagements.standing import seat_given_up
from interimhub.lib.outage import outage_page
from interimhub.lib.refused import MovedOn, Refused
from interimhub.lib.requests import came_from, request_id
from interimhub.standing import standing_of

logger = logging.getLogger(__name__)

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
PART = "errors/part.html"
_THING = re.compile(r"/(briefs|conversations|conversations/firm|people)/([0-9a-f-]{36})/.")
_THINGS = {
    "briefs": ("Back to the brief", "brief"),
    "conversations": ("Back to the conversation", "shortlists:conversation"),
    "conversations/firm": ("Back to the conversation", "shortlists:firm_conversation"),
    "people": ("Back to the person", "shortlists:person"),
}


@dataclass(frozen=True, slots=True)
class WayBack:
    """A link of an error page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WaysBack:
    """Where somebody can go from an error page.

    Found from the request alone, without asking for any row: the links tell nothing of what exists.

    Attributes:
        page: the page of this site that sent the request.
        thing: the brief, the conversation or the person that the address is about.
        place: the entry of the navigation that the address is under.
    """

    page: WayBack | None
    thing: WayBack | None
    place: WayBack | None
    is_known_reader: bool

    @property
    def all(self) -> list[WayBack]:
        """The ways for somebody who may know the thing, the nearest first."""
        home = WayBack("Go to Today", reverse("today"))
        sign_in = WayBack("Sign in", reverse("account_login"))
        last = home if self.is_known_reader else sign_in
        ways: dict[str, WayBack] = {}
        for way in (self.page, self.thing, self.place, last):
            if way:
                ways.setdefault(way.url, way)
        return list(ways.values())[:3]

    @property
    def without_the_thing(self) -> list[WayBack]:
        """The ways where the thing is hidden from the reader or does not exist."""
        return WaysBack(self.page, None, self.place, self.is_known_reader).all


def error_frame(request: HttpRequest) -> str:
    """Return the template that error pages extend.

    It is the reader's frame, or the public one where nobody is signed in. For a part of a page it
    is a notice, which `static/js/surfaces.js` puts where the person acted.
    """
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.boosted and not htmx.history_restore_request:
        return PART
    return "base.html" if _reader(request) else "public.html"


def ways_back(request: HttpRequest, nav: list[Any]) -> WaysBack:
    """Return the ways back from an error of this request; `nav` is the reader's navigation."""
    try:
        before = came_from(request)
    except DisallowedHost:
        before = ""
    found = _THING.match(request.path)
    thing = None
    if found and _reader(request):
        label, route = _THINGS[found[1]]
        thing = WayBack(label, reverse(route, args=[found[2]]))
    under = [item for item in nav if item.is_current and item.url != request.path]
    longest = max(under, key=lambda item: len(item.url), default=None)
    return WaysBack(
        page=WayBack("Back to the page before", before) if before else None,
        thing=thing,
        place=WayBack(longest.label, longest.url) if longest else None,
        is_known_reader=_reader(request) is not None,
    )


class RefusedMiddleware:
    """Answer 409 when a view lets a `Refused` through.

    With the reason; and where something has moved on, with how it stands now, who made it so and
    when, and with what was typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the view does."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into its page; leave every other exception alone."""
        if not isinstance(exception, Refused):
            return None
        return refusal_page(request, exception)


def refusal_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return the page of a refusal."""
    reader, standing = _reader(request), None
    if isinstance(refusal, MovedOn) and reader is not None:
        standing = standing_of(refusal, reader)
    typed = unsent.typed_in(request)
    context = {"reason": refusal.reason, "standing": standing, "typed": typed}
    return render(request, "409.html", context, status=HTTPStatus.CONFLICT)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what does not exist and what is hidden alike.

    Except a button of somebody's own firm on a brief whose seat the firm itself has given up.
    """
    reader, found = _reader(request), _THING.match(request.path)
    if request.method == "POST" and reader and found and found[1] == "briefs":
        seat = seat_given_up(found[2], reader)
        if seat is not None:
            reason = "Nothing more can be done with the brief here."
            return refusal_page(request, MovedOn(reason, row=seat))
    return page_not_found(request, exception)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be read: 413 if it is too large, else 400."""
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return render(request, "400.html", status=HTTPStatus.BAD_REQUEST)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a request that ended in an error of ours.

    503 while the database is away, without asking it anything; else 500, with the id under which
    the error and its traceback are in the log.
    """
    if (outage := outage_page(request)) is not None:
        return outage
    context = {"request_id": request_id()}
    try:
        page = render(request, "500.html", context, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    except Exception:
        # The frame may be what is broken.
        logger.exception("the frame of the error page failed")
        text = render_to_string("500.html", {**context, "error_frame": "public.html"})
        page = HttpResponse(text, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    page["Cache-Control"] = "no-store"
    return page


def _reader(request: HttpRequest) -> User | None:
    user = getattr(request, "user", None)
    return user if isinstance(user, User) and user.is_authenticated else None
