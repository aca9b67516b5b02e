"""Policies of money: each side reads and changes its own."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from candidates.models import candidate_of
from engagements.models import Brief
from engagements.people import decides
from engagements.policy import DELETED
from shortlists.models import Entry
from shortlists.policy.interims import NOT_YOURS, is_the_interim

HAS_ENDED = "This brief has ended, so its envelope stays as it is."
ON_HOLD = "This brief is on hold. Resume it first."


def can_keep_floor(user: User) -> Answer:
    """Allow interims, for their own floor."""
    if candidate_of(user) is None:
        return no("Only interims have a floor, and nobody else sees it.")
    return YES


def can_read_envelope(user: User, brief: Brief) -> Answer:
    """Allow who decides on the brief; no firm, and no colleague who only reads it."""
    if not decides(user, brief):
        return no("Only the people who decide on this brief read its envelope.")
    return no(DELETED) if brief.is_deleted else YES


def can_set_envelope(user: User, brief: Brief) -> Answer:
    """Allow who decides on the brief, while it lives; how often, the action says."""
    if not (answer := can_read_envelope(user, brief)):
        return answer
    if brief.has_ended:
        return too_late(HAS_ENDED)
    return too_late(ON_HOLD) if brief.is_on_hold else YES


def can_answer_check(user: User, entry: Entry) -> Answer:
    """Allow the interim while the conversation lives; what is open, the action says."""
    if not is_the_interim(user, entry):
        return no(NOT_YOURS)
    if not entry.is_live:
        return too_late("This conversation has ended already.")
    if entry.brief.is_on_hold:
        return too_late("The client has put this brief on hold. Answer when it is resumed.")
    return YES
