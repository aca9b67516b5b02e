"""Signing in, and loading who somebody is with one query a request."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Allauth's, with the person's firm, client and profile loaded along with them."""

    def get_user(self, user_id: Any) -> User | None:
        """Return the active person with this id, each of their roles loaded."""
        roles = ("consultant__firm", "client_member__client", "candidate")
        user = User.objects.select_related(*roles).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
