"""Notify the people of one conversation, or the firms on its brief."""

from datetime import datetime
from typing import Any

from accounts.models import User
from accounts.notices import NoticeKind
from accounts.notify import notify
from engagements.models import Brief
from engagements.notify import notify_client, notify_deciders
from providers.models import Firm
from shortlists.models import Approach, Entry, Question
from shortlists.notices import InterimNotAvailable
from shortlists.waiting import answers_for


def interim(entry: Entry, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the interim, unless they were not approached yet."""
    user = entry.candidate.user
    if user is not None and entry.approached_at is not None:
        notify(user, notice, now=now)


def consultant(entry: Entry, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the consultant of the conversation."""
    notify(entry.speaker().user, notice, now=now)


def asker(approach: Approach, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the consultant who sent an approach, or whoever answers for it since they left."""
    notify(approach.speaker().user, notice, now=now)


def answerer(question: Question, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the consultant who has to answer a question."""
    notify(answers_for(question).user, notice, now=now)


def accountable(firm: Firm, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the administrators of a firm, who are accountable for its consultants."""
    for member in firm.members.admins().select_related("user").by_name():
        notify(member.user, notice, now=now)


def manager(entry: Entry, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the hiring manager of the brief, and those who decide beside them."""
    notify_deciders(entry.brief, notice, now=now)


def colleagues(entry: Entry, notice: NoticeKind[Any], *, by: User, now: datetime) -> None:
    """Notify those at the client who hear of decisions, except who made this one."""
    notify_client(entry.brief, notice, but=by, now=now)


def passed_over(approach: Approach, brief: Brief, *, now: datetime) -> None:
    """Tell a firm that the interim it approached is not available; nothing more."""
    asker(approach, InterimNotAvailable(brief), now=now)


def panel(brief: Brief, notice: NoticeKind[Any], *, now: datetime) -> None:
    """Notify the consultant of each firm on the brief."""
    seats = brief.seats.informed().in_order().select_related("consultant__user")
    for seat in seats:
        if seat.consultant:
            notify(seat.consultant.at_work().user, notice, now=now)
