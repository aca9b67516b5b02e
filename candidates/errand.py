"""An errand: somebody who came to their profile from elsewhere, to put one fact right.

The page they came from says in what words it is spoken of and where to go after saving. It is kept
in the session under a key that stands in the address, so that two windows do not mix up theirs.
"""

from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

ASKED_AS = "for"
KEPT = 5
_SESSION = "profile_errands"


@dataclass(frozen=True, slots=True)
class Errand:
    """What somebody came for.

    Attributes:
        words: where they came from, "the reasons for “Interim site director”".
        url: where they see what a saved correction changed.
        label: the thing that they said is wrong.
    """

    words: str
    url: str
    label: str


def send(request: HttpRequest, key: str, errand: Errand) -> str:
    """Remember the errand and return the query that a page of the profile finds it by."""
    errands = dict(request.session.get(_SESSION, {}))
    errands.pop(key, None)
    errands[key] = asdict(errand)
    request.session[_SESSION] = dict(list(errands.items())[-KEPT:])
    return urlencode({ASKED_AS: key})


def errand_of(request: HttpRequest) -> Errand | None:
    """Return the errand that the address speaks of, if the browser's session knows it."""
    found = request.session.get(_SESSION, {}).get(request.GET.get(ASKED_AS, ""))
    return Errand(**found) if found else None


def done(request: HttpRequest, otherwise: str) -> HttpResponse:
    """Lead back to where the errand came from, or to `otherwise` without one."""
    errand = errand_of(request)
    return redirect(errand.url if errand else otherwise)
