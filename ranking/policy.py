"""Policies for the ranking of a brief."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import User
from engagements.models import Brief, PanelSeat
from engagements.policy import can_manage
from interimhub.lib.prepared import Prepared
from providers.models import consultant_of
from ranking.models import is_ranking_given_up


def can_read_ranking(user: User, brief: Brief) -> Answer:
    """Allow the consultants of firms on the panel, from when the brief was sent to them.

    A ranking is there before the brief is opened, so that a firm knows who there is when it plays
    the brief back. The client reads no list of people: it meets those whom firms put forward.
    """
    consultant = consultant_of(user)
    if consultant is None or not _SEATS(brief=brief, firm=consultant.firm):
        return no(
            "Matches are read by the firms on the panel. You meet the people they put forward,"
            " each with a reason for every success criterion."
        )
    if brief.is_draft:
        return too_late("Its manager writes this brief again. Matches appear when it is sent.")
    if brief.has_ended:
        return too_late("This brief has ended, so its matches are no longer shown.")
    return YES


_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief, firm: PanelSeat.objects.informed().filter(brief=brief, firm=firm).only("pk")
)


def can_rank_again(user: User, brief: Brief) -> Answer:
    """Allow the brief's managers once the worker has given up."""
    if not (answer := can_manage(user, brief)):
        return answer
    if not is_ranking_given_up(brief):
        return too_late("No ranking of this brief has failed.")
    return YES
