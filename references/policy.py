"""Policies for references."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from candidates.models import candidate_of
from shortlists.models import Entry
from shortlists.policy.interims import is_the_interim

ONLY_INTERIMS = "Only interims ask for references. What they lend you is in the conversation."
NOBODY_SPEAKS = "No firm speaks for you in this conversation now, so a reference cannot be lent."


def can_ask(user: User) -> Answer:
    """Interims, about their own work."""
    return YES if candidate_of(user) else no(ONLY_INTERIMS)


def can_lend(user: User, entry: Entry) -> Answer:
    """The interim, while a firm speaks for them."""
    if not is_the_interim(user, entry):
        return no("Only the interim lends their references.")
    if not entry.is_represented:
        return too_late(NOBODY_SPEAKS)
    return YES


def can_take_back(user: User, entry: Entry) -> Answer:
    """The interim, at any time."""
    return YES if is_the_interim(user, entry) else no("Only the interim lends their references.")
