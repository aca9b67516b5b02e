"""What the pages to sign in and sign up know of a reader who comes by an invitation's link.

The secret of the link is in `?next=`. Whoever has it has the e-mail, so the reader may be shown the
address it was sent to, and an account with that address needs no code to verify it.
"""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.models import Invitation, User


def invitation_of(request: HttpRequest) -> Invitation | None:
    """Return the invitation whose link led to this page, if it can still be accepted."""
    return _pending(request.POST.get("next") or request.GET.get("next") or "")


def invitation_words(request: HttpRequest) -> str:
    """Return a sentence that says who invites the reader into which organisation, or ""."""
    invitation = invitation_of(request)
    if invitation is None:
        return ""
    return (
        f"{invitation.invited_by.full_name} invites you to {invitation.organisation.name}. "
        "The invitation is for the address below."
    )


def entrance_for(request: HttpRequest) -> str:
    """Return where somebody who is not signed in goes from an invitation's link.

    To sign-up, or to sign-in if the invited address has an account; "" from any other page.
    """
    page = request.get_full_path()
    invitation = _pending(page)
    if invitation is None:
        return ""
    is_known = User.objects.filter(email__iexact=invitation.email).exists()
    entrance = resolve_url("account_login" if is_known else "account_signup")
    return f"{entrance}?{urlencode({'next': page})}"


def _pending(page: str) -> Invitation | None:
    try:
        match = resolve(urlsplit(page).path)
    except (Resolver404, ValueError):
        return None
    if match.url_name != "invited":
        return None
    rows = match.kwargs["model"].invitation_model().objects
    pending = rows.pending(timezone.now()).with_organisation()
    found: Invitation | None = pending.with_secret(match.kwargs["secret"]).first()
    return found
