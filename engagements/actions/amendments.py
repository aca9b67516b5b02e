"""Proposing a change of a confirmed brief, and the ways in which a proposal ends without effect."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User, subject_pk
from accounts.notices import NoticeKind
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from accounts.reminders import Act, ReminderPlan, workdays
from engagements import notices
from engagements.amending import apply_change, as_json, try_change
from engagements.answers import Answers
from engagements.brief_changes import brief_changes
from engagements.completeness import missing_for_playback
from engagements.deadlines import BriefDeadline, wait_for_playback
from engagements.models import Amendment, AmendmentQuerySet, Brief, FormerBrief
from engagements.notify import notify_deciders, notify_panel, recipients, tell_colleagues
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Consultant, Firm

UNCHANGED = "Nothing would change: the brief already reads like this."
# The proposal ends without effect.
CHANGE = ReminderPlan(BriefDeadline.CHANGE_ANSWER, end=workdays(3))


class ChangeNotPossible(Refused):
    """Refused: nothing would change, something would be left open, or nobody could confirm it."""


class BriefMovedOn(MovedOn):
    """The brief has changed, has a proposal already, or is no longer confirmed or in search."""


@transaction.atomic(durable=True)
def propose_change(
    brief: Brief, *, seen_version: int, answers: Answers, reason: str, by: User, now: datetime
) -> Amendment:
    """Propose a change of a confirmed or open brief. Until it is confirmed the brief stands.

    The firm that leads the panel answers for it; if it has left, the first of the others.

    Args:
        seen_version: the version that the change was written for.

    Raises:
        BriefMovedOn: the brief has moved on since, or another change waits.
        ChangeNotPossible: nothing would change, a question would be left open, or there is no firm.
    """
    brief = _lock(brief)
    insist_on_taking_changes(brief, seen_version=seen_version)
    trial = try_change(brief, answers, now=now)
    if not brief_changes(trial.before, trial.after):
        raise ChangeNotPossible(UNCHANGED)
    if trial.missing:
        raise ChangeNotPossible(f"Your change would leave this open: {'; '.join(trial.missing)}.")
    seat = brief.seats.informed().select_related("firm").in_order().first()
    if seat is None:
        raise ChangeNotPossible("No firm is on the panel. Invite one first, then change the brief.")
    amendment = Amendment.objects.create(
        brief=brief,
        base_version=brief.version,
        firm=seat.firm,
        reason=reason,
        proposed=as_json(answers),
        before=trial.before.as_json(),
        after=trial.after.as_json(),
        proposed_by=by,
        proposed_at=now,
    )
    Deadline.start(
        BriefDeadline.CHANGE_ANSWER,
        amendment,
        organisation=seat.firm,
        scope=brief,
        due_at=brief.calendar.next_workday(now),
        now=now,
    )
    _record(amendment, BriefEvent.CHANGE_PROPOSED, by=by, role=Role.MANAGER, note=reason, now=now)
    notify_panel(brief, notices.ChangeProposed(amendment, answers=seat.firm), now=now)
    tell_colleagues(brief, notices.Decision.CHANGE_PROPOSED, by=by, now=now)
    return amendment


@transaction.atomic(durable=True)
def change_in_playback(
    brief: Brief, *, seen_version: int, answers: Answers, reason: str, by: User, now: datetime
) -> None:
    """Change a brief that is played back: a new version, which the leading firm plays back again.

    Nobody confirms the change by itself, since the manager confirms the playback of it.

    Raises:
        BriefMovedOn: the brief has moved on since.
        ChangeNotPossible: nothing would change, or something would be left open that a firm needs.
    """
    brief = _lock(brief)
    if brief.version != seen_version or not brief.is_played_back:
        raise BriefMovedOn("This brief has moved on since you opened the page.", row=brief)
    trial = try_change(brief, answers, now=now)
    changes = brief_changes(trial.before, trial.after)
    if not changes:
        raise ChangeNotPossible(UNCHANGED)
    FormerBrief.keep(brief, brief.version, trial.before, now=now)
    apply_change(brief, answers, now=now)
    brief.version += 1
    brief.save(update_fields=["version"])
    changed = Brief.objects.get(pk=brief.pk)
    if missing := missing_for_playback(changed):
        raise ChangeNotPossible(f"Your change would leave this open: {'; '.join(missing)}.")
    Deadline.objects.within(brief).close(now=now)
    lead = brief.seats.active().leading().select_related("firm").first()
    if lead:
        wait_for_playback(changed, lead.firm, now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.CHANGED,
        subject=brief,
        facts={"version": brief.version},
        note=reason,
        now=now,
    )
    notify_panel(brief, notices.ChangedInPlayback(brief, version=seen_version), now=now)
    tell_colleagues(brief, notices.Decision.CHANGED, by=by, now=now)


@transaction.atomic(durable=True)
def withdraw_change(amendment: Amendment, *, by: User, now: datetime) -> None:
    """Withdraw a proposal; the brief stays as it is.

    Raises:
        InvalidMove: it was answered or has ended.
    """
    amendment.brief = brief = _lock(amendment.brief)
    if not amendment.withdraw(by=by, now=now):
        return
    close(amendment, now=now)
    _record(amendment, BriefEvent.CHANGE_WITHDRAWN, by=by, role=Role.MANAGER, now=now)
    notify_panel(brief, notices.ChangeWithdrawn(amendment), now=now)
    tell_colleagues(brief, notices.Decision.CHANGE_WITHDRAWN, by=by, now=now)


@transaction.atomic(durable=True)
def object_to_change(amendment: Amendment, *, answer: str, by: Consultant, now: datetime) -> None:
    """Object to a proposal with a sentence; the brief stays as it is.

    Raises:
        InvalidMove: it was answered or has ended.
        NotAMember: they have left the firm.
    """
    amendment.brief = brief = _lock(amendment.brief)
    insist_on_membership(by)
    if not amendment.object(by=by.user, answer=answer, now=now):
        return
    close(amendment, now=now)
    kind = BriefEvent.CHANGE_OBJECTED
    _record(amendment, kind, by=by.user, role=Role.CONSULTANT, note=answer, now=now)
    notify_deciders(brief, notices.ChangeObjected(amendment), now=now)


@transaction.atomic(durable=True)
def remind_of_change(deadline: Deadline, *, now: datetime) -> bool:
    """Remind the firm of a proposal that waits for it, then its administrators; then end it.

    Returns:
        Whether something was done.
    """
    rows = Amendment.objects.select_related("firm", "brief")
    amendment = rows.get(pk=subject_pk(deadline.subject))
    amendment.brief = brief = _lock(amendment.brief)
    act = CHANGE.take_step(deadline, calendar=brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        _notify_firm(brief, amendment.firm, notices.ChangeOverdue(amendment), now=now)
        return True
    if act is Act.ESCALATE:
        for admin in amendment.firm.members.admins().select_related("user").by_name():
            notify(admin.user, notices.ChangeOverdue(amendment), now=now)
        return True
    amendment.lapse(now=now)
    close(amendment, now=now)
    _record(amendment, BriefEvent.CHANGE_LAPSED, by=None, role=Role.CLOCK, now=now)
    notify_deciders(brief, notices.ChangeLapsed(amendment), now=now)
    _notify_firm(brief, amendment.firm, notices.ChangeLapsed(amendment), now=now)
    return True


def end_waiting(brief: Brief, *, answer: str, firm: Firm | None = None, now: datetime) -> None:
    """End the proposal that waits, if any, in the transaction that makes an answer impossible.

    Args:
        answer: the sentence that says why.
        firm: only if this firm would have to answer it.
    """
    rows = brief.amendments.waiting().select_related("firm")
    for amendment in rows.filter(firm=firm) if firm else rows:
        amendment.brief = brief
        amendment.end(answer=answer, now=now)
        close(amendment, now=now)
        _record(amendment, BriefEvent.CHANGE_ENDED, by=None, role=Role.CLOCK, now=now)
        notify_deciders(brief, notices.ChangeEnded(amendment), now=now)
        _notify_firm(brief, amendment.firm, notices.ChangeEnded(amendment), now=now)


def close(amendment: Amendment, *, now: datetime) -> None:
    """Note that nobody has to answer a proposal any more."""
    Deadline.objects.about(amendment).close(now=now)


def insist_on_taking_changes(brief: Brief, *, seen_version: int) -> None:
    """Raise an error unless a locked brief takes a change written for this version.

    Raises:
        BriefMovedOn: it has moved on.
    """
    if brief.version != seen_version:
        raise BriefMovedOn(
            "The brief was changed after you had opened this page. Read it as it is now, then say"
            " what should be different.",
            row=_latest(brief, Amendment.Status.CONFIRMED),
        )
    if not brief.takes_answers:
        raise BriefMovedOn("This brief is not confirmed or in search any more.", row=brief)
    if waiting := _latest(brief, Amendment.Status.WAITING):
        raise BriefMovedOn(
            "A change of this brief already waits for its firm. Withdraw it first, or wait for the"
            " answer.",
            row=waiting,
        )


def _for_whom(brief: Brief, by: User | None, role: Role, *, now: datetime) -> User | None:
    if by is None or role != Role.MANAGER:
        return None
    return stood_in_for(brief, by=by, now=now)


def _latest(brief: Brief, status: str) -> Amendment | None:
    rows: AmendmentQuerySet = brief.amendments.filter(status=status)
    return rows.latest_first().first()


def _notify_firm(brief: Brief, firm: Firm, notice: NoticeKind[Amendment], *, now: datetime) -> None:
    for seat in brief.seats.informed().of_firm(firm).select_related("firm", "consultant__user"):
        for consultant in recipients(seat):
            notify(consultant.user, notice, now=now)


def _lock(brief: Brief) -> Brief:
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief.pk)
    return Brief.objects.select_related("client__sector", "manager__user").get(pk=brief.pk)


def _record(
    amendment: Amendment,
    kind: BriefEvent,
    *,
    by: User | None,
    role: Role,
    note: str = "",
    now: datetime,
) -> None:
    Activity.record(
        by=by,
        role=role,
        on_behalf_of=_for_whom(amendment.brief, by, role, now=now),
        kind=kind,
        subject=amendment.brief,
        facts={"amendment": amendment.pk, "version": amendment.base_version},
        note=note,
        now=now,
    )
