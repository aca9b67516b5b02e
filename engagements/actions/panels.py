"""Actions on the panel of a brief: invite firms, send them the brief, take it back, leave."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Activity, Deadline, Role, User
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from engagements import completeness, notices
from engagements.actions.amendments import end_waiting
from engagements.actions.sponsors import ask_sponsors
from engagements.deadlines import (
    DAYS,
    BriefDeadline,
    close_playback,
    playbacks_to_write,
    wait_for_playback,
)
from engagements.models import Brief, FormerBrief, PanelSeat
from engagements.notify import notify_deciders, recipients
from engagements.pack import brief_pack
from engagements.recording import lock_brief, record_by_client
from engagements.trail import BriefEvent
from interimhub.lib.refused import Refused
from providers.models import Consultant, Firm


class NoSpecialist(Refused):
    """Refused: no specialist firm is on the panel, and no justification is given or allowed."""


class BriefNotReady(Refused):
    """Refused: something that this step needs is missing."""


class PanelFixed(Refused):
    """Refused: the panel cannot be changed in this way any more."""


@transaction.atomic(durable=True)
def set_panel(
    brief: Brief,
    *,
    by: User,
    firms: Mapping[Firm, str],
    lead: Firm,
    coordinator: Firm | None = None,
    justification: str = "",
    now: datetime,
) -> None:
    """Invite these firms, each with its engagement; others leave, with whom they brought in.

    Raises:
        NoSpecialist: there is no specialist firm, and either the client does not allow that or
            there is no justification.
        PanelFixed: somebody is left out, or the lead changes, too late; or no RPO coordinates.
    """
    brief = Brief.objects.select_for_update(of=("self",)).select_related("client").get(pk=brief.pk)
    _refuse_without_specialist(brief, firms, justification)
    if lead not in firms:
        raise PanelFixed("The firm that leads the playback must be on the panel.")
    if coordinator and not (coordinator in firms and coordinator.kind == Firm.Kind.RPO):
        raise PanelFixed("Only an RPO that is on the panel can coordinate the brief.")
    current = {seat.firm_id: seat for seat in brief.seats.active().direct()}
    if brief.seats.active().filter(firm__in=list(firms), through__isnull=False).exists():
        raise PanelFixed("A firm of these is on the panel already: another firm brought it in.")
    kept = {firm.pk for firm in firms}
    left_out = [seat for firm_id, seat in current.items() if firm_id not in kept]
    if left_out and (brief.is_in_search or brief.is_confirmed):
        raise PanelFixed("Firms that have the brief keep their seats; you can add others.")

    leading = next((s.firm_id for s in current.values() if s.is_lead), None)
    is_changed = leading not in (None, lead.pk)
    if is_changed and (brief.confirmed_at or brief.is_unplayed):
        raise PanelFixed("The playback is over, so the leading firm cannot change any more.")
    if is_changed and brief.playbacks.sent().exists():
        raise PanelFixed(
            "A playback waits for your answer. Send it back first, then let another firm lead."
        )
    gone = Q(pk__in=[seat.pk for seat in left_out]) | Q(through__in=left_out)
    PanelSeat.objects.filter(gone).update(withdrawn_at=now)
    brief.seats.update(is_lead=False, is_coordinator=False)
    for firm, engagement in firms.items():
        facts = {"is_lead": firm == lead, "is_coordinator": firm == coordinator}
        _seat(
            brief, firm, {**facts, "engagement": engagement}, is_new=firm.pk not in current, now=now
        )
    if leading != lead.pk and (waiting := playbacks_to_write(brief)).exists():
        waiting.close(now=now)
        brief.seats.of_firm(lead).update(missed_at=None)
        wait_for_playback(brief, lead, now=now)
    Brief.objects.filter(pk=brief.pk).update(panel_justification=justification.strip())
    record_by_client(
        brief,
        BriefEvent.PANEL_SET,
        by=by,
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
    brief.seats.active().update(sent_at=now, missed_at=None)
    ask_sponsors(brief, now=now)
    brief.note_revision()  # so that firms find who fits today
    wait_for_playback(brief, seats[0].firm, now=now)
    record_by_client(
        brief,
        BriefEvent.SENT_FOR_PLAYBACK,
        by=by,
        before=Brief.Status.DRAFT,
        after=brief.status,
        now=now,
    )
    for seat in seats:
        for consultant in recipients(seat):
            notify(consultant.user, notices.PlaybackWanted(seat, lead=seats[0].firm), now=now)


@transaction.atomic(durable=True)
def take_back(brief: Brief, *, by: User, now: datetime) -> None:
    """Return the brief to its manager as a new version, which needs a new playback."""
    read, version = brief_pack(lock_brief(brief), named=True), brief.version
    if brief.take_back():
        FormerBrief.keep(brief, version, read, now=now)
        brief.seats.update(sent_at=None)
        close_playback(brief, now=now)
        record_by_client(
            brief,
            BriefEvent.TAKEN_BACK,
            by=by,
            before=Brief.Status.IN_CLARIFICATION,
            after=brief.status,
            now=now,
        )


@transaction.atomic(durable=True)
def answer_for(seat: PanelSeat, *, by: Consultant, now: datetime) -> None:
    """Name the consultant who answers for the firm on this brief.

    Raises:
        NotAMember: they have left the firm.
    """
    lock_brief(seat.brief)
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
    if seat.is_lead and not (seat.brief.confirmed_at or seat.brief.is_unplayed):
        raise PanelFixed(
            "Your firm leads the playback. Ask the hiring manager to name another one."
        )
    brief = lock_brief(seat.brief)
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


def _refuse_without_specialist(brief: Brief, firms: Iterable[Firm], justification: str) -> None:
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


def _seat(
    brief: Brief, firm: Firm, given: Mapping[str, object], *, is_new: bool, now: datetime
) -> None:
    facts = {**given, "withdrawn_at": None, "declined_at": None, "through": None}
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
