"""A firm discloses a conflict of interest; the client waives or upholds it."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from engagements import notices
from engagements.deadlines import DAYS, BriefDeadline
from engagements.models import Brief, Conflict, PanelSeat
from engagements.notify import notify_deciders, recipients
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn
from providers.models import Consultant


@transaction.atomic(durable=True)
def disclose(seat: PanelSeat, *, by: Consultant, words: str, now: datetime) -> Conflict:
    """Tell the client of a conflict; until it is waived the firm approaches nobody on the brief.

    Raises:
        NotAMember: `by` has left the firm.
    """
    brief = _lock(seat.brief_id)
    insist_on_membership(by)
    row = Conflict.objects.create(seat=seat, words=words, disclosed_by=by, disclosed_at=now)
    Deadline.start(
        BriefDeadline.CONFLICT_ANSWER,
        row,
        owner=brief.manager.user,
        scope=brief,
        due_at=brief.calendar.after_workdays(now, DAYS),
        is_paused=brief.is_on_hold,
        now=now,
    )
    Activity.record(
        by=by.user,
        role=Role.CONSULTANT,
        kind=BriefEvent.CONFLICT_DISCLOSED,
        subject=brief,
        facts={"firm": seat.firm_id, "conflict": row.pk},
        note=words,
        now=now,
    )
    notify_deciders(brief, notices.ConflictDisclosed(row), now=now)
    return row


@transaction.atomic(durable=True)
def answer(row: Conflict, *, by: User, is_waived: bool, now: datetime) -> None:
    """Waive the conflict, or uphold it: then the firm approaches nobody on this brief.

    Raises:
        MovedOn: a colleague has answered it.
    """
    brief = _lock(row.seat.brief_id)
    facts = {"waived_at": now} if is_waived else {"upheld_at": now}
    rows = Conflict.objects.unanswered().filter(pk=row.pk)
    if not rows.update(answered_by=by, **facts):
        raise MovedOn("This has been answered already.", row=brief)
    row.refresh_from_db()
    Deadline.objects.about(row).close(now=now)
    kind = BriefEvent.CONFLICT_WAIVED if is_waived else BriefEvent.CONFLICT_UPHELD
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        facts={"firm": row.seat.firm_id, "conflict": row.pk},
        now=now,
    )
    for consultant in recipients(row.seat):
        notify(consultant.user, notices.ConflictAnswered(row), now=now)


def _lock(brief_id: int) -> Brief:
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief_id)
    return Brief.objects.select_related("client", "manager__user").get(pk=brief_id)
