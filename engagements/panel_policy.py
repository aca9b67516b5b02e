"""Policies of the firms on a panel: whom they bring in, conflicts, and their thread."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from engagements.models import Brief, Conflict, SubFirm
from engagements.policy import can_answer_for, can_manage
from providers.models import consultant_of

# The chain of firms


def can_bring_in(user: User, brief: Brief) -> Answer:
    """Allow the consultants of a firm that the client itself invited, until the brief ends."""
    if not (answer := can_answer_for(user, brief)):
        return answer
    own = consultant_of(user)
    if own is None or not brief.seats.active().direct().of_firm(own.firm).exists():
        return no("Your firm was brought in by another; it cannot bring in a third.")
    return YES


def can_read_sub_firm(user: User, row: SubFirm) -> Answer:
    """Allow the consultants of the firm that is asked; the others read the panel."""
    consultant = consultant_of(user)
    if consultant is None or consultant.firm_id != row.firm_id:
        return no(f"{row.firm.name} answers this. You read it on the page of the panel.")
    return YES


def can_answer_sub_firm(user: User, row: SubFirm) -> Answer:
    """As `can_read_sub_firm`; the action says when it is too late."""
    return can_read_sub_firm(user, row)


# Conflicts of interest


def can_answer_conflict(user: User, row: Conflict) -> Answer:
    """Allow the brief's managers until it is answered."""
    if not (answer := can_manage(user, row.seat.brief)):
        return answer
    return YES if row.is_waiting else too_late("This has been answered already.")


# The thread of the firms


def can_read_thread(user: User, brief: Brief) -> Answer:
    """Allow the consultants of the firms on the panel."""
    consultant = consultant_of(user)
    if consultant is None:
        return no(
            "The firms on the panel write to each other here. Where they disagree, you read it"
            " unedited on the page of the brief."
        )
    if not brief.seats.informed().of_firm(consultant.firm).exists():
        return no("Your firm has no seat on this brief.")
    return YES


def can_post(user: User, brief: Brief) -> Answer:
    """As `can_read_thread`, until the brief has ended."""
    if not (answer := can_read_thread(user, brief)):
        return answer
    return too_late("This brief has ended.") if brief.has_ended else YES
