"""Authentication backend that loads a person and their roles with one query per request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Notice, User

ROLES = ("consultant__firm", "clientmember__client", "candidate")


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's backend; loads the person's roles and unread count in the same query."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the active person with this id, each of their roles loaded."""
        unread = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
        counted = Subquery(unread.annotate(count=Count("pk")).values("count"))
        people = User.objects.select_related(*ROLES).annotate(  # type: ignore[no-redef]  # its default
            unread_count=Coalesce(counted, 0, output_field=IntegerField())
        )
        user = people.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
