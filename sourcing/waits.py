"""The line on the page *today* for a brief with matches that wait for an answer."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Deadline, User
from accounts.waits import Wait, WaitKind, register
from engagements.deadlines import BriefDeadline
from engagements.models import PanelSeat


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
