"""How a row of any app stands now, for somebody whose page was an old one."""

from collections.abc import Callable
from typing import Any

from accounts.models import Invitation, Membership, User
from accounts.organisations.standing import standing_of_invitation, standing_of_membership
from accounts.standing import Standing
from engagements.models import Amendment, Brief, PanelSeat, Playback
from engagements.standing import standing_of_amendment, standing_of_playback, standing_of_seat
from interimhub.lib.refused import MovedOn
from shortlists.models import Entry, FirmReview, Question
from shortlists.standing import standing_of_brief_for, standing_of_entry, standing_of_question
from sourcing.standing import standing_of_review

_STANDINGS: dict[type, Callable[[Any, User], Standing | None]] = {
    Brief: standing_of_brief_for,
    Playback: standing_of_playback,
    Amendment: standing_of_amendment,
    PanelSeat: standing_of_seat,
    Question: standing_of_question,
    FirmReview: standing_of_review,
    Membership: standing_of_membership,
    Invitation: standing_of_invitation,
}


def standing_of(refusal: MovedOn, reader: User) -> Standing | None:
    """Return how the row of a refusal stands now; None if the reader may read nothing of it."""
    row = refusal.row
    if isinstance(row, Entry):
        return standing_of_entry(row, reader, kind=refusal.kind)
    found = [write for model, write in _STANDINGS.items() if isinstance(row, model)]
    return found[0](row, reader) if found else None
