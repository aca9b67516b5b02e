"""Kinds of deadlines of a brief. They pause and end with the brief."""

from datetime import datetime

from accounts.models import Deadline, DeadlineKind
from engagements.models import Brief
from providers.models import Firm

DAYS = 2  # working days, unless the brief names an hour
ASK_AGAIN_DAYS = 10  # after reminders and escalation led to nothing


class BriefDeadline(DeadlineKind):
    """A kind of deadline of a brief. Apps above this one start and end some of them.

    The comment of each kind says who owns it and what its subject is.
    """

    PLAYBACK_WRITE = "playback.write", "Play a brief back"  # the leading firm; the brief
    PLAYBACK_CONFIRM = "playback.confirm", "Confirm a playback"  # the manager; the playback
    CHANGE_ANSWER = "change.answer", "Confirm a change of a brief"  # the firm; the amendment
    BRIEF_OPEN = "brief.open", "Open a brief to its panel"  # the manager; the brief
    MATCHES_REVIEW = "matches.review", "Review the matches"  # the firm's consultant; the seat
    HOLD_REVIEW = "hold.review", "Review a brief on hold"  # the manager; the brief


def wait_for_playback(brief: Brief, lead: Firm, *, now: datetime) -> None:
    """Let any consultant of the leading firm restate the brief."""
    Deadline.start(
        BriefDeadline.PLAYBACK_WRITE,
        brief,
        organisation=lead,
        scope=brief,
        due_at=brief.calendar.after_workdays(now, DAYS),
        is_paused=brief.is_on_hold,
        now=now,
    )
