"""Add people to a brief, take them off, and limit a brief to them."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.models.facts import Facts
from accounts.notify import notify
from engagements import notices
from engagements.models import Brief, BriefPerson, ClientMember
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import Refused


class NotOnThisBrief(Refused):
    """Refused: the person cannot have a role on this brief."""


@transaction.atomic(durable=True)
def add_person(
    brief: Brief,
    *,
    member: ClientMember,
    role: BriefPerson.Role,
    first_day: date | None = None,
    last_day: date | None = None,
    by: User,
    now: datetime,
) -> BriefPerson:
    """Give a colleague a role on a brief, in place of the one that they had, and notify them.

    The same role once more changes nothing.

    Args:
        first_day, last_day: when a deputy acts for the manager, both days included, where the work
            is done; None for other roles.

    Raises:
        NotOnThisBrief: they manage the brief, belong to another organisation or have left, or the
            days of a deputy are missing or in the wrong order.
    """
    brief = _lock(brief)
    _insist_on_colleague(brief, member)
    is_deputy = role == BriefPerson.Role.DEPUTY
    first_day, last_day = (first_day, last_day) if is_deputy else (None, None)
    if is_deputy and not (first_day and last_day and first_day <= last_day):
        raise NotOnThisBrief("Say from which day until which day they are the deputy.")
    start_of, day = brief.calendar.start_of, timedelta(days=1)
    facts = {
        "role": role,
        "starts_at": start_of(first_day) if first_day else None,
        "ends_at": start_of(last_day + day) if last_day else None,
    }
    before = BriefPerson.objects.filter(brief=brief, member=member).first()
    if before and all(getattr(before, name) == value for name, value in facts.items()):
        return before
    person, _ = BriefPerson.objects.update_or_create(
        brief=brief, member=member, defaults=facts, create_defaults={**facts, "added_at": now}
    )
    days = {"first_day": first_day, "last_day": last_day} if first_day and last_day else {}
    _record(
        brief,
        BriefEvent.PERSON_ADDED,
        by=by,
        facts={"member": member.pk, "role": str(role), **days},
        now=now,
    )
    if member.user_id != by.pk:
        added = notices.PersonAdded(brief, by=by, role=str(role), **days)
        notify(member.user, added, now=now)
    return person


@transaction.atomic(durable=True)
def remove_person(person: BriefPerson, *, by: User, now: datetime) -> None:
    """End somebody's role on a brief, and notify them. Ended twice, it is ended once."""
    brief = _lock(person.brief)
    if not BriefPerson.objects.filter(pk=person.pk).delete()[0]:
        return
    facts: Facts = {"member": person.member_id, "role": person.role}
    _record(brief, BriefEvent.PERSON_REMOVED, by=by, facts=facts, now=now)
    if person.member.user_id != by.pk:
        removed = notices.PersonRemoved(brief, by=by, role=person.role)
        notify(person.member.user, removed, now=now)


@transaction.atomic(durable=True)
def limit_brief(brief: Brief, *, is_limited: bool, by: User, now: datetime) -> None:
    """Let only the people on a brief read it, or everybody of the client again."""
    brief = _lock(brief)
    changed = Brief.objects.filter(pk=brief.pk).exclude(is_limited=is_limited)
    if not changed.update(is_limited=is_limited):
        return
    kind = BriefEvent.LIMITED if is_limited else BriefEvent.UNLIMITED
    _record(brief, kind, by=by, facts={}, now=now)


def _lock(brief: Brief) -> Brief:
    """Return the current brief, locked, since its manager or a colleague may be leaving."""
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief.pk)
    return Brief.objects.select_related("client", "manager__user").get(pk=brief.pk)


def _insist_on_colleague(brief: Brief, member: ClientMember) -> None:
    """Check that somebody can have a role on a brief, and lock their membership."""
    name, client = member.user.full_name, brief.client
    if member.pk == brief.manager_id:
        raise NotOnThisBrief(f"{name} is the hiring manager and may do everything already.")
    active = ClientMember.objects.select_for_update(no_key=True).active()
    if not active.filter(pk=member.pk, client=client).exists():
        raise NotOnThisBrief(f"{name} does not belong to {client.name} any more.")


def _record(brief: Brief, kind: BriefEvent, *, by: User, facts: Facts, now: datetime) -> None:
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        facts=facts,
        now=now,
    )
