"""Inviting firms, and the playback."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, DeadlineQuerySet, Role, User
from accounts.notices import Kind
from accounts.notify import notify
from engagements import completeness, notices
from engagements.deadlines import BriefDeadline
from engagements.models import Brief, PanelSeat, Playback
from engagements.trail import BriefEvent
from interimhub.lib.refused import Refused
from providers.models import Consultant, Firm


class NoSpecialist(Refused):
    """A panel has a specialist firm, or a recorded justification where that is allowed."""


class NotReady(Refused):
    """Something is still missing."""


class PanelStands(Refused):
    """The change would leave the brief without what it rests on."""


@transaction.atomic(durable=True)
def set_panel(
    brief: Brief,
    *,
    by: User,
    firms: Iterable[Firm],
    lead: Firm,
    justification: str = "",
    now: datetime,
) -> None:
    """Invite these firms, withdraw the seats of all others, and say who leads the playback.

    Raises:
        NoSpecialist: no specialist firm among them, and the client's rule or a missing
            justification does not let that pass.
        PanelStands: the brief is open and a firm of its panel was left out, or the lead is changed
            after it was confirmed.
    """
    brief = Brief.objects.select_for_update(of=("self",)).select_related("client").get(pk=brief.pk)
    chosen = list(firms)
    _refuse_without_specialist(brief, chosen, justification)
    if lead not in chosen:
        raise PanelStands("The firm that leads the playback must be on the panel.")
    standing = {seat.firm_id: seat for seat in brief.seats.standing()}
    kept = {firm.pk for firm in chosen}
    left_out = [seat for firm_id, seat in standing.items() if firm_id not in kept]
    if left_out and (brief.is_in_search or brief.is_confirmed):
        raise PanelStands("Firms that have the brief keep their seats; you can add others.")

    leading = next((s.firm_id for s in standing.values() if s.is_lead), None)
    if brief.confirmed_at and leading not in (None, lead.pk):
        raise PanelStands("The playback is confirmed; another firm cannot lead it any more.")
    PanelSeat.objects.filter(pk__in=[seat.pk for seat in left_out]).update(
        withdrawn_at=now, is_lead=False
    )
    PanelSeat.objects.filter(brief=brief).exclude(firm=lead).update(is_lead=False)
    for firm in chosen:
        _seat(brief, firm, is_lead=firm.pk == lead.pk, is_new=firm.pk not in standing, now=now)
    if leading != lead.pk and (waiting := _playbacks_to_write(brief)).exists():
        waiting.close(now=now)
        _wait_for_playback(brief, lead, now=now)
    Brief.objects.filter(pk=brief.pk).update(panel_justification=justification.strip())
    Activity.record(
        by=by,
        role=Role.MANAGER,
        kind=BriefEvent.PANEL_SET,
        subject=brief,
        facts={"firms": sorted(kept), "lead": lead.pk},
        note=justification,
        now=now,
    )


@transaction.atomic(durable=True)
def send_for_playback(brief: Brief, *, by: User, now: datetime) -> None:
    """Show the brief to its panel, so that the leading firm restates it for all to read.

    Raises:
        NotReady: the panel or something that firms need to know is missing.
        InvalidMove: it is not a draft any more.
    """
    seats = list(brief.seats.standing().select_related("firm").in_order())
    if not seats or not seats[0].is_lead:
        raise NotReady("Invite the firms first, and choose which one plays the brief back.")
    _refuse_without_specialist(brief, [seat.firm for seat in seats], brief.panel_justification)
    if missing := completeness.missing_for_playback(brief):
        raise NotReady(f"Firms cannot play back what is not there yet: {'; '.join(missing)}.")
    if not brief.send_for_playback():
        return
    _wait_for_playback(brief, seats[0].firm, now=now)
    _record(brief, by=by, kind=BriefEvent.SENT_FOR_PLAYBACK, before=Brief.Status.DRAFT, now=now)
    for seat in seats:
        for consultant in _told(seat):
            notify(consultant.user, notices.PlaybackWanted(seat, lead=seats[0].firm), now=now)


@transaction.atomic(durable=True)
def take_back(brief: Brief, *, by: User, now: datetime) -> None:
    """Return it to its manager's desk; the next playback answers the new version."""
    if brief.take_back():
        Deadline.objects.within(brief).close(now=now)
        _record(brief, by=by, kind=BriefEvent.TAKEN_BACK, before="in_clarification", now=now)


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
    """Keep what the leading firm has written so far; the whole panel reads it at once.

    Raises:
        NotReady: it was sent or confirmed in the meantime.
    """
    playback = _playback(brief, by)
    if not playback.is_open_to_writing:
        raise NotReady("This playback is with the manager; wait for the answer.")
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
    """Put the playback in front of the manager, who confirms it or sends it back.

    Raises:
        NotReady: the situation or what success means is not restated yet.
    """
    playback = _playback(brief, by)
    if not (playback.situation.strip() and playback.success.strip()):
        raise NotReady("Restate the situation and what success means before you send it.")
    if not playback.send(now=now):
        return
    _playbacks_to_write(brief).close(now=now)
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
    notify(brief.manager.user, sent, now=now)


