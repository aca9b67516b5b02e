"""Forms sent after the session had ended, kept until their author has signed in again.

A form is kept in the session of the browser that sent it, for half an hour, and shown only to the
same person. Files are not kept; the page says which to choose again.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from accounts.devices import is_last_on_device, last_on_device
from accounts.models import User
from accounts.sessions import person_key

VALID_FOR = timedelta(minutes=30)
MAX_CHARS = 1_000_000
"""The longest form that is kept, in characters; the longest text of a form has 200,000."""

KEY = "unsent"
MARK = "draft"
"""The hidden field that says whose form it is: the person's key, a dot, the draft's id."""

_MARK = re.compile(r"([0-9a-f]{16})\.([0-9]{1,40})")
_OF_THE_PAGE = re.compile(r"version|stamp|seen|then|way|return_to|next|.*_FORMS")
_OPAQUE = re.compile(r"[0-9a-f-]{16,}")
_CHOSEN = re.compile(r"[a-z_]{1,24}|[0-9]{1,4}")
_ID_IN_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NOT_KEPT = {"csrfmiddlewaretoken", MARK}


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form that arrived without a session.

    Attributes:
        action: the path that it was sent to.
        page: the path of its page.
        values: the values by field name, in the order of the form.
        files: the file's name by field name, for each field with a file.
    """

    action: str
    page: str
    values: list[tuple[str, list[str]]]
    files: list[tuple[str, str]]

    @property
    def as_json(self) -> dict[str, Any]:
        """The data from which `static/js/drafts.js` fills the form."""
        return {
            "action": self.action,
            "values": [[name, value] for name, values in self.values for value in values],
            "files": self.files,
        }

    @property
    def words(self) -> list[tuple[str, str]]:
        """Readable label and text of each field, for copying."""
        return [
            (_words_of(name), value)
            for name, values in self.values
            for value in values
            if value.strip() and not _OF_THE_PAGE.fullmatch(name) and not _OPAQUE.fullmatch(value)
        ]


def keep(request: HttpRequest, *, page: str, now: datetime) -> bool:
    """Keep the fields of a POST for its author; return whether they were kept.

    Not kept are forms with a password or a code, forms longer than `MAX_CHARS`, and forms from a
    browser in which nobody has ever signed in.
    """
    person = mark_of(request)[0]
    device = last_on_device(request)
    values = [(name, given) for name, given in request.POST.lists() if name not in NOT_KEPT]
    size = sum(len(name) + sum(map(len, given)) for name, given in values)
    files = [
        (name, str(file.name)[:120])
        for name in request.FILES
        for file in request.FILES.getlist(name)
    ]
    sent = Unsent(request.path, urlsplit(page).path, values, files)
    if not (device and sent.words) or size > MAX_CHARS or _is_secret(request):
        return False
    request.session[KEY] = {
        "person": person,
        "device": device,
        "until": (now + VALID_FOR).isoformat(),
        "form": [sent.action, sent.page, values, files],
    }
    return True


def unsent_of(request: HttpRequest, user: User, *, now: datetime) -> Unsent | None:
    """Return the form that this person sent while signed out, or None.

    A form that is too old, or somebody else's, is deleted.
    """
    kept = request.session.get(KEY)
    if not kept:
        return None
    is_theirs = (
        kept["person"] == person_key(user)
        if kept["person"]
        else is_last_on_device(kept["device"], user.email)
    )
    if not is_theirs or datetime.fromisoformat(kept["until"]) < now:
        forget(request)
        return None
    return Unsent(*kept["form"])


def typed_in(request: HttpRequest) -> list[tuple[str, str]]:
    """Return what was typed into the form that was sent: names in words, and texts.

    Nothing of a form with a password or a code, and nothing that was only ticked or chosen.
    """
    if request.method != "POST" or _is_secret(request):
        return []
    values = [(name, given) for name, given in request.POST.lists() if name not in NOT_KEPT]
    words = Unsent(request.path, "", values, []).words
    return [(name, text) for name, text in words if not _CHOSEN.fullmatch(text)]


def forget(request: HttpRequest) -> None:
    """Delete the kept form, if there is one."""
    request.session.pop(KEY, None)


def mark_of(request: HttpRequest) -> tuple[str, str]:
    """Return the key of the person whose page sent the form, and the id of its draft.

    Both are "" if the form has no such field.
    """
    found = _MARK.fullmatch(request.POST.get(MARK, ""))
    return (found[1], found[2]) if found else ("", "")


def _words_of(name: str) -> str:
    """Return the name of a field in words, without the public ids of rows in it."""
    plain = _ID_IN_NAME.sub("", name).replace("_", " ").replace("-", " ")
    return " ".join(plain.split()).capitalize()


def _is_secret(request: HttpRequest) -> bool:
    try:
        route = resolve(request.path).view_name
    except Resolver404:
        return True
    return route.startswith("account_") or any("password" in name for name in request.POST)
