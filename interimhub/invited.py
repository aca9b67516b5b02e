"""Who invited a reader that the link of an invitation sent to sign in."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.organisations import views


def invitation_words(request: HttpRequest) -> str:
    """Return who invites the reader into which organisation; "" for everybody else.

    The link's secret is in `?next=`. Whoever has it has the invitation, which says the same.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    try:
        match = resolve(urlsplit(asked).path)
    except (Resolver404, ValueError):
        return ""
    if match.func is not views.invited:
        return ""
    rows = match.kwargs["model"].invitation_model().objects
    pending = rows.pending(timezone.now()).with_organisation()
    invitation = pending.with_secret(match.kwargs["secret"]).first()
    if invitation is None:
        return ""
    return (
        f"{invitation.invited_by.full_name} invites you to {invitation.organisation.name}. "
        "Sign in, or sign up with the address it was sent to."
    )
