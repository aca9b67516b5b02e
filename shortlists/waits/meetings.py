"""The line of the page *today* about a meeting that has taken place."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Deadline, User
from accounts.waits import Wait, WaitKind, register
from shortlists.asking import address
from shortlists.conversations import firm_title
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry, InterviewSlot


@register
class SayWhoWasThere(WaitKind[InterviewSlot]):
    """A client has met somebody; their consultant says whether they were there."""

    kind = ConversationDeadline.MEETING_RECORD

    def rows(self, user: User, *, now: datetime) -> QuerySet[InterviewSlot]:
        """Return the meetings and their people."""
        seen = Entry.objects.visible_to(user)
        people = ("brief", "candidate__user", "firm", "consultant__user")
        rows = InterviewSlot.objects.filter(entry__in=seen)
        related = rows.select_related(*(f"entry__{name}" for name in people))
        return related.prefetch_related("entry__approaches")

    def line(self, row: InterviewSlot, deadline: Deadline) -> Wait:
        """Return the consultant's line."""
        entry = row.entry
        return Wait.of(
            deadline,
            who=firm_title(entry),
            name=firm_title(entry),
            what="Had their first meeting: say whether you were there",
            about=entry.brief.name,
            url=reverse("shortlists:meeting", args=[address(entry.firm, entry)]),
            verb="Say so",
        )
