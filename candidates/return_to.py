"""The way back for an interim who came to the profile to correct one fact.

The page they came from sets its name and the page to open after saving. Both are stored in the
session under a key in the query string, so that two windows do not interfere.
"""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

QUERY_KEY = "for"
MAX_STORED = 5
_SESSION = "profile_return_to"


@dataclass(frozen=True, slots=True)
class ReturnTo:
    """The page somebody came from.

    Attributes:
        words: the name of the page, "the reasons for “Interim site director”".
        url: the page that shows the effect of the correction.
        label: the disputed reason.
    """

    words: str
    url: str
    label: str


def remember(request: HttpRequest, key: str, return_to: ReturnTo) -> str:
    """Store the way back and return the query string by which a page of the profile finds it."""
    stored = dict(request.session.get(_SESSION, {}))
    stored.pop(key, None)
    stored[key] = asdict(return_to)
    request.session[_SESSION] = dict(list(stored.items())[-MAX_STORED:])
    return urlencode({QUERY_KEY: key})


def return_to_of(request: HttpRequest) -> ReturnTo | None:
    """Return the way back named in the query string, if the session has it."""
    found = request.session.get(_SESSION, {}).get(request.GET.get(QUERY_KEY, ""))
    return ReturnTo(**found) if found else None


def redirect_back(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Redirect to the page the person came from, or to `otherwise`."""
    return_to = return_to_of(request)
    return redirect(return_to.url if return_to else otherwise)
