"""Steps of the overdue deadlines of a brief: remind twice, escalate, then ask again.

Only its people end a brief. So the last step of a wait is to begin it anew; a proposed change ends.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import Deadline, subject_pk
from accounts.notify import notify
from accounts.reminders import Act, Chase, ReminderPlan
from engagements import notices
from engagements.actions.amendments import CHANGE, remind_of_change
from engagements.deadlines import ASK_AGAIN_DAYS, BriefDeadline
from engagements.models import Brief, PanelSeat
from engagements.notify import notify_client, notify_deciders, recipients

OF_MANAGERS = (
    BriefDeadline.PLAYBACK_CONFIRM,
    BriefDeadline.BRIEF_OPEN,
    BriefDeadline.HOLD_REVIEW,
)
OF_FIRMS = (BriefDeadline.PLAYBACK_WRITE, BriefDeadline.MATCHES_REVIEW)
_PLANS = {kind: ReminderPlan(kind) for kind in (*OF_MANAGERS, *OF_FIRMS)}


@transaction.atomic(durable=True)
def remind_of_brief(deadline: Deadline, *, now: datetime) -> bool:
    """Take the next step for a deadline of a brief.

    Returns:
        Whether something was done.
    """
    key = subject_pk(deadline.scope)
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=key)
    brief = Brief.objects.select_related("client", "manager__user").get(pk=key)
    kind = BriefDeadline(deadline.kind)
    act = _PLANS[kind].take_step(deadline, calendar=brief.calendar, now=now)
    if act is None:
        return False
    if act is Act.END:
        due_at = brief.calendar.after_workdays(now, ASK_AGAIN_DAYS)
        again = Deadline.objects.open().filter(pk=deadline.pk)
        again.update(due_at=due_at, step=0, reminded_at=None)
    elif kind in OF_MANAGERS:
        _chase_client(brief, kind, act, now=now)
    else:
        _chase_firm(_seat(brief, deadline, kind), brief, kind, act, now=now)
    return True


def _chase_client(brief: Brief, kind: BriefDeadline, act: Act, *, now: datetime) -> None:
    if act < Act.ESCALATE:
        notify_deciders(brief, notices.BriefWaits(brief, kind=kind), now=now)
        return
    notify_client(brief, notices.BriefStandsStill(brief, kind=kind), now=now)
    lead = brief.seats.informed().select_related("firm", "consultant__user").in_order().first()
    if lead and kind != BriefDeadline.HOLD_REVIEW:
        for consultant in recipients(lead):
            call = notices.PleaseCallAboutBrief(brief, kind=kind)
            notify(consultant.user, call, now=now)


def _chase_firm(
    seat: PanelSeat | None, brief: Brief, kind: BriefDeadline, act: Act, *, now: datetime
) -> None:
    """Remind the firm; then tell its administrators, and of a playback the client too.

    Whether a firm reviews its matches stays within it.
    """
    if seat is None:
        return
    if act < Act.ESCALATE:
        for consultant in recipients(seat):
            notify(consultant.user, notices.BriefWaits(brief, kind=kind), now=now)
        return
    stands = notices.BriefStandsStill(brief, kind=kind)
    for admin in seat.firm.members.admins().select_related("user").by_name():
        notify(admin.user, stands, now=now)
    if kind == BriefDeadline.PLAYBACK_WRITE:
        notify_deciders(brief, stands, now=now)


def _seat(brief: Brief, deadline: Deadline, kind: BriefDeadline) -> PanelSeat | None:
    rows = brief.seats.active().select_related("firm", "consultant__user")
    if kind == BriefDeadline.PLAYBACK_WRITE:
        return rows.leading().first()
    return rows.filter(pk=subject_pk(deadline.subject)).first()


PLANS: tuple[tuple[ReminderPlan, Chase], ...] = (
    (CHANGE, remind_of_change),
    *((plan, remind_of_brief) for plan in _PLANS.values()),
)
