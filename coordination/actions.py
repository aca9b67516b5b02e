"""Actions of the firm that coordinates a brief."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.access import insist
from accounts.models import Activity, Role, User
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from coordination import notices, policy
from coordination.models import Nudge
from engagements.actions import chain
from engagements.models import PanelSeat, SubFirm
from engagements.notify import recipients
from engagements.trail import BriefEvent
from interimhub.lib.refused import Refused
from providers.models import Consultant
from shortlists.locking import lock_brief


class NudgedToday(Refused):
    """The firm has been reminded today."""


@transaction.atomic(durable=True)
def nudge(seat: PanelSeat, *, by: Consultant, now: datetime) -> Nudge:
    """Remind a firm on the panel of the brief; once a day for each firm.

    Raises:
        NudgedToday: it has been reminded today.
        NotAMember: `by` has left the coordinating firm.
    """
    brief = lock_brief(seat.brief_id)
    insist_on_membership(by)
    try:
        with transaction.atomic():
            row = Nudge.objects.create(
                seat=seat, by=by, day=brief.calendar.day_of(now), sent_at=now
            )
    except IntegrityError as error:
        if "nudge_once_a_day" not in str(error):
            raise
        words = f"{seat.firm.name} was reminded today. You can remind it again tomorrow."
        raise NudgedToday(words) from None
    Activity.record(
        by=by.user,
        role=Role.CONSULTANT,
        kind=BriefEvent.NUDGED,
        subject=brief,
        facts={"firm": seat.firm_id},
        now=now,
    )
    for consultant in recipients(seat):
        notify(consultant.user, notices.Nudged(row), now=now)
    return row


@transaction.atomic(durable=True)
def end_sub_firm(row: SubFirm, *, by: User, reason: str, now: datetime) -> None:
    """End that a firm was brought in, for the client, with a reason that both firms read.

    Raises:
        PermissionDenied: the firm has asked an interim meanwhile.
        MovedOn: it has ended already.
    """
    brief = lock_brief(row.first.brief_id)
    insist(policy.can_end_sub_firm(by, row), brief)
    chain.end(row, brief, by=by, reason=reason, now=now)
