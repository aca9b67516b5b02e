"""Writing a playback, sending it, and the manager's answer."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from engagements import completeness, notices
from engagements.actions.panels import BriefNotReady
from engagements.deadlines import DAYS, BriefDeadline, playbacks_to_write, wait_for_playback
from engagements.models import PLAYBACK_PARTS, Brief, Playback
from engagements.notify import notify_deciders, notify_panel, tell_colleagues
from engagements.recording import lock_brief, record_by_client
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn
from providers.models import Consultant


class PlaybackSent(MovedOn):
    """The playback was sent or confirmed in the meantime, or another firm writes it now."""


@transaction.atomic(durable=True)
def save_playback(
    brief: Brief,
    *,
    by: Consultant,
    situation: str,
    success: str,
    hard: str,
    person: str,
    challenge: str,
    is_by_phone: bool,
    now: datetime,
) -> Playback:
    """Save the playback as written so far. The whole panel can read it at once.

    Raises:
        PlaybackSent: it was sent or confirmed in the meantime, or another firm writes it now.
        NotAMember: they have left the firm.
    """
    brief = lock_brief(brief)
    insist_on_membership(by)
    _insist_on_leading(brief, by)
    playback = _playback(brief, by)
    if not playback.is_open_to_writing:
        raise PlaybackSent("The manager has this playback; wait for the answer.", row=playback)
    words = {
        "situation": situation,
        "success": success,
        "hard": hard,
        "person": person,
        "challenge": challenge,
        "is_by_phone": is_by_phone,
    }
    Playback.objects.filter(pk=playback.pk).update(**words, consultant=by, saved_at=now)
    brief.seats.name_consultant(by)
    return playback


@transaction.atomic(durable=True)
def send_playback(brief: Brief, *, by: Consultant, now: datetime) -> None:
    """Send the playback to the manager, who confirms it or sends it back.

    Raises:
        BriefNotReady: the situation or the meaning of success is still empty.
        PlaybackSent: another firm writes it now.
        NotAMember: they have left the firm.
    """
    brief = lock_brief(brief)
    insist_on_membership(by)
    _insist_on_leading(brief, by)
    playback = _playback(brief, by)
    if not (playback.situation.strip() and playback.success.strip()):
        raise BriefNotReady("Restate the situation and what success means before you send it.")
    if not playback.send(now=now):
        return
    playbacks_to_write(brief).close(now=now)
    Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_MISSED).close(now=now)
    Deadline.start(
        BriefDeadline.PLAYBACK_CONFIRM,
        playback,
        owner=brief.manager.user,
        scope=brief,
        due_at=brief.calendar.next_workday(now),
        now=now,
    )
    Activity.record(
        by=by.user,
        role=Role.CONSULTANT,
        kind=BriefEvent.PLAYED_BACK,
        subject=brief,
        facts={"by_phone": playback.is_by_phone, "version": playback.brief_version},
        now=now,
    )
    sent = notices.PlaybackSent(playback, by=by.user, is_by_phone=playback.is_by_phone)
    notify_deciders(brief, sent, now=now)


@transaction.atomic(durable=True)
def confirm_playback(playback: Playback, *, by: User, now: datetime) -> None:
    """Confirm the playback. From now on the brief can be opened.

    Raises:
        BriefNotReady: the brief has changed since this playback was written.
        InvalidMove: the playback is not waiting for an answer.
    """
    brief = lock_brief(playback.brief)
    if playback.brief_version != brief.version:
        raise BriefNotReady("The brief has changed since; ask for a new playback.")
    # Criteria and person are fixed once firms search, so they must be complete now.
    if missing := completeness.missing_for_confirmation(brief):
        raise BriefNotReady(f"Answer what is fixed from now on, then confirm: {'; '.join(missing)}")
    if not playback.confirm(by=by, now=now):
        return
    brief.confirm(now=now)
    Deadline.objects.about(playback).close(now=now)
    manager = brief.manager.user
    Deadline.start(
        BriefDeadline.BRIEF_OPEN,
        brief,
        owner=manager,
        scope=brief,
        due_at=brief.calendar.after_workdays(now, DAYS),
        now=now,
    )
    record_by_client(
        brief,
        BriefEvent.PLAYBACK_CONFIRMED,
        by=by,
        before=Brief.Status.IN_CLARIFICATION,
        after=brief.status,
        now=now,
    )
    notify_panel(brief, notices.PlaybackConfirmed(brief), now=now)
    tell_colleagues(brief, notices.Decision.PLAYBACK_CONFIRMED, by=by, now=now)


@transaction.atomic(durable=True)
def send_back_playback(playback: Playback, *, by: User, comments: str, now: datetime) -> None:
    """Return the playback to the leading firm with comments."""
    brief = lock_brief(playback.brief)
    playback.refresh_from_db(fields=["consultant", "status", *PLAYBACK_PARTS])
    if not playback.send_back(by=by, comments=comments, now=now):
        return
    Deadline.objects.about(playback).close(now=now)
    lead = playback.brief.seats.active().leading().select_related("firm").first()
    wait_for_playback(playback.brief, lead.firm if lead else playback.firm, now=now)
    event = record_by_client(brief, BriefEvent.PLAYBACK_RETURNED, by=by, note=comments, now=now)
    returned = notices.PlaybackReturned(playback, comments=event.note_or_none)
    notify(playback.consultant.at_work().user, returned, now=now)
    tell_colleagues(brief, notices.Decision.PLAYBACK_RETURNED, by=by, now=now)


def _insist_on_leading(brief: Brief, by: Consultant) -> None:
    if not brief.is_played_back or not brief.seats.active().leading().of_firm(by.firm).exists():
        reason = "Another firm plays this brief back now, or nobody is asked to any more."
        raise PlaybackSent(reason, row=brief)


def _playback(brief: Brief, by: Consultant) -> Playback:
    before = brief.playbacks.by_leading_firm().latest_first().first()
    earlier = before.words_read if before else {}
    playback, _ = Playback.objects.get_or_create(
        brief=brief,
        brief_version=brief.version,
        firm=by.firm,
        defaults={"consultant": by, "earlier": earlier},
    )
    return playback
