"""Sponsors confirm that they are the sponsor of a brief, or say why not."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User, subject_pk
from accounts.notify import notify
from accounts.reminders import Act, ReminderPlan
from engagements import notices
from engagements.deadlines import BriefDeadline
from engagements.models import Brief, BriefPerson, ClientMember, SponsorAnswer
from engagements.notify import notify_deciders
from engagements.recording import lock_brief
from engagements.trail import BriefEvent

CONFIRM = ReminderPlan(BriefDeadline.SPONSOR_CONFIRM)


def ask_sponsor(brief: Brief, member: ClientMember, *, now: datetime) -> None:
    """Ask somebody whether they are the sponsor, in the transaction of the caller. Once."""
    lasting = SponsorAnswer.objects.lasting().filter(brief=brief, member=member)
    if brief.is_draft or brief.has_ended or lasting.exists():
        return
    answer = SponsorAnswer.objects.create(brief=brief, member=member, asked_at=now)
    Deadline.start(
        BriefDeadline.SPONSOR_CONFIRM,
        answer,
        owner=member.user,
        scope=brief,
        due_at=brief.calendar.after_workdays(now, 2),
        is_paused=brief.is_on_hold,
        now=now,
    )
    notify(member.user, notices.SponsorAsked(answer), now=now)


def ask_sponsors(brief: Brief, *, now: datetime) -> None:
    """Ask everybody who is a sponsor of a brief, in the transaction of the caller."""
    for person in brief.people.filter(role=BriefPerson.Role.SPONSOR).with_member():
        ask_sponsor(brief, person.member, now=now)


def end_sponsor(brief: Brief, member: ClientMember, *, now: datetime) -> None:
    """End the answer of somebody who is no sponsor any more, in the caller's transaction."""
    for answer in SponsorAnswer.objects.lasting().filter(brief=brief, member=member):
        answer.end()
        Deadline.objects.about(answer).close(now=now)


@transaction.atomic(durable=True)
def confirm_sponsor(answer: SponsorAnswer, *, by: User, now: datetime) -> None:
    """Say that one is the sponsor. The people who decide are told.

    Raises:
        InvalidMove: they are no sponsor of the brief any more.
    """
    brief = lock_brief(answer.brief)
    if not answer.confirm(version=brief.version, now=now):
        return
    _answered(answer, brief, BriefEvent.SPONSOR_CONFIRMED, by=by, now=now)


@transaction.atomic(durable=True)
def refuse_sponsor(answer: SponsorAnswer, *, reason: str, by: User, now: datetime) -> None:
    """Say that one is not the sponsor, and why.

    Raises:
        InvalidMove: they are no sponsor of the brief any more.
    """
    brief = lock_brief(answer.brief)
    if not answer.refuse(reason=reason, version=brief.version, now=now):
        return
    _answered(answer, brief, BriefEvent.SPONSOR_REFUSED, by=by, note=reason, now=now)


def _answered(
    answer: SponsorAnswer,
    brief: Brief,
    kind: BriefEvent,
    *,
    by: User,
    note: str = "",
    now: datetime,
) -> None:
    Deadline.objects.about(answer).close(now=now)
    Activity.record(
        by=by,
        role=Role.MEMBER,
        kind=kind,
        subject=brief,
        facts={"version": brief.version},
        note=note,
        now=now,
    )
    notify_deciders(brief, notices.SponsorAnswered(answer), but=by, now=now)


@transaction.atomic(durable=True)
def remind_sponsor(deadline: Deadline, *, now: datetime) -> bool:
    """Remind a sponsor who has not answered, then those who decide; then it counts as no answer.

    Returns:
        Whether something was done.
    """
    rows = SponsorAnswer.objects.select_related("brief", "member__user")
    answer = rows.get(pk=subject_pk(deadline.subject))
    answer.brief = brief = lock_brief(answer.brief)
    act = CONFIRM.take_step(deadline, calendar=brief.calendar, now=now)
    if act is None:
        return False
    if act < Act.ESCALATE:
        notify(answer.member.user, notices.SponsorAsked(answer), now=now)
        return True
    if act is Act.END:
        answer.lapse()
        Deadline.objects.about(answer).close(now=now)
    notify_deciders(brief, notices.SponsorSilent(answer, is_over=act is Act.END), now=now)
    return True
