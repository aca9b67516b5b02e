"""Who may have a profile."""

from accounts.access import YES, Answer, no
from accounts.models import User
from candidates.models import candidate_of


def can_keep_profile(user: User) -> Answer:
    """Allow interims only."""
    if candidate_of(user) is None:
        return no(
            "A profile belongs to an interim, and your account is not an interim's. If you work"
            " as an interim too, please join with an address of your own."
        )
    return YES
