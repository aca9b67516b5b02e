"""Checks that somebody still belongs to their organisation."""

from accounts.models import Membership
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
