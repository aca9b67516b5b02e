"""What the pages to sign in and sign up know of a reader who comes by the link of an invitation.

The secret of the link is in `?next=`. Whoever has it has the e-mail, so the reader may be shown the
address it was sent to, and an account with that address needs no code to verify it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import Resolver404, ResolverMatch, resolve

from accounts.models import User


@dataclass(frozen=True, slots=True)
class Invited:
    """A person invited by e-mail.

    Attributes:
        email: the address that the link was sent to.
        words: a sentence for the pages to sign in and sign up: who invites them, and to what.
    """

    email: str
    words: str


Finder = Callable[[ResolverMatch], Invited | None]

_FINDERS: dict[str, Finder] = {}


def finds_invited(url_name: str) -> Callable[[Finder], Finder]:
    """Register what finds the invited person behind a link, by the name of its route.

    An app does so in its module `invited`, for links that can still be used and no others.
    """

    def register(finder: Finder) -> Finder:
        _FINDERS[url_name] = finder
        return finder

    return register


def invited_by_link(request: HttpRequest) -> Invited | None:
    """Return whom the link invites that led to this page, if it can still be used."""
    return _find(request.POST.get("next") or request.GET.get("next") or "")


def invitation_words(request: HttpRequest) -> str:
    """Return a sentence that says who invites the reader to what, or ""."""
    invited = invited_by_link(request)
    return invited.words if invited else ""


def entrance_for(request: HttpRequest) -> str:
    """Return where somebody who is not signed in goes from the link of an invitation.

    To sign-up, or to sign-in if the invited address has an account; "" from any other page.
    """
    page = request.get_full_path()
    invited = _find(page)
    if invited is None:
        return ""
    is_known = User.objects.filter(email__iexact=invited.email).exists()
    entrance = resolve_url("account_login" if is_known else "account_signup")
    return f"{entrance}?{urlencode({'next': page})}"


def _find(page: str) -> Invited | None:
    try:
        match = resolve(urlsplit(page).path)
    except (Resolver404, ValueError):
        return None
    finder = _FINDERS.get(match.url_name or "")
    return finder(match) if finder else None
