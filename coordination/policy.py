"""Policies of the firm that coordinates a brief."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from engagements.models import Brief, PanelSeat, SubFirm
from engagements.policy import can_manage, can_see_as_manager
from providers.models import consultant_of
from shortlists.models import Approach


def can_coordinate(user: User, brief: Brief) -> Answer:
    """Allow the consultants of the RPO that the client named as coordinator."""
    consultant = consultant_of(user)
    if consultant is None:
        return no("The RPO that coordinates this brief sees this page. You read the panel's page.")
    if not brief.seats.coordinating().of_firm(consultant.firm).exists():
        return no("Only the firm that coordinates this brief sees this page.")
    return YES


def can_nudge(user: User, seat: PanelSeat) -> Answer:
    """As `can_coordinate`, for a seat of another firm, while the brief is live."""
    if not (answer := can_coordinate(user, seat.brief)):
        return answer
    own = consultant_of(user)
    return takes_nudges(seat, by=own.firm_id if own else None)


def takes_nudges(seat: PanelSeat, *, by: int | None) -> Answer:
    """Whether a seat's firm may be reminded, for a consultant who may coordinate its brief.

    Args:
        seat: with its brief and its firm.
        by: the key of the coordinating firm.
    """
    if by == seat.firm_id:
        return no("This is your own firm.")
    if seat.withdrawn_at or seat.declined_at:
        return too_late(f"{seat.firm.name} has given up its seat.")
    if seat.brief.is_on_hold:
        return too_late("The brief is on hold; nobody is reminded until it is resumed.")
    return too_late("This brief has ended.") if seat.brief.has_ended else YES


def can_end_sub_firm(user: User, row: SubFirm) -> Answer:
    """Allow the brief's managers until the firm that was brought in has asked an interim."""
    brief = row.first.brief
    if not (answer := can_manage(user, brief)):
        return answer
    if not row.is_standing:
        return too_late("This has ended already.")
    if Approach.objects.on(brief).by_firm(row.firm).exists():
        return no(
            f"{row.firm.name} has spoken to somebody by now, who relies on it. Talk to"
            f" {row.first.firm.name}; the firm may still give up its seat."
        )
    return YES


def can_read_reach(user: User, brief: Brief) -> Answer:
    """Allow the people of the client; a firm would learn from it who has closed to whom."""
    return can_see_as_manager(user, brief)
