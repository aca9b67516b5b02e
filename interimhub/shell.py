"""The template context of every page: the user, the navigation, and whether this is the demo."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts import sessions, unsent
from accounts.entrances import invitation_words
from accounts.models import Organisation, User
from accounts.notices import decisions_at
from candidates.models import candidate_of
from engagements.models import client_member_of
from interimhub import errors
from interimhub.demo.people import doors
from providers.models import consultant_of


@dataclass(frozen=True, slots=True)
class NavItem:
    """One entry of the navigation."""

    label: str
    url: str
    icon: str
    is_current: bool
    count: int = 0


def roles_of(user: User) -> list[str]:
    """Return a user's roles: "client", "firm", "interim"; none before the welcome page."""
    held = {
        "client": client_member_of(user),
        "firm": consultant_of(user),
        "interim": candidate_of(user),
    }
    return [role for role, row in held.items() if row is not None]


def organisations_of(user: User) -> list[Organisation]:
    """Return the client and the firm that a person is an active member of."""
    members = [client_member_of(user), consultant_of(user)]
    return [member.organisation for member in members if member]


def _standing(user: User) -> list[str]:
    """Return the names that a user acts for: their client, their firm, or themselves."""
    member, consultant = client_member_of(user), consultant_of(user)
    words = [member.client.name] if member else []
    words += [consultant.firm.name] if consultant else []
    return [*words, "Interim"] if candidate_of(user) else words


def _places(roles: list[str]) -> list[tuple[str, str, str]]:
    """Return label, route and icon of each navigation entry, in order."""
    places = [("Today", "today", "sun")]
    if "client" in roles or "firm" in roles:
        places.append(("Briefs", "engagements:briefs", "file-text"))
    if "firm" in roles or "interim" in roles:
        places.append(("Conversations", "shortlists:conversations", "chat-left-text"))
    if "interim" in roles:
        places.append(("My profile", "candidates:profile", "person"))
    if "client" in roles or "interim" in roles:
        places.append(("Firms", "providers:firms", "people"))
    if "firm" in roles:
        places.append(("My firm", "providers:organisation", "building"))
    if "client" in roles:
        places.append(("Organisation", "engagements:organisation", "building"))
    return places


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the context that every template gets."""
    user = getattr(request, "user", None)
    context: dict[str, Any] = {"nav": [], "me": None, "my_roles": [], "demo": settings.DEMO}
    # Used only by the sign-in and sign-up pages.
    context["invited"] = SimpleLazyObject(lambda: invitation_words(request))
    # Asked for by error pages alone, whoever renders them.
    context["error_frame"] = errors.error_frame(request)
    context["is_part"] = context["error_frame"] == errors.PART
    context["ways_back"] = SimpleLazyObject(lambda: errors.ways_back(request, context["nav"]))
    if settings.DEMO:
        context["demo_mail_url"] = reverse("demo:mail")
        context["demo_people"] = SimpleLazyObject(doors)  # used only by the sign-in page
    if not isinstance(user, User) or not user.is_authenticated:
        return context
    roles = roles_of(user)
    now = timezone.now()
    kept = unsent.unsent_of(request, user, now=now)
    context["person_key"] = sessions.person_key(user)
    context["session_left"] = sessions.seconds_left(request, now=now)
    context["seen_at"] = now
    context["unsent"] = kept if kept and kept.page == request.path else None
    context["me"] = user
    # Asked for where the reader has such notices at all.
    context["decided_here"] = SimpleLazyObject(lambda: decisions_at(request.path, reader=user))
    context["my_roles"] = _standing(user)
    context["nav"] = [
        NavItem(
            label=label,
            url=(url := reverse(route)),
            icon=icon,
            is_current=request.path.startswith(url),
        )
        for label, route, icon in _places(roles)
    ]
    return context
