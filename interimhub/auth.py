"""Authentication backend that loads a user and their roles with one query per request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db import models
from django.db.models import Count, Exists, FilteredRelation, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Notice, User
from accounts.notices import decision_codes
from interimhub.lib.prepared import Prepared

ROLES = ("consultant__firm", "clientmember__client", "candidate")


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's backend; also loads the user's roles and what is unread in the same query."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the active user with this id, with all roles loaded."""
        user = next(iter(_people(pk=int(user_id))), None)
        if user is None or not self.user_can_authenticate(user):
            return None
        for name in ("consultant", "clientmember"):
            vars(user).setdefault(name, None)  # Django sets no attribute if there is no such row
        return user


def _with_roles(*, pk: int) -> models.QuerySet[User]:
    unread = Notice.objects.unread().filter(user=OuterRef("pk")).order_by()
    counted = Subquery(unread.values("user").annotate(count=Count("pk")).values("count"))
    people: Any = User.objects.annotate(  # type: ignore[no-redef]  # its default
        consultant=_current("consultants"),
        clientmember=_current("clientmembers"),
        unread_count=Coalesce(counted, 0, output_field=IntegerField()),
        has_decision=Exists(unread.filter(kind__in=decision_codes())),
    )
    rows: models.QuerySet[User] = people.select_related(*ROLES).filter(pk=pk)
    return rows


def _current(memberships: str) -> FilteredRelation:
    """Return the relation to the membership that has not ended; `Membership.active_of` uses it."""
    return FilteredRelation(memberships, condition=Q(**{f"{memberships}__left_at__isnull": True}))


_people: Prepared[User] = Prepared(_with_roles)
