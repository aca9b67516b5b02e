"""Recording conversations on value, and asking for a talk with the sponsor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User, subject_pk
from accounts.notices import NoticeKind
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from accounts.reminders import Act, ReminderPlan
from engagements import notices
from engagements.deadlines import BriefDeadline
from engagements.models import (
    Brief,
    BriefPerson,
    ClientMember,
    FormerBrief,
    SponsorTalk,
    ValueConversation,
    ValueParticipant,
)
from engagements.notify import notify_client, notify_deciders
from engagements.people import people_on, stood_in_for
from engagements.recording import lock_brief
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Consultant

TALK = ReminderPlan(BriefDeadline.SPONSOR_TALK)


class NotRecorded(Refused):
    """Refused: somebody of both sides has to take part, and it has to have taken place."""


class AlreadyCorrected(MovedOn):
    """Refused: somebody has corrected this record meanwhile."""


class TalkNotAsked(Refused):
    """Refused: the times are not two, or have passed."""


class TalkGone(MovedOn):
    """Refused: the time has passed, or the request was answered."""


@dataclass(frozen=True, slots=True)
class Held:
    """A conversation that took place.

    Attributes:
        changed: what it changed in the brief, in words.
        corrects: the record that was wrong.
    """

    held_at: datetime
    minutes: int
    changed: str
    members: Sequence[ClientMember] = field(default_factory=list)
    consultants: Sequence[Consultant] = field(default_factory=list)
    corrects: ValueConversation | None = None


@transaction.atomic(durable=True)
def record_conversation(
    brief: Brief, held: Held, *, by: User, consultant: Consultant | None, now: datetime
) -> ValueConversation:
    """Record a conversation on value, or correct a record of one.

    Args:
        consultant: who records it for a firm; None for somebody of the client.

    Raises:
        NotRecorded: nobody of one side took part, or it lies in the future.
        AlreadyCorrected: the record that it corrects was corrected meanwhile.
        NotAMember: the consultant has left the firm.
    """
    brief = lock_brief(brief)
    if consultant:
        insist_on_membership(consultant)
    if not (held.members and held.consultants):
        raise NotRecorded("Name at least one person of the client and one of a firm.")
    if held.held_at > now:
        raise NotRecorded("This lies in the future. Record it when it has taken place.")
    if held.corrects and ValueConversation.objects.filter(corrects=held.corrects).exists():
        raise AlreadyCorrected("This record was corrected meanwhile. Read it again.", row=brief)
    former = FormerBrief.objects.of(brief).ended_after(held.held_at).first()
    row = ValueConversation.objects.create(
        brief=brief,
        held_at=held.held_at,
        minutes=held.minutes,
        changed=held.changed,
        version_before=former.version if former else brief.version,
        version_after=brief.version,
        corrects=held.corrects,
        recorded_by=by,
        recorded_at=now,
    )
    ValueParticipant.objects.bulk_create(
        [
            *(_of_client(row, member, brief) for member in held.members),
            *(
                ValueParticipant(conversation=row, consultant=one, role="Consultant")
                for one in held.consultants
            ),
        ]
    )
    kind = BriefEvent.VALUE_CORRECTED if held.corrects else BriefEvent.VALUE_TALKED
    Activity.record(
        by=by,
        role=Role.CONSULTANT if consultant else Role.MANAGER,
        on_behalf_of=None if consultant else stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        facts={"conversation": row.pk, "minutes": row.minutes},
        now=now,
    )
    notify_client(brief, notices.ValueRecorded(row, by=by), but=by, now=now)
    for one in held.consultants:
        if one.user_id != by.pk:
            notify(one.user, notices.ValueRecorded(row, by=by), now=now)
    return row


def _of_client(row: ValueConversation, member: ClientMember, brief: Brief) -> ValueParticipant:
    own = next((one for one in people_on(brief) if one.member_id == member.pk), None)
    if member.pk == brief.manager_id:
        role = "Hiring manager"
    elif own and own.role != BriefPerson.Role.READER:
        role = str(own.get_role_display())
    else:
        role = member.title or "Somebody at the client"
    is_sponsor = bool(own and own.is_sponsor)
    return ValueParticipant(conversation=row, member=member, role=role, is_sponsor=is_sponsor)


@transaction.atomic(durable=True)
def ask_for_talk(
    brief: Brief, *, why: str, times: Sequence[datetime], by: Consultant, now: datetime
) -> SponsorTalk:
    """Ask for a talk with the sponsor at one of two times.

    A sponsor of the brief is asked; if none is named, its manager. Either of them can answer.

    Raises:
        TalkNotAsked: the times are not two different ones in the future.
        TalkGone: a request waits already.
        NotAMember: they have left the firm.
    """
    brief = lock_brief(brief)
    insist_on_membership(by)
    first, *rest = sorted(set(times))
    if len(rest) != 1 or first <= now:
        raise TalkNotAsked("Propose two different times that are still to come.")
    if waiting := brief.sponsor_talks.waiting().first():
        raise TalkGone("A talk with the sponsor was asked for already.", row=waiting.brief)
    talk = SponsorTalk.objects.create(
        brief=brief, asked_by=by, asked_at=now, why=why, first_at=first, second_at=rest[0]
    )
    sponsors = [person.member.user for person in people_on(brief) if person.is_sponsor]
    Deadline.start(
        BriefDeadline.SPONSOR_TALK,
        talk,
        owner=sponsors[0] if sponsors else brief.manager.user,
        scope=brief,
        due_at=min(first, brief.calendar.next_workday(now)),
        now=now,
    )
    _record_talk(talk, BriefEvent.TALK_ASKED, by=by.user, role=Role.CONSULTANT, note=why, now=now)
    notify_client(brief, notices.TalkAsked(talk), now=now)
    return talk


@transaction.atomic(durable=True)
def pick_time(talk: SponsorTalk, *, at: datetime, by: User, now: datetime) -> None:
    """Agree to one of the two times.

    Raises:
        TalkGone: this time has passed, or is none of the two.
        InvalidMove: the request was answered otherwise, or has ended.
    """
    talk.brief = lock_brief(talk.brief)
    if at not in talk.times or at <= now:
        raise TalkGone("This time can no longer be picked. Say when you can instead.", row=talk)
    if talk.agree(at=at, by=by, now=now):
        _answer(talk, BriefEvent.TALK_AGREED, by=by, now=now)


@transaction.atomic(durable=True)
def decline_talk(talk: SponsorTalk, *, reason: str, by: User, now: datetime) -> None:
    """Say why neither of the two times suits, or why there is no talk.

    Raises:
        InvalidMove: the request was answered otherwise, or has ended.
    """
    talk.brief = lock_brief(talk.brief)
    if talk.decline(reason=reason, by=by, now=now):
        _answer(talk, BriefEvent.TALK_DECLINED, by=by, note=reason, now=now)


def _answer(
    talk: SponsorTalk, kind: BriefEvent, *, by: User, note: str = "", now: datetime
) -> None:
    Deadline.objects.about(talk).close(now=now)
    _record_talk(talk, kind, by=by, role=Role.MEMBER, note=note, now=now)
    _tell_all(talk, notices.TalkAnswered(talk), but=by, now=now)


@transaction.atomic(durable=True)
def remind_of_talk(deadline: Deadline, *, now: datetime) -> bool:
    """Remind who was asked, then all who decide; then the request ends.

    Returns:
        Whether something was done.
    """
    rows = SponsorTalk.objects.select_related("brief", "asked_by__user", "asked_by__firm")
    talk = rows.get(pk=subject_pk(deadline.subject))
    talk.brief = brief = lock_brief(talk.brief)
    act = TALK.take_step(deadline, calendar=brief.calendar, now=now)
    if act is None:
        return False
    asked = notices.TalkAsked(talk)
    if act < Act.ESCALATE and deadline.owner:
        notify(deadline.owner, asked, now=now)
    elif act < Act.END:
        notify_deciders(brief, asked, now=now)
    else:
        talk.lapse(now=now)
        Deadline.objects.about(talk).close(now=now)
        _record_talk(talk, BriefEvent.TALK_LAPSED, by=None, role=Role.CLOCK, now=now)
        _tell_all(talk, notices.TalkAnswered(talk), but=None, now=now)
    return True


def end_talks(brief: Brief, *, now: datetime) -> None:
    """End what still waits for the sponsor, in the transaction that ends the brief."""
    for talk in brief.sponsor_talks.waiting():
        talk.end(now=now)
        Deadline.objects.about(talk).close(now=now)


def _tell_all(
    talk: SponsorTalk, notice: NoticeKind[SponsorTalk], *, but: User | None, now: datetime
) -> None:
    notify(talk.asked_by.at_work().user, notice, now=now)
    notify_client(talk.brief, notice, but=but, now=now)


def _record_talk(
    talk: SponsorTalk,
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
        kind=kind,
        subject=talk.brief,
        facts={"talk": talk.pk},
        note=note,
        now=now,
    )
