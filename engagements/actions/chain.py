"""A firm on the panel brings in another; the other accepts or refuses; the client may end it."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from accounts.reminders import Act, ReminderPlan
from engagements import notices
from engagements.actions.panels import PanelFixed
from engagements.deadlines import DAYS, BriefDeadline
from engagements.models import Brief, PanelSeat, SubFirm
from engagements.notify import notify_deciders, recipients
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn
from providers.models import Consultant, Firm

UNANSWERED = "The firm did not answer in time."


@transaction.atomic(durable=True)
def bring_in(
    first: PanelSeat, *, by: Consultant, firm: Firm, purpose: str, engagement: str, now: datetime
) -> SubFirm:
    """Declare the firm that this one brings in: it is asked, and the client is told at once.

    Raises:
        PanelFixed: the firm is on the brief or asked already, or this firm was itself brought in.
        NotAMember: `by` has left the firm.
    """
    brief = _lock(first.brief_id)
    insist_on_membership(by)
    first = PanelSeat.objects.select_related("firm").get(pk=first.pk)
    if first.through_id:
        raise PanelFixed("Your firm was brought in by another; it cannot bring in a third.")
    if brief.seats.active().of_firm(firm).exists():
        raise PanelFixed(f"{firm.name} has a seat on this brief already.")
    if SubFirm.objects.on(brief).standing().filter(firm=firm).exists():
        raise PanelFixed(f"{firm.name} has been asked already.")
    row = SubFirm.objects.create(
        first=first,
        firm=firm,
        purpose=purpose,
        engagement=engagement,
        declared_by=by,
        declared_at=now,
    )
    Deadline.start(
        BriefDeadline.SUB_FIRM_ANSWER,
        row,
        organisation=firm,
        scope=brief,
        due_at=brief.calendar.after_workdays(now, DAYS),
        is_paused=brief.is_on_hold,
        now=now,
    )
    _record(row, brief, BriefEvent.SUB_FIRM_DECLARED, by=by.user, now=now)
    _ask(row, now=now)
    notify_deciders(brief, notices.SubFirmDeclared(row), now=now)
    return row


@transaction.atomic(durable=True)
def accept(row: SubFirm, *, by: Consultant, now: datetime) -> PanelSeat:
    """Take the seat through the firm that asked: with the same text at once as all others.

    Raises:
        MovedOn: it does not wait any more, or the first firm has left the brief.
        PanelFixed: the client has invited the firm itself meanwhile.
    """
    brief = _lock(row.first.brief_id)
    insist_on_membership(by)
    first = PanelSeat.objects.active().filter(pk=row.first_id).select_related("firm").first()
    if first is None or brief.has_ended:
        raise MovedOn("The firm that asked you has no seat on this brief any more.", row=brief)
    if brief.seats.active().filter(firm=row.firm).exists():
        raise PanelFixed("The client has invited your firm itself: you have your own seat.")
    _answer(row, accepted_at=now)
    facts = {
        "through": first,
        "engagement": row.engagement,
        "consultant": by,
        "is_lead": False,
        "is_coordinator": False,
        "invited_at": now,
        "sent_at": None if brief.is_draft else now,
        "opened_at": now if brief.is_in_search else None,
        "withdrawn_at": None,
        "declined_at": None,
    }
    seat, _ = PanelSeat.objects.update_or_create(brief=brief, firm=row.firm, defaults=facts)
    _record(row, brief, BriefEvent.SUB_FIRM_ACCEPTED, by=by.user, now=now)
    _tell_first(row, first, now=now)
    notify_deciders(brief, notices.SubFirmAnswered(row), now=now)
    return seat


@transaction.atomic(durable=True)
def refuse(row: SubFirm, *, by: Consultant, reason: str, now: datetime) -> None:
    """Say no, with a reason that the first firm and the client read.

    Raises:
        MovedOn: it does not wait any more.
    """
    brief = _lock(row.first.brief_id)
    insist_on_membership(by)
    _answer(row, refused_at=now, reason=reason)
    _record(row, brief, BriefEvent.SUB_FIRM_REFUSED, by=by.user, note=reason, now=now)
    _tell_first(row, row.first, now=now)
    notify_deciders(brief, notices.SubFirmAnswered(row), now=now)


def end(row: SubFirm, brief: Brief, *, by: User, reason: str, now: datetime) -> None:
    """End it for the client; the brief is locked, and no interim has been spoken to.

    Raises:
        MovedOn: it has ended already.
    """
    rows = SubFirm.objects.standing().filter(pk=row.pk)
    if not rows.update(ended_at=now, reason=reason):
        raise MovedOn("This has ended already.", row=brief)
    row.refresh_from_db()
    brief.seats.filter(firm=row.firm, through=row.first).update(withdrawn_at=now)
    Deadline.objects.about(row, *brief.seats.of_firm(row.firm)).close(now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.SUB_FIRM_ENDED,
        subject=brief,
        facts={"firm": row.first.firm_id, "brought_in": row.firm_id},
        note=reason,
        now=now,
    )
    _tell_first(row, row.first, now=now)
    _ask(row, now=now)


SUB_FIRM = ReminderPlan(BriefDeadline.SUB_FIRM_ANSWER)


@transaction.atomic(durable=True)
def remind_of_sub_firm(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for a firm that has not said whether it comes in.

    Returns:
        Whether something was done.
    """
    row = SubFirm.objects.with_key(deadline.subject)
    brief = _lock(row.first.brief_id)
    act = SUB_FIRM.take_step(deadline, calendar=brief.calendar, now=now)
    if act is None:
        return False
    if act is Act.END:
        SubFirm.objects.waiting().filter(pk=row.pk).update(ended_at=now, reason=UNANSWERED)
        row.refresh_from_db()
        Deadline.objects.about(row).close(now=now)
        _record(row, brief, BriefEvent.SUB_FIRM_LAPSED, by=None, now=now)
        notify_deciders(brief, notices.SubFirmAnswered(row), now=now)
        _tell_first(row, row.first, now=now)
    elif act is Act.ESCALATE:
        for admin in row.firm.members.admins().select_related("user").by_name():
            notify(admin.user, notices.SubFirmAsked(row), now=now)
    else:
        _ask(row, now=now)
    return True


def _lock(brief_id: int) -> Brief:
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief_id)
    return Brief.objects.select_related("client", "manager__user").get(pk=brief_id)


def _answer(row: SubFirm, **facts: object) -> None:
    if not SubFirm.objects.waiting().filter(pk=row.pk).update(**facts):
        raise MovedOn("This has been answered, or ended, already.", row=row.first.brief)
    row.refresh_from_db()
    answered_at = row.accepted_at or row.refused_at
    assert answered_at
    Deadline.objects.about(row).close(now=answered_at)


def _ask(row: SubFirm, *, now: datetime) -> None:
    for member in row.firm.members.active().select_related("user").by_name():
        notify(member.user, notices.SubFirmAsked(row), now=now)


def _tell_first(row: SubFirm, first: PanelSeat, *, now: datetime) -> None:
    for consultant in recipients(first):
        notify(consultant.user, notices.SubFirmAnswered(row), now=now)


def _record(
    row: SubFirm,
    brief: Brief,
    kind: BriefEvent,
    *,
    by: User | None,
    note: str = "",
    now: datetime,
) -> None:
    Activity.record(
        by=by,
        role=Role.CONSULTANT if by else Role.CLOCK,
        kind=kind,
        subject=brief,
        facts={"firm": row.first.firm_id, "brought_in": row.firm_id},
        note=note,
        now=now,
    )
