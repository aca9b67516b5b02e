"""The lines of the page *today* about terms."""

from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Deadline, User
from accounts.waits import Wait, WaitKind, register
from engagements.deadlines import BriefDeadline
from shortlists.confidential import title_for_interim
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Entry
from terms.models import EnvelopeQuestion


@register
class DecideOnTerms(WaitKind[Entry]):
    """The sealed check was not within, and the interim says what follows."""

    kind = ConversationDeadline.TERMS_DECIDE

    def rows(self, user: User, *, now: datetime) -> QuerySet[Entry]:
        """Return the conversations and their people."""
        people = ("brief__client", "firm", "consultant__user")
        return Entry.objects.visible_to(user).select_related(*people)

    def line(self, row: Entry, deadline: Deadline) -> Wait:
        """Return the interim's line."""
        return Wait.of(
            deadline,
            who="The sealed check",
            what="It leaves a decision to you; nobody else knows of it",
            about=title_for_interim(row),
            url=row.get_absolute_url() + "#terms",
            verb="Read the answer",
        )


@register
class MoveEnvelope(WaitKind[EnvelopeQuestion]):
    """Somebody asks whether the envelope of a brief can move."""

    kind = BriefDeadline.ENVELOPE_MOVE

    def rows(self, user: User, *, now: datetime) -> QuerySet[EnvelopeQuestion]:
        """Return the questions with their brief."""
        return EnvelopeQuestion.objects.visible_to(user).select_related("envelope__brief")

    def line(self, row: EnvelopeQuestion, deadline: Deadline) -> Wait:
        """Return the line of those who decide."""
        brief = row.envelope.brief
        return Wait.of(
            deadline,
            who="Someone worth meeting",
            what="Is outside your envelope: can it move?",
            about=brief.name,
            url=reverse("terms:envelope", args=[brief.ref]) + "#question",
            verb="Answer",
        )
