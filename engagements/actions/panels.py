"""Actions on the panel of a brief and on its playback."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, DeadlineQuerySet, Role, User
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from engagements import completeness, notices
from engagements.actions.amendments import end_waiting
from engagements.deadlines import DAYS, BriefDeadline, wait_for_playback
from engagements.models import PLAYBACK_PARTS, Brief, FormerBrief, PanelSeat, Playback
from engagements.notify import notify_deciders, notify_panel, recipients, tell_colleagues
from engagements.pack import brief_pack
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Consultant, Firm


class NoSpecialist(Refused):
    """Refused: no specialist firm is on the panel, and no justification is given or allowed."""


class BriefNotReady(Refused):
    """Refused: something that this step needs is missing."""


class PlaybackSent(MovedOn):
    """The playback was sent or confirmed in the meantime."""


class PanelFixed(Refused):
    """Refused: the panel cannot be changed in this way any more."""


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
    """Invite these firms, withdraw the seats of all others, and set who leads the playback.

    Raises:
        NoSpecialist: there is no specialist firm, and either the client does not allow that or
            there is no justification.
        PanelFixed: a firm is left out although the brief is confirmed or open, or the lead changes
            after the playback was confirmed.
    """
    brief = Brief.objects.select_for_update(of=("self",)).select_related("client").get(pk=brief.pk)
    chosen = list(firms)
    _refuse_without_specialist(brief, chosen, justification)
    if lead not in chosen:
        raise PanelFixed("The firm that leads the playback must be on the panel.")
    current = {seat.firm_id: seat for seat in brief.seats.active()}
    kept = {firm.pk for firm in chosen}
    left_out = [seat for firm_id, seat in current.items() if firm_id not in kept]
    if left_out and (brief.is_in_search or brief.is_confirmed):
        raise PanelFixed("Firms that have the brief keep their seats; you can add others.")

    leading = next((s.firm_id for s in current.values() if s.is_lead), None)
    if brief.confirmed_at and leading not in (None, lead.pk):
        raise PanelFixed("The playback is confirmed, so the leading firm cannot change any more.")
    PanelSeat.objects.filter(pk__in=[seat.pk for seat in left_out]).update(
        withdrawn_at=now, is_lead=False
    )
    PanelSeat.objects.filter(brief=brief).exclude(firm=lead).update(is_lead=False)
    for firm in chosen:
        _seat(brief, firm, is_lead=firm.pk == lead.pk, is_new=firm.pk not in current, now=now)
    if leading != lead.pk and (waiting := _playbacks_to_write(brief)).exists():
        waiting.close(now=now)
        wait_for_playback(brief, lead, now=now)
    Brief.objects.filter(pk=brief.pk).update(panel_justification=justification.strip())
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.PANEL_SET,
        subject=brief,
        facts={"firms": sorted(kept), "lead": lead.pk},
        note=justification,
        now=now,
    )


@transaction.atomic(durable=True)
def send_for_playback(brief: Brief, *, by: User, now: datetime) -> None:
    """Send the brief to its panel. The leading firm restates it; all of them read it.

    Raises:
        BriefNotReady: the panel or a needed answer is missing.
        InvalidMove: it is no longer a draft.
    """
    seats = list(brief.seats.active().select_related("firm").in_order())
    if not seats or not seats[0].is_lead:
        raise BriefNotReady("Invite the firms first, and choose which one plays the brief back.")
    _refuse_without_specialist(brief, [seat.firm for seat in seats], brief.panel_justification)
    if missing := completeness.missing_for_playback(brief):
        raise BriefNotReady(f"The firms need these answers first: {'; '.join(missing)}.")
    if not brief.send_for_playback():
        return
    brief.seats.active().update(sent_at=now)
    wait_for_playback(brief, seats[0].firm, now=now)
    _record(brief, by=by, kind=BriefEvent.SENT_FOR_PLAYBACK, before=Brief.Status.DRAFT, now=now)
    for seat in seats:
        for consultant in recipients(seat):
            notify(consultant.user, notices.PlaybackWanted(seat, lead=seats[0].firm), now=now)


@transaction.atomic(durable=True)
def take_back(brief: Brief, *, by: User, now: datetime) -> None:
    """Return the brief to its manager as a new version, which needs a new playback."""
    read, version = brief_pack(_lock(brief), named=True), brief.version
    if brief.take_back():
        FormerBrief.keep(brief, version, read, now=now)
        brief.seats.update(sent_at=None)
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
    """Save the playback as written so far. The whole panel can read it at once.

    Raises:
        PlaybackSent: it was sent or confirmed in the meantime.
        NotAMember: they have left the firm.
    """
    _lock(brief)
    insist_on_membership(by)
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
        NotAMember: they have left the firm.
    """
    brief = _lock(brief)
    insist_on_membership(by)
    playback = _playback(brief, by)
    if not (playback.situation.strip() and playback.success.strip()):
        raise BriefNotReady("Restate the situation and what success means before you send it.")
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
    notify_deciders(brief, sent, now=now)


