"""An interim's interest: who answers it, how it ends, and its line on the page *today*."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import Deadline, User
from accounts.waits import Wait, WaitKind, register
from engagements.models import Brief
from providers.models import Consultant, Firm
from ranking.blind import blind_headline
from shortlists import notify
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Approach, Entry, Interest


def speaker_on(brief: Brief, firm: Firm) -> Consultant | None:
    """Return who answers for a firm on a brief; None if it has left the brief or has nobody."""
    seat = brief.seats.informed().of_firm(firm).first()
    active = Consultant.objects.active().filter(firm=firm).select_related("user")
    if seat is None:
        return None
    return active.filter(pk=seat.consultant_id or 0).first() or active.by_name().first()


def end_untold(
    interest: Interest, status: str, *, by: User | None, now: datetime, text: str = "", **facts: str
) -> None:
    """End the conversation with an interest if no firm has asked the interim meanwhile."""
    if interest.entry.is_under_review:
        interest.entry.end(status, now=now, by=by, text=text, **facts)


def answer_by(approach: Approach, *, now: datetime) -> None:
    """Note that a firm's letter answers the interim's interest, if they had told that firm."""
    entry = approach.entry
    rows = Interest.objects.on(entry.brief).of(entry.candidate).waiting()
    for interest in rows.to_firm(approach.firm):
        interest.answered_by_letter(now=now)
        Deadline.objects.about(interest).close(now=now)


def close_interests(entry: Entry, *, now: datetime) -> None:
    """End what waits in a conversation in which the interim has chosen a firm or left.

    The firm that waits is told that the interim is not available, unless it is the chosen one.
    """
    for interest in entry.interests.waiting().select_related("firm"):
        interest.close(now=now)
        Deadline.objects.about(interest).close(now=now)
        speaker = speaker_on(entry.brief, interest.firm)
        if speaker and interest.firm_id != entry.firm_id:
            notify.not_available(speaker, entry.brief, now=now)


@register
class AnswerInterest(WaitKind[Interest]):
    """An interim told the firm, and no other, that a brief interests them."""

    kind = ConversationDeadline.INTEREST_ANSWER

    def rows(self, user: User, *, now: datetime) -> QuerySet[Interest]:
        """Return the interests with the data of a headline without a name."""
        rows = Interest.objects.visible_to(user).waiting()
        return rows.select_related("brief", "candidate__user").prefetch_related("candidate__record")

    def line(self, row: Interest, deadline: Deadline) -> Wait:
        """Return the consultant's line."""
        title = blind_headline(row.candidate)
        return Wait.of(
            deadline,
            who=title,
            name=title,
            what="Would like to hear you of all firms: write to them, or say why not",
            about=row.brief.name,
            url=row.get_absolute_url(),
            verb="Answer",
        )
