"""Notify the people of one conversation, or the firms on its brief."""

from datetime import datetime
from typing import Any

from accounts.notices import NoticeKind
from accounts.notify import notify
from engagements.models import Brief
from providers.models import Consultant
from shortlists.models import Entry
from shortlists.notices import InterimNotAvailable


def interim(entry: Entry, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the interim, unless they were not approached yet."""
    user = entry.candidate.user
    if user is not None and entry.approached_at is not None:
        notify(user, notice, now=now)


def consultant(entry: Entry, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the consultant of the conversation."""
    notify(entry.speaker().user, notice, now=now)


def manager(entry: Entry, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the hiring manager of the brief."""
    notify(entry.brief.manager.user, notice, now=now)


def passed_over(asker: Consultant, brief: Brief, *, now: datetime) -> None:
    """Tell a consultant that the interim they approached is not available; nothing more.

    If the consultant has left, their successor is notified.
    """
    notify(asker.at_work().user, InterimNotAvailable(brief), now=now)


def panel(brief: Brief, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the consultant of each firm on the brief."""
    seats = brief.seats.informed().in_order().select_related("consultant__user")
    for seat in seats:
        if seat.consultant:
            notify(seat.consultant.at_work().user, notice, now=now)
