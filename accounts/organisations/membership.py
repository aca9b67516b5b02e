"""Whether somebody still belongs to their organisation, and who takes over when they leave."""

from typing import Any

from accounts.models import Membership, User
from interimhub.lib.refused import Refused


class NotAMember(Refused):
    """They have left, or were removed, after their page was asked for."""


def insist_on_membership(membership: Membership) -> None:
    """Refuse when a membership has ended, and keep it from ending until the transaction does.

    Every action that names a member in a row asks this, after it has locked the brief: so nothing
    is left with somebody who leaves at the same moment.

    Raises:
        NotAMember: it has ended.
    """
    rows = type(membership)._default_manager.select_for_update(no_key=True)
    if not rows.filter(pk=membership.pk, left_at__isnull=True).exists():
        name = membership.organisation.name
        raise NotAMember(f"You no longer {membership.organisation.words.belong} {name}.")


def usual_successor(membership: Membership, *, by: User) -> Any:
    """Return who takes over where nobody else is chosen; None without another administrator.

    It is whoever removes the member, or of the other administrators the first by name.
    """
    admins = membership.colleagues().admins().select_related("user")
    return admins.filter(user=by).first() or admins.by_name().first()
