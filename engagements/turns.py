"""Who has to act next on a brief, in a sentence."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from engagements.completeness import keep_from_asking, missing_for_approach
from engagements.models import Brief
from engagements.people import decides
from providers.models import consultant_of


@dataclass(frozen=True, slots=True)
class Turn:
    """Who has to act next.

    Attributes:
        text: a sentence.
        is_mine: whether it is the reader who has to act.
        due_at: the deadline, if there is one.
    """

    text: str
    is_mine: bool = False
    due_at: datetime | None = None


# By status: the sentence, and whether the manager has to act.
_SENTENCES: dict[str, tuple[str, bool]] = {
    Brief.Status.DRAFT: ("Waiting for {manager} to finish it", True),
    Brief.Status.CONFIRMED: ("Waiting for {manager} to open it to the panel", True),
    Brief.Status.OPEN: ("The firms talk to people who fit", False),
    Brief.Status.SELECTED: ("Somebody is chosen", False),
    Brief.Status.ON_HOLD: ("On hold; nobody is approached", False),
}


def turn_of(brief: Brief, user: User) -> Turn:
    """Return who has to act next, worded for `user`.

    The brief must be loaded by `with_turn()`; briefs in search with their parts too. What waits for
    the manager waits for everybody who decides on the brief.
    """
    is_manager = decides(user, brief)
    manager = "you" if is_manager else brief.manager.user.full_name
    if brief.is_played_back:
        return _turn_of_playback(brief, user, manager=manager, is_manager=is_manager)
    if brief.has_ended:
        return Turn(brief.end_reason or "Everybody involved was notified")
    if brief.is_in_search and (missing := missing_for_approach(brief)):
        return Turn(f"Waiting for {manager}: {keep_from_asking(len(missing))}", is_manager)
    sentence, is_managers = _SENTENCES.get(brief.status) or _of_people(brief)
    answering = None if brief.is_on_hold else getattr(brief, "answering", None)
    if answering and not (is_managers and is_manager):
        return _turn_of_firm(answering, user, "to confirm the change")
    due = brief.slate_due_at if brief.is_in_search else None
    return Turn(sentence.format(manager=manager), is_managers and is_manager, due)


def _of_people(brief: Brief) -> tuple[str, bool]:
    """Return the sentence on a brief on which people were put forward or invited."""
    if getattr(brief, "has_decision", 1) is not None:
        return "Waiting for {manager} to decide on people", True
    if getattr(brief, "has_interview", None) is not None:
        return "Interviews are under way", False
    return "Nobody is in front of {manager} now; the firms have the brief again", False


def _turn_of_playback(brief: Brief, user: User, *, manager: str, is_manager: bool) -> Turn:
    if getattr(brief, "is_playback_sent", False):
        return Turn(f"Waiting for {manager} to confirm the playback", is_manager)
    lead = getattr(brief, "lead_name", None) or "the leading firm"
    return _turn_of_firm(lead, user, "to play it back")


def _turn_of_firm(firm: str, user: User, what: str) -> Turn:
    consultant = consultant_of(user)
    is_mine = consultant is not None and consultant.firm.name == firm
    return Turn(f"Waiting for {'your firm' if is_mine else firm} {what}", is_mine)
