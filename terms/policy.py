"""Policies for a day rate."""

from accounts.access import YES, Answer, no
from accounts.models import User
from candidates.models import candidate_of


def can_keep_rate(user: User) -> Answer:
    """Allow interims, for their own rate."""
    if candidate_of(user) is None:
        return no("Only interims have a day rate, and nobody else sees it at this stage.")
    return YES
