"""Name a person for a brief; answer as the named person."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.emails import post
from accounts.models import Activity, Invitation, Mail, Role, User, hash_token
from accounts.notify import notify
from candidates.models import Candidate
from engagements.disclosed_names import confidential_reader
from engagements.models import Brief
from interimhub.lib.refused import MovedOn, Refused
from shortlists import notices
from shortlists.locking import insist_in_search, lock_brief
from shortlists.models import Referral
from shortlists.models.referrals import PER_PERSON, VALID_FOR, hash_address
from shortlists.trail import ReferralEvent


class CannotName(Refused):
    """Refused: the person cannot be named; the reason says nothing of anybody else."""


@transaction.atomic(durable=True)
def name_person(
    brief: Brief, *, by: User, role: Role, full_name: str, email: str, how: str, now: datetime
) -> Referral:
    """Name a person for a brief; they get one letter, whoever names them and how often.

    Whoever names a person whom somebody else has named before is not told so: the named person
    reads both names in the one letter's page.

    Args:
        brief: in search.
        by: who names them, as `role`.
        full_name: the person's.
        email: their address; only who signs in with it can open the letter's page.
        how: how they know each other, in their own words.

    Raises:
        CannotName: it is their own address, they have named this person before, or too many.
        BriefOnHold: the brief is on hold.
        MovedOn: the brief is no longer in search.
    """
    brief = lock_brief(brief.pk)
    insist_in_search(brief)
    if hash_address(email) == hash_address(by.email):
        raise CannotName("This is your own address.")
    own = Referral.objects.made_by(by).about(brief)
    if own.naming(email).exists():
        raise CannotName("You have named this person for this brief already.")
    if own.count() >= PER_PERSON:
        raise CannotName(f"You have named {PER_PERSON} people for this brief. That is the most.")
    secret = Invitation.new_secret()
    referral = _with_letter_or_without(
        Referral(
            brief=brief,
            named_by=by,
            role=role,
            full_name=full_name,
            email=email.strip().lower(),
            address_hash=hash_address(email),
            token_hash=hash_token(secret),
            how=how,
            named_at=now,
            expires_at=now + VALID_FOR,
        )
    )
    if referral.token_hash:
        _queue_letter(referral, secret=secret)
    Activity.record(by=by, role=role, kind=ReferralEvent.MADE, subject=referral, now=now)
    return referral


def _with_letter_or_without(referral: Referral) -> Referral:
    """Store the referral; without a letter if the person has one of this brief already."""
    first = Referral.objects.about(referral.brief).naming(referral.email).with_letter().first()
    if first is not None:
        referral.token_hash = None
        referral.expires_at = first.expires_at
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError as error:
        # The constraint decides even if code forgets the lock.
        raise CannotName("You have named this person for this brief already.") from error
    if first is not None and not first.is_waiting:
        # They have answered, or let it pass: they are not asked again.
        referral.lapse(now=referral.named_at)
    return referral


@transaction.atomic(durable=True)
def accept_referral(
    referral: Referral, candidate: Candidate, *, by: User, now: datetime
) -> list[Referral]:
    """Say yes as the named person: whoever named them hears it, and the mark is kept.

    It promises nothing: no firm knows of them before they tell one.

    Returns:
        Every referral of this person for the brief, also those without a letter.

    Raises:
        MovedOn: it was answered before, has expired, or the brief is no longer in search.
    """
    accepted = []
    for row in _answerable(referral, now=now):
        if row.accept(candidate, now=now):
            accepted.append(row)
            _record(row, ReferralEvent.ACCEPTED, by=by, role=Role.INTERIM, now=now)
            notify(row.named_by, notices.ReferralAccepted(row), now=now)
    return accepted


@transaction.atomic(durable=True)
def decline_referral(referral: Referral, *, by: User, now: datetime) -> None:
    """Say no as the named person; nobody is told, and their address is deleted.

    Raises:
        MovedOn: it was answered before, has expired, or the brief is no longer in search.
    """
    for row in _answerable(referral, now=now):
        row.decline(now=now)
        _record(row, ReferralEvent.DECLINED, by=by, role=Role.INTERIM, now=now)


@transaction.atomic(durable=True)
def lapse_referral(referral: Referral, *, now: datetime) -> bool:
    """End the wait for a named person, and delete their address; return whether it was open."""
    lock_brief(referral.brief_id)
    referral.refresh_from_db(fields=["status"])
    if not referral.is_waiting:
        return False
    # The link of a letter that was not sent yet leads nowhere now.
    Mail.objects.about(referral).waiting().delete()
    referral.lapse(now=now)
    _record(referral, ReferralEvent.LAPSED, by=None, role=Role.CLOCK, now=now)
    return True


def _answerable(referral: Referral, *, now: datetime) -> list[Referral]:
    brief = lock_brief(referral.brief_id)
    rows = Referral.objects.about(brief).filter(address_hash=referral.address_hash)
    rows = rows.answerable(now).with_people().first_made_first()
    found = list(rows.select_for_update(of=("self",)))
    if not found:
        raise MovedOn("This was answered before, or it is too late for an answer.", row=referral)
    return found


def _record(
    referral: Referral, kind: ReferralEvent, *, by: User | None, role: Role, now: datetime
) -> None:
    Activity.record(
        by=by,
        role=role,
        kind=kind,
        subject=referral,
        before=Referral.Status.WAITING,
        after=referral.status,
        now=now,
    )


def _queue_letter(referral: Referral, *, secret: str) -> None:
    brief = referral.brief
    read = confidential_reader(brief) if brief.is_confidential else str
    title = read(brief.name)
    context = {
        "name": referral.full_name,
        "by": referral.named_by.full_name,
        "how": read(referral.how),
        "title": title,
        "expires_at": referral.expires_at,
        "link": f"{settings.PUBLIC_URL}{reverse('shortlists:named_person', args=[secret])}",
    }
    post(
        key=f"referral:{referral.ref}",
        to=referral.email,
        subject=f"{referral.named_by.full_name} named you for this work: {title}",
        text=render_to_string("shortlists/mail/referral.txt", context),
        html=render_to_string("shortlists/mail/referral.html", context),
        about=referral,
        useful_until=referral.expires_at,
    )
