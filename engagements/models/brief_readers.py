"""Who reads a brief, and who decides on it, as conditions."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q

from accounts.models import User


def read_by_client(briefs: Any, user: User, *, to: str = "") -> Q:
    """Return the condition that the user reads a brief as a member of its client.

    Everybody of the client reads a brief that is not limited. One that is limited is read by its
    manager, by the people on it and by the administrators.

    Args:
        briefs: all briefs.
        to: the path from the filtered row to the brief, as in "brief__".
    """
    members = f"{to}client__members"
    named = briefs.filter(
        pk=OuterRef(f"{to}pk"), people__member__user=user, people__member__left_at=None
    )
    may_read = (
        Q(**{f"{to}is_limited": False})
        | Q(**{f"{members}__is_admin": True})
        | Q(**{f"{to}manager": F(f"{members}__pk")})
        | Exists(named)
    )
    return Q(may_read, **{f"{members}__user": user, f"{members}__left_at": None})


def readable_by(briefs: Any, user: User) -> Any:
    """Return the keys of the briefs that a user reads for their client or for their firm."""
    own = briefs.filter(read_by_client(briefs, user))
    invited = briefs.filter(
        seats__firm__members__user=user,
        seats__firm__members__left_at=None,
        seats__sent_at__isnull=False,
        seats__withdrawn_at=None,
        seats__declined_at=None,
    )
    # A union, not an OR: both parts are looked up by key, and their size can be estimated.
    return own.values("pk").union(invited.values("pk"))


# Roles of `BriefPerson`, whose model refers to the brief.
CO_OWNER, DEPUTY = "co_owner", "deputy"


def decided_by(briefs: Any, member: Any, now: datetime) -> Any:
    """Return the keys of the briefs on which a member decides, as manager, co-owner or deputy."""
    deputises = Q(people__role=DEPUTY, people__starts_at__lte=now, people__ends_at__gt=now)
    own = briefs.filter(manager=member)
    others = briefs.filter(Q(people__role=CO_OWNER) | deputises, people__member=member)
    # A union, not an OR: both parts are looked up by key.
    return own.values("pk").union(others.values("pk"))