@transaction.atomic(durable=True)
def confirm_playback(playback: Playback, *, by: User, now: datetime) -> None:
    """Agree that the firms have understood; the brief can open from now on.

    Raises:
        NotReady: the brief was changed since this playback was written.
        InvalidMove: it is not waiting for an answer.
    """
    brief = Brief.objects.select_for_update(of=("self",)).get(pk=playback.brief_id)
    if playback.brief_version != brief.version:
        raise NotReady("The brief has changed since; ask for a new playback.")
    # What must not change any more once firms search is asked for now, while it can be taken back.
    if missing := completeness.missing_for_confirmation(brief):
        raise NotReady(
            f"Take the brief back to add what an interim needs to know: {'; '.join(missing)}"
        )
    if not playback.confirm(by=by, now=now):
        return
    brief.confirm(now=now)
    Deadline.objects.about(playback).close(now=now)
    manager = brief.manager.user
    Deadline.start(BriefDeadline.BRIEF_OPEN, brief, owner=manager, scope=brief, now=now)
    _record(brief, by=by, kind=BriefEvent.PLAYBACK_CONFIRMED, before="in_clarification", now=now)
    notify_panel(brief, notices.PlaybackConfirmed(brief), now=now)


@transaction.atomic(durable=True)
def send_back_playback(playback: Playback, *, by: User, comments: str, now: datetime) -> None:
    """Ask the leading firm to restate it, with what is missing or wrong."""
    if not playback.send_back(by=by, comments=comments, now=now):
        return
    Deadline.objects.about(playback).close(now=now)
    lead = playback.brief.seats.standing().leading().select_related("firm").first()
    _wait_for_playback(playback.brief, lead.firm if lead else playback.firm, now=now)
    event = Activity.record(
        by=by,
        role=Role.MANAGER,
        kind=BriefEvent.PLAYBACK_RETURNED,
        subject=playback.brief,
        note=comments,
        now=now,
    )
    returned = notices.PlaybackReturned(playback, comments=event.note_or_none)
    notify(playback.consultant.user, returned, now=now)


@transaction.atomic(durable=True)
def answer_for(seat: PanelSeat, *, by: Consultant, now: datetime) -> None:
    """Let a consultant answer for the firm on this brief, by name, to client and interims."""
    if not PanelSeat.objects.filter(pk=seat.pk).exclude(consultant=by).update(consultant=by):
        return
    seat.consultant = by
    reviews = Deadline.objects.about(seat)
    if reviews.exists():
        reviews.hand_over(to=by.user)
    else:
        wait_for_review(seat, now=now)
    Activity.record(
        by=by.user,
        role=Role.CONSULTANT,
        kind=BriefEvent.CONSULTANT_NAMED,
        subject=seat.brief,
        facts={"firm": seat.firm_id},
        now=now,
    )


