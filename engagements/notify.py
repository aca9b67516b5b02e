"""Notify the firms on the panel of a brief, and the people of the client on it."""

from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.notices import NoticeKind
from accounts.notify import notify
from engagements.models import Brief, PanelSeat
from engagements.notices.people import BriefDecided, Decision
from engagements.people import deciders, people_on
from providers.models import Consultant


def notify_panel(brief: Brief, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the recipients of every firm that was sent the brief."""
    for seat in brief.seats.informed().select_related("firm", "consultant__user"):
        for consultant in recipients(seat):
            notify(consultant.user, notice, now=now)


def recipients(seat: PanelSeat) -> list[Consultant]:
    """Return who is notified for a firm: the named consultant, or all of its consultants."""
    if seat.consultant:
        return [seat.consultant.at_work()]
    return list(seat.firm.members.active().select_related("user").by_name())


def notify_deciders(
    brief: Brief, notice: NoticeKind[Any], *, but: User | None = None, now: datetime
) -> None:
    """Notify everybody who decides on a brief, except `but`."""
    _notify(deciders(brief, now=now), notice, but=but, now=now)


def notify_client(
    brief: Brief, notice: NoticeKind[Any], *, but: User | None = None, now: datetime
) -> None:
    """Notify everybody who decides on a brief, and its sponsors, except `but`."""
    sponsors = [person.member.user for person in people_on(brief) if person.is_sponsor]
    _notify([*deciders(brief, now=now), *sponsors], notice, but=but, now=now)


def tell_colleagues(brief: Brief, what: Decision, *, by: User, now: datetime) -> None:
    """Tell those of the client who hear of decisions what was decided on a brief, and by whom."""
    notify_client(brief, BriefDecided(brief, by=by, what=what), but=by, now=now)


def _notify(users: list[User], notice: NoticeKind[Any], *, but: User | None, now: datetime) -> None:
    for user in users:
        if but is None or user.pk != but.pk:
            notify(user, notice, now=now)
