"""Checks that somebody still belongs to their organisation, and the default successor."""

from typing import Any

from accounts.models import Membership, User
from interimhub.lib.refused import Refused


class NotAMember(Refused):
    """Refused: the member has left or was removed since their page was loaded."""


def insist_on_membership(membership: Membership) -> None:
    """Check that a membership has not ended, and lock it until the end of the transaction.

    Every action that stores a member in a row calls this after it has locked the brief, so that
    nothing is assigned to somebody who leaves at the same moment.

    Raises:
        NotAMember: it has ended.
    """
    rows = type(membership)._default_manager.select_for_update(no_key=True)
    if not rows.filter(pk=membership.pk, left_at__isnull=True).exists():
        name = membership.organisation.name
        raise NotAMember(f"You no longer {membership.organisation.words.belong} {name}.")


def usual_successor(membership: Membership, *, by: User) -> Any:
    """Return the default successor; None if there is no other administrator.

    It is the person who removes the member, or the first of the other administrators by name.
    """
    admins = membership.colleagues().admins().select_related("user")
    return admins.filter(user=by).first() or admins.by_name().first()
