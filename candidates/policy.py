"""Policies for profiles."""

from accounts.access import YES, Answer, no
from accounts.models import User
from candidates.models import candidate_of


def can_keep_profile(user: User) -> Answer:
    """Allow interims only."""
    if candidate_of(user) is None:
        return no(
            "Only interims have a profile, and your account is not an interim's. If you work"
            " as an interim too, please join with another e-mail address."
        )
    return YES
