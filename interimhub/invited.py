"""Who invited the person that stands at the entrance with a letter in hand."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils import timezone

from engagements.models import ClientInvitation
from providers.models import FirmInvitation


def invitation_words(request: HttpRequest) -> str:
    """Return who invites whom where, for a reader whom a letter's link sent to sign in; or nothing.

    The link's secret travels in `?next=`. Whoever holds it holds the letter, which says the same.
    """
    asked = request.POST.get("next") or request.GET.get("next") or ""
    try:
        match = resolve(urlsplit(asked).path)
    except (Resolver404, ValueError):
        return ""
    letters: dict[str, type[FirmInvitation | ClientInvitation]] = {
        "providers:invited": FirmInvitation,
        "engagements:invited": ClientInvitation,
    }
    kind = letters.get(match.view_name)
    if kind is None:
        return ""
    pending = kind.objects.pending(timezone.now()).select_related("invited_by")
    invitation = pending.with_secret(match.kwargs["secret"]).first()
    if invitation is None:
        return ""
    return (
        f"{invitation.invited_by.full_name} invites you to {invitation.organisation.name}. "
        "Sign in, or sign up with the address the letter came to."
    )