@transaction.atomic(durable=True)
def decline_seat(seat: PanelSeat, *, by: User, reason: str, now: datetime) -> None:
    """Give up the firm's seat, with a reason that the manager reads.

    Raises:
        PanelStands: it leads the playback; the manager must choose another firm first.
    """
    if seat.is_lead and not seat.brief.confirmed_at:
        raise PanelStands(
            "Your firm leads the playback. Ask the hiring manager to name another one."
        )
    PanelSeat.objects.filter(pk=seat.pk, declined_at=None).update(
        declined_at=now, decline_reason=reason
    )
    Deadline.objects.about(seat).close(now=now)
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=BriefEvent.SEAT_DECLINED,
        subject=seat.brief,
        facts={"firm": seat.firm_id},
        note=reason,
        now=now,
    )
    notify(seat.brief.manager.user, notices.SeatDeclined(seat), now=now)


def wait_for_review(seat: PanelSeat, *, now: datetime) -> None:
    """Ask the firm's consultant to review the matches, where the brief is in search."""
    brief = seat.brief
    if seat.consultant is None or not brief.is_in_search:
        return
    Deadline.start(
        BriefDeadline.MATCHES_REVIEW,
        seat,
        owner=seat.consultant.user,
        scope=brief,
        due_at=brief.slate_due_at,
        is_fixed=True,
        now=now,
    )


def notify_panel(brief: Brief, notice: Kind[Brief], *, now: datetime) -> None:
    """Notify every firm on the panel: whoever answers for it, or all of its people."""
    for seat in brief.seats.standing().select_related("firm", "consultant__user"):
        for consultant in _told(seat):
            notify(consultant.user, notice, now=now)


def _wait_for_playback(brief: Brief, lead: Firm, *, now: datetime) -> None:
    """Let any consultant of the leading firm restate the brief."""
    Deadline.start(
        BriefDeadline.PLAYBACK_WRITE,
        brief,
        organisation=lead,
        scope=brief,
        is_paused=brief.is_on_hold,
        now=now,
    )


def _playbacks_to_write(brief: Brief) -> DeadlineQuerySet:
    return Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_WRITE).open()


def _refuse_without_specialist(brief: Brief, firms: list[Firm], justification: str) -> None:
    if any(firm.is_specialist for firm in firms):
        return
    if not brief.client.may_waive_specialist:
        raise NoSpecialist(
            "A panel has at least one specialist firm: the right person may trust no other. "
            "Your organisation's administrators can allow an exception on its page."
        )
    if len(justification.strip()) < 20:
        raise NoSpecialist(
            "Without a specialist firm, write down why in a sentence or two. "
            "The firms and the trail will show it."
        )


def _seat(brief: Brief, firm: Firm, *, is_lead: bool, is_new: bool, now: datetime) -> None:
    facts: dict[str, object] = {"is_lead": is_lead, "withdrawn_at": None, "declined_at": None}
    if is_new:
        facts["invited_at"] = now
        # A firm that is added later starts at the moment it is added, and with the same brief.
        facts["opened_at"] = now if brief.is_in_search else None
    seat, _ = PanelSeat.objects.update_or_create(
        brief=brief, firm=firm, defaults=facts, create_defaults={"invited_at": now, **facts}
    )
    if is_new:
        wait_for_review(seat, now=now)


def _playback(brief: Brief, by: Consultant) -> Playback:
    playback, _ = Playback.objects.get_or_create(
        brief=brief,
        brief_version=brief.version,
        defaults={"firm": by.firm, "consultant": by},
    )
    return playback


def _told(seat: PanelSeat) -> list[Consultant]:
    """The people of a firm to tell: the one who answers on this brief, or all of them."""
    if seat.consultant_id:
        return [seat.consultant] if seat.consultant else []
    return list(seat.firm.members.active().select_related("user").by_name())


def _record(brief: Brief, *, by: User, kind: BriefEvent, before: str, now: datetime) -> None:
    Activity.record(
        by=by,
        role=Role.MANAGER,
        kind=kind,
        subject=brief,
        before=before,
        after=brief.status,
        now=now,
    )