@transaction.atomic(durable=True)
def confirm_playback(playback: Playback, *, by: User, now: datetime) -> None:
    """Confirm the playback. From now on the brief can be opened.

    Raises:
        BriefNotReady: the brief has changed since this playback was written.
        InvalidMove: the playback is not waiting for an answer.
    """
    brief = _lock(playback.brief)
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
    _record(brief, by=by, kind=BriefEvent.PLAYBACK_CONFIRMED, before="in_clarification", now=now)
    notify_panel(brief, notices.PlaybackConfirmed(brief), now=now)
    tell_colleagues(brief, notices.Decision.PLAYBACK_CONFIRMED, by=by, now=now)


@transaction.atomic(durable=True)
def send_back_playback(playback: Playback, *, by: User, comments: str, now: datetime) -> None:
    """Return the playback to the leading firm with comments."""
    brief = _lock(playback.brief)
    playback.refresh_from_db(fields=["consultant", "status", *PLAYBACK_PARTS])
    if not playback.send_back(by=by, comments=comments, now=now):
        return
    Deadline.objects.about(playback).close(now=now)
    lead = playback.brief.seats.active().leading().select_related("firm").first()
    wait_for_playback(playback.brief, lead.firm if lead else playback.firm, now=now)
    event = Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.PLAYBACK_RETURNED,
        subject=brief,
        note=comments,
        now=now,
    )
    returned = notices.PlaybackReturned(playback, comments=event.note_or_none)
    notify(playback.consultant.at_work().user, returned, now=now)
    tell_colleagues(brief, notices.Decision.PLAYBACK_RETURNED, by=by, now=now)


@transaction.atomic(durable=True)
def answer_for(seat: PanelSeat, *, by: Consultant, now: datetime) -> None:
    """Name the consultant who answers for the firm on this brief.

    Raises:
        NotAMember: they have left the firm.
    """
    _lock(seat.brief)
    insist_on_membership(by)
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
        PanelFixed: the firm leads the playback; the manager must choose another one first.
    """
    if seat.is_lead and not seat.brief.confirmed_at:
        raise PanelFixed(
            "Your firm leads the playback. Ask the hiring manager to name another one."
        )
    brief = _lock(seat.brief)
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
    notify_deciders(brief, notices.SeatDeclined(seat), now=now)
    answer = "The firm that would have confirmed it has given up its seat."
    end_waiting(brief, answer=answer, firm=seat.firm, now=now)


def wait_for_review(seat: PanelSeat, *, now: datetime) -> None:
    """Ask the firm's consultant to review the matches, if the brief is in search."""
    brief = seat.brief
    if seat.consultant is None or not brief.is_in_search:
        return
    Deadline.start(
        BriefDeadline.MATCHES_REVIEW,
        seat,
        owner=seat.consultant.at_work().user,
        scope=brief,
        due_at=brief.slate_due_at or brief.calendar.after_workdays(now, DAYS),
        is_fixed=brief.slate_due_at is not None,
        now=now,
    )


def _lock(brief: Brief) -> Brief:
    """Return the current brief, locked, since its manager or a consultant may be leaving."""
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief.pk)
    return Brief.objects.select_related("manager__user").get(pk=brief.pk)


def _playbacks_to_write(brief: Brief) -> DeadlineQuerySet:
    return Deadline.objects.about(brief).of_kind(BriefDeadline.PLAYBACK_WRITE).open()


def _refuse_without_specialist(brief: Brief, firms: list[Firm], justification: str) -> None:
    if any(firm.is_specialist for firm in firms):
        return
    if not brief.client.may_waive_specialist:
        raise NoSpecialist(
            "A panel needs at least one specialist firm: the right person may work with no other. "
            "Your organisation's administrators can allow an exception on its page."
        )
    if len(justification.strip()) < 20:
        raise NoSpecialist(
            "Without a specialist firm, write down why in a sentence or two. "
            "The firms and the trail will show it."
        )


def _seat(brief: Brief, firm: Firm, *, is_lead: bool, is_new: bool, now: datetime) -> None:
    facts: dict[str, object] = {"is_lead": is_lead, "withdrawn_at": None, "declined_at": None}
    former = PanelSeat.objects.filter(brief=brief, firm=firm, declined_at__isnull=False).first()
    if is_new:
        # Invited again, a firm keeps its day: a later one would tell the others what it had done.
        facts["invited_at"] = former.invited_at if former else now
        # A firm that is added later gets the brief at once if the others have it.
        facts["sent_at"] = None if brief.is_draft else now
        facts["opened_at"] = now if brief.is_in_search else None
    seat, _ = PanelSeat.objects.update_or_create(
        brief=brief, firm=firm, defaults=facts, create_defaults={"invited_at": now, **facts}
    )
    if is_new:
        wait_for_review(seat, now=now)


def _playback(brief: Brief, by: Consultant) -> Playback:
    before = brief.playbacks.by_leading_firm().latest_first().first()
    earlier = before.words_read if before else {}
    playback, _ = Playback.objects.get_or_create(
        brief=brief,
        brief_version=brief.version,
        defaults={"firm": by.firm, "consultant": by, "earlier": earlier},
    )
    return playback


def _record(brief: Brief, *, by: User, kind: BriefEvent, before: str, now: datetime) -> None:
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        before=before,
        after=brief.status,
        now=now,
    )
