"""The lines on the page *today* for a brief with matches that wait for an answer."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import Deadline, User, is_awaited
from accounts.waits import Wait, WaitKind, derived, register
from engagements.deadlines import BriefDeadline
from engagements.models import PanelSeat
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, consultant_of
from shortlists.models import Approach, Entry


@register
class ReviewMatches(WaitKind[PanelSeat]):
    """A brief is in search, and the firm has approached nobody yet."""

    kind = BriefDeadline.MATCHES_REVIEW

    def rows(self, user: User, *, now: datetime) -> QuerySet[PanelSeat]:
        """Return seats with their brief, its client and its manager."""
        rows = PanelSeat.objects.visible_to(user)
        return rows.select_related("brief__client", "brief__manager__user")

    def line(self, row: PanelSeat, deadline: Deadline) -> Wait:
        """Return the consultant's line."""
        brief = row.brief
        is_ready = brief.is_ranked
        return Wait.of(
            deadline,
            who=f"{brief.manager.user.full_name}, {brief.client.name}",
            what="The brief is open: review the matches"
            if is_ready
            else "The brief is open: interims are being ranked",
            about=brief.name,
            url=reverse("sourcing:matches", args=[brief.ref]),
            verb="Review the matches",
        )


@derived
def returned_briefs(user: User, *, now: datetime) -> list[Wait]:
    """Return a line for each brief that is with the reader's firm again, or with nobody of it.

    A firm approached people, and all of them have gone; or nobody of the firm answers for an open
    brief. Only the firm's own approaches count, so that nothing is told of another firm's.
    """
    consultant = consultant_of(user)
    if consultant is None:
        return []
    return [_returned(seat) for seat in _SEATS(consultant=consultant)]


def _seats(*, consultant: Consultant) -> QuerySet[PanelSeat]:
    on_brief = {"brief": OuterRef("brief"), "firm": consultant.firm_id}
    asked = Approach.objects.filter(entry__brief=OuterRef("brief"), firm=consultant.firm_id)
    represented = Entry.objects.live().filter(**on_brief, mandated_at__isnull=False)
    with_nobody = Exists(asked) & ~Exists(asked.waiting()) & ~Exists(represented)
    seats = PanelSeat.objects.answered_by(consultant).in_search()
    return (
        seats.filter(Q(with_nobody) | Q(consultant=None))
        .exclude(is_awaited(BriefDeadline.MATCHES_REVIEW, PanelSeat))
        .select_related("brief__client", "brief__manager__user")
        .in_order()
    )


_SEATS: Prepared[PanelSeat] = Prepared(_seats)


def _returned(seat: PanelSeat) -> Wait:
    brief = seat.brief
    what = "Everybody you asked has gone: ask others"
    if seat.consultant_id is None:
        what = "The brief is open, and nobody of your firm answers for it yet"
    return Wait(
        who=f"{brief.manager.user.full_name}, {brief.client.name}",
        what=what,
        about=brief.name,
        url=reverse("sourcing:matches", args=[brief.ref]),
        verb="Review the matches",
        due_at=brief.slate_due_at,
        started_at=seat.opened_at,
    )
