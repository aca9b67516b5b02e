"""Notify the firms on the panel of a brief."""

from datetime import datetime
from typing import Any

from accounts.notices import NoticeKind
from accounts.notify import notify
from engagements.models import Brief, PanelSeat
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
