"""Tells the sign-in page who invited a reader that came by the link of an invitation."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.organisations import views


def invitation_words(request: HttpRequest) -> str:
    """Return a sentence that says who invites the reader into which organisation, or "".

    The link's secret is in `?next=`. A reader who has it also has the e-mail, which says the same.
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
