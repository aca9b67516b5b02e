"""Who plays a brief back: a firm hands over when its time runs out. How soon that is."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from accounts.notify import notify
from engagements import notices
from engagements.deadlines import BriefDeadline, playbacks_to_write, wait_for_playback
from engagements.leads import may_go_unplayed
from engagements.models import Brief, PanelSeat
from engagements.notify import notify_deciders, notify_panel, recipients
from engagements.recording import lock_brief, record_by_client
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn


class UrgencyFixed(MovedOn):
    """Refused: the brief is played back already, so that nobody is waited for."""


def pass_on(brief: Brief, *, now: datetime) -> None:
    """Let the next firm of the panel play a brief back, in the transaction of the caller.

    If no firm is left that has not had its turn, the one that leads keeps it, with its time anew.
    After two turns the manager is told that the brief may be opened without a playback.

    Args:
        brief: locked.
    """
    seats = brief.seats.select_related("firm", "consultant__user")
    before = seats.active().leading().first()
    if before is None:
        return
    PanelSeat.objects.filter(pk=before.pk, missed_at=None).update(missed_at=now)
    after = seats.next_to_lead().first()
    if after:
        _hand_over(brief, before, after, now=now)
    else:
        due_at = brief.calendar.after_business_hours(now, brief.playback_time)
        playbacks_to_write(brief).update(due_at=due_at, step=0, reminded_at=None)
    missed = Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_MISSED).open()
    if may_go_unplayed(brief) and not missed.exists():
        Deadline.start(
            BriefDeadline.PLAYBACK_MISSED,
            brief,
            owner=brief.manager.user,
            scope=brief,
            due_at=brief.calendar.next_workday(now),
            now=now,
        )
        notify_deciders(brief, notices.PlaybackMissed(brief), now=now)


def _hand_over(brief: Brief, before: PanelSeat, after: PanelSeat, *, now: datetime) -> None:
    # In this order: at most one seat of a panel leads at any time.
    PanelSeat.objects.filter(pk=before.pk).update(is_lead=False)
    PanelSeat.objects.filter(pk=after.pk).update(is_lead=True)
    playbacks_to_write(brief).close(now=now)
    wait_for_playback(brief, after.firm, now=now)
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=BriefEvent.PLAYBACK_PASSED_ON,
        subject=brief,
        facts={"before": before.firm_id, "after": after.firm_id, "version": brief.version},
        now=now,
    )
    for seat in brief.seats.informed().select_related("firm", "consultant__user"):
        for consultant in recipients(seat):
            passed = notices.PlaybackPassedOn(seat, before=before.firm, after=after.firm)
            notify(consultant.user, passed, now=now)
    changed = notices.LeadChanged(brief, before=before.firm, after=after.firm)
    notify_deciders(brief, changed, now=now)


@transaction.atomic(durable=True)
def set_urgency(brief: Brief, *, reason: str, by: User, now: datetime) -> None:
    """Mark a brief as urgent, with the reason that its firms read; an empty one takes that back.

    The firm that writes the playback now has an hour from now at most; not urgent any more, it has
    its four hours from when it was asked.

    Raises:
        UrgencyFixed: it is confirmed, open, on hold or over.
    """
    brief = lock_brief(brief)
    if not (brief.is_draft or brief.is_played_back):
        raise UrgencyFixed("This brief does not wait for a playback any more.", row=brief)
    if brief.urgency_reason == reason:
        return
    brief.urgency_reason = reason
    brief.save(update_fields=["urgency_reason"])
    for waiting in playbacks_to_write(brief):
        _move(waiting, brief, now=now)
    kind = BriefEvent.MADE_URGENT if reason else BriefEvent.MADE_NORMAL
    record_by_client(brief, kind, by=by, note=reason, now=now)
    notify_panel(brief, notices.UrgencyChanged(brief, is_urgent=bool(reason)), now=now)


def _move(waiting: Deadline, brief: Brief, *, now: datetime) -> None:
    since = now if brief.is_urgent else waiting.started_at
    due_at = brief.calendar.after_business_hours(since, brief.playback_time)
    if brief.is_urgent and waiting.due_at:
        due_at = min(due_at, waiting.due_at)
    Deadline.objects.filter(pk=waiting.pk).update(due_at=due_at, step=0, reminded_at=None)
