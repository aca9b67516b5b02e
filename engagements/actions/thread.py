"""Writing in the thread of the firms on a brief."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from engagements import notices
from engagements.models import Brief, PanelPost
from engagements.notify import notify_client, recipients
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn
from providers.models import Consultant


@transaction.atomic(durable=True)
def post(brief: Brief, *, by: Consultant, question: str, words: str, now: datetime) -> PanelPost:
    """Add a post in the name of the consultant's own firm; tell its readers.

    The other firms are told of every post, the client of each disagreement, in the firm's words.

    Raises:
        MovedOn: the firm has no seat on the brief any more.
        NotAMember: they have left the firm.
    """
    brief = Brief.objects.select_for_update(of=("self",)).select_related("client").get(pk=brief.pk)
    insist_on_membership(by)
    seats = list(brief.seats.informed().select_related("firm", "consultant__user").in_order())
    if by.firm_id not in {seat.firm_id for seat in seats}:
        raise MovedOn("Your firm has no seat on this brief any more.", row=brief)
    row = PanelPost.objects.create(
        brief=brief, question=question, firm=by.firm, consultant=by, words=words, posted_at=now
    )
    Activity.record(
        by=by.user,
        role=Role.CONSULTANT,
        kind=BriefEvent.POSTED,
        subject=brief,
        facts={"firm": by.firm_id, "post": row.pk},
        now=now,
    )
    for seat in seats:
        if seat.firm_id != by.firm_id:
            for consultant in recipients(seat):
                notify(consultant.user, notices.PanelPosted(row), now=now)
    if question == PanelPost.Question.DISAGREE:
        notify_client(brief, notices.FirmsDisagree(row), now=now)
    return row
