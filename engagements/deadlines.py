"""Kinds of deadlines of a brief. They pause and end with the brief."""

from datetime import datetime

from accounts.models import Deadline, DeadlineKind, DeadlineQuerySet
from engagements.models import Brief
from providers.models import Firm

DAYS = 2  # working days, unless the brief names an hour
ASK_AGAIN_DAYS = 10  # after reminders and escalation led to nothing


class BriefDeadline(DeadlineKind):
    """A kind of deadline of a brief. Apps above this one start and end some of them.

    The comment of each kind says who owns it and what its subject is.
    """

    PLAYBACK_WRITE = "playback.write", "Play a brief back"  # the leading firm; the brief
    PLAYBACK_MISSED = "playback.missed", "Open without a playback"  # the manager; the brief
    PLAYBACK_CONFIRM = "playback.confirm", "Confirm a playback"  # the manager; the playback
    CHANGE_ANSWER = "change.answer", "Confirm a change of a brief"  # the firm; the amendment
    BRIEF_OPEN = "brief.open", "Open a brief to its panel"  # the manager; the brief
    SPONSOR_CONFIRM = "sponsor.confirm", "Confirm to be the sponsor"  # the sponsor; the answer
    SPONSOR_TALK = "sponsor.talk", "Pick a time for a talk"  # sponsor or manager; the talk
    MATCHES_REVIEW = "matches.review", "Review the matches"  # the firm's consultant; the seat
    SUB_FIRM_ANSWER = "sub_firm.answer", "Answer whether to come in"  # the firm; the sub-firm
    CONFLICT_ANSWER = "conflict.answer", "Waive a conflict or not"  # the manager; the conflict
    HOLD_REVIEW = "hold.review", "Review a brief on hold"  # the manager; the brief
    # The manager; the question, which lives above this app.
    ENVELOPE_MOVE = "envelope.move", "Say whether the envelope can move"


def wait_for_playback(brief: Brief, lead: Firm, *, now: datetime) -> None:
    """Let any consultant of the leading firm restate the brief, within its business hours."""
    Deadline.start(
        BriefDeadline.PLAYBACK_WRITE,
        brief,
        organisation=lead,
        scope=brief,
        due_at=brief.calendar.after_business_hours(now, brief.playback_time),
        is_paused=brief.is_on_hold,
        now=now,
    )


def close_playback(brief: Brief, *, now: datetime) -> None:
    """Note that nobody is waited for about the playback of this version any more."""
    kinds = (
        *(BriefDeadline.PLAYBACK_WRITE, BriefDeadline.PLAYBACK_MISSED),
        BriefDeadline.PLAYBACK_CONFIRM,
    )
    Deadline.objects.within(brief).of_kind(*kinds).close(now=now)


def playbacks_to_write(brief: Brief) -> DeadlineQuerySet:
    """Return the open deadline of the firm that has to play a brief back, if one has."""
    return Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_WRITE).open()
