"""Actions of members: found, change, invite, join, leave, remove."""

from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.emails import post
from accounts.models import Activity, Invitation, Mail, Membership, Organisation, User, hash_token
from accounts.models.invitations import VALID_FOR
from accounts.notify import notify
from accounts.organisations import notices
from accounts.organisations.duties import duties_of, usual_successor
from accounts.trail import OrganisationEvent
from interimhub.lib.refused import MovedOn, Refused

OrganisationT = TypeVar("OrganisationT", bound=Organisation)


class NameTaken(Refused):
    """Refused: another organisation has this name."""


class AlreadyMember(Refused):
    """Refused: a person can belong to only one organisation of a kind at a time."""


class AlreadyInvited(Refused):
    """Refused: the address has an open invitation, or belongs to a member."""


class InvitationOver(MovedOn):
    """Refused: the invitation was used or withdrawn, or has expired."""


class LastAdministrator(Refused):
    """Refused: the organisation would be left without an administrator."""


class NoLongerAdministrator(Refused):
    """Refused: the person who acts has lost the right in the meantime."""


class SuccessorGone(Refused):
    """Refused: the chosen successor has left in the meantime."""


@transaction.atomic(durable=True)
def found(organisation: OrganisationT, *, by: User, title: str, now: datetime) -> OrganisationT:
    """Create an organisation; `by` becomes its first member and administrator.

    Args:
        organisation: not yet saved.
        title: the founder's title there.

    Raises:
        AlreadyMember: the founder belongs to an organisation of this kind.
        NameTaken: another organisation has this name.
    """
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError:
        raise NameTaken(organisation.words.name_taken) from None
    _add_member(organisation, by, title=title, is_admin=True)
    _record(OrganisationEvent.FOUNDED, organisation, by=by, now=now)
    return organisation


@transaction.atomic(durable=True)
def change(organisation: Organisation, *, by: User, now: datetime, **values: Any) -> None:
    """Store the editable fields of an organisation.

    Args:
        values: the values by field name; for a many-to-many field, its rows.
    """
    many = {field.name for field in organisation._meta.many_to_many}
    columns = [name for name in values if name not in many]
    for name in columns:
        setattr(organisation, name, values[name])
    organisation.save(update_fields=columns)
    for name in many.intersection(values):
        getattr(organisation, name).set(values[name])
    _record(OrganisationEvent.CHANGED, organisation, by=by, now=now)


@transaction.atomic(durable=True)
def invite(
    organisation: Organisation, *, by: User, email: str, is_admin: bool, now: datetime
) -> Invitation:
    """Store an invitation for one address, valid for fourteen days, and queue its e-mail.

    Raises:
        AlreadyInvited: the address has an open invitation, or belongs to a member.
    """
    if organisation.members.active().with_email(email).exists():
        raise AlreadyInvited(f"{email} {organisation.words.belongs} {organisation.name} already.")
    # An invitation that can no longer be accepted would still count as the address's open one.
    sent = organisation.invitations.to_address(email)
    over = sent.unanswered().exclude(pk__in=sent.pending(now).values("pk"))
    over.update(withdrawn_at=now)
    secret = Invitation.new_secret()
    try:
        with transaction.atomic():
            invitation: Invitation = organisation.invitations.create(
                email=email.lower(),
                is_admin=is_admin,
                token_hash=hash_token(secret),
                invited_by=by,
                created_at=now,
                expires_at=now + VALID_FOR,
            )
    except IntegrityError:
        raise AlreadyInvited(f"{email} has an open invitation already.") from None
    _queue_email(invitation, secret=secret, by=by)
    sent = OrganisationEvent.COLLEAGUE_INVITED
    _record(sent, organisation, by=by, now=now, invitation=invitation)
    return invitation


@transaction.atomic(durable=True)
def send_invitation_again(invitation: Invitation, *, by: User, now: datetime) -> bool:
    """Queue a new e-mail for an invitation that was not delivered, with a new secret.

    The invitation is valid for another fourteen days. Returns False if nothing was queued, since
    the last e-mail was delivered or is still being tried.

    Raises:
        InvitationOver: it was used or withdrawn, or has expired.
    """
    secret = Invitation.new_secret()
    expires_at = now + VALID_FOR
    if not Mail.objects.about(invitation).failed().delete()[0]:
        return False
    if not _pending(invitation, now).update(
        token_hash=hash_token(secret), invited_by=by, expires_at=expires_at
    ):
        invitation.refresh_from_db()
        raise InvitationOver(invitation.why_over(now), row=invitation)
    invitation.refresh_from_db()
    _queue_email(invitation, secret=secret, by=by)
    again = OrganisationEvent.INVITATION_REPEATED
    _record(again, invitation.organisation, by=by, now=now, invitation=invitation)
    return True


@transaction.atomic(durable=True)
def withdraw_invitation(invitation: Invitation, *, by: User, now: datetime) -> None:
    """End an invitation. Does nothing if it was used or withdrawn, or has expired."""
    if not _end_invitations(_pending(invitation, now), now=now):
        return
    withdrawn = OrganisationEvent.INVITATION_WITHDRAWN
    _record(withdrawn, invitation.organisation, by=by, now=now, invitation=invitation)


@transaction.atomic(durable=True)
def join(invitation: Invitation, *, by: User, title: str, now: datetime) -> Membership:
    """Accept an invitation, and notify its sender.

    Raises:
        InvitationOver: it was used or withdrawn, it has expired, or its sender is no longer an
            administrator.
        AlreadyMember: they belong to an organisation of this kind.
    """
    # With the lock, the inviter cannot be removed between this check and the new membership.
    _lock(invitation.organisation)
    if not _pending(invitation, now).update(accepted_at=now):
        invitation.refresh_from_db()
        raise InvitationOver(invitation.why_over(now), row=invitation)
    organisation = invitation.organisation
    membership = _add_member(organisation, by, title=title, is_admin=invitation.is_admin)
    _record(OrganisationEvent.JOINED, organisation, by=by, now=now, invitation=invitation)
    notify(invitation.invited_by, notices.MemberJoined(organisation, person=by), now=now)
    return membership


@transaction.atomic(durable=True)
def leave(membership: Membership, *, to: Membership | None = None, by: User, now: datetime) -> None:
    """End the member's own membership; a colleague takes over. Does nothing if it has ended.

    Administrators are notified, and so are the people who wait for the member.

    Args:
        to: the successor, who becomes an administrator if there is no other. By default another
            administrator, or the colleague who knows the member's work best.

    Raises:
        LastAdministrator: there is nobody who could take over, and `to` is not given.
        SuccessorGone: the chosen successor has left too.
    """
    successor = _end(membership, to=to, by=by, now=now)
    if successor is None:
        return
    organisation = membership.organisation
    _record(OrganisationEvent.LEFT, organisation, by=by, now=now)
    for admin in organisation.members.admins().select_related("user").by_name():
        left = notices.MemberLeft(organisation, person=by, to=successor.user)
        notify(admin.user, left, now=now)


@transaction.atomic(durable=True)
def remove(
    membership: Membership, *, to: Membership | None = None, by: User, now: datetime
) -> None:
    """End a colleague's membership; somebody takes over. Does nothing if it has ended.

    The former member is notified, and so are the people who wait for them.

    Args:
        to: the successor; by default the colleague who knows the member's work best, or the person
            who removes them.

    Raises:
        LastAdministrator: there is no other administrator.
        SuccessorGone: the chosen successor has left too.
        NoLongerAdministrator: `by` is no longer an administrator.
    """
    _lock(membership.organisation)
    _insist_on_power(membership.organisation, by)
    if _end(membership, to=to, by=by, now=now) is None:
        return
    _record(OrganisationEvent.COLLEAGUE_REMOVED, membership, by=by, now=now)
    notify(membership.user, notices.MemberRemoved(membership.organisation, by=by), now=now)


@transaction.atomic(durable=True)
def make_admin(membership: Membership, *, by: User, now: datetime) -> None:
    """Make a colleague an administrator, and notify them. Does nothing if they have left.

    Raises:
        NoLongerAdministrator: `by` is no longer an administrator.
    """
    organisation = membership.organisation
    _lock(organisation)
    _insist_on_power(organisation, by)
    if not organisation.members.active().filter(pk=membership.pk).update(is_admin=True):
        return
    _record(OrganisationEvent.ADMINISTRATOR_ADDED, membership, by=by, now=now)
    notify(membership.user, notices.AdminMade(organisation, by=by), now=now)


def _record(
    kind: OrganisationEvent,
    subject: Organisation | Membership,
    *,
    by: User,
    now: datetime,
    invitation: Invitation | None = None,
) -> None:
    organisation = subject.organisation if isinstance(subject, Membership) else subject
    facts = {"invitation": invitation.pk} if invitation else {}
    role = organisation.role
    Activity.record(by=by, role=role, kind=kind, subject=subject, facts=facts, now=now)


def _pending(invitation: Invitation, now: datetime) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = invitation.organisation.invitations.pending(now)
    return rows.filter(pk=invitation.pk)


def _queue_email(invitation: Invitation, *, secret: str, by: User) -> None:
    organisation = invitation.organisation
    path = reverse(organisation.route("invited"), args=[secret])
    context = {
        "by": by.full_name,
        "organisation": organisation.name,
        "expires_at": invitation.expires_at,
        "link": f"{settings.PUBLIC_URL}{path}",
    }
    post(
        key=f"invitation:{invitation.ref}:{invitation.token_hash[:12]}",
        to=invitation.email,
        subject=f"{by.full_name} invites you to {organisation.name} on InterimHub",
        text=render_to_string("accounts/mail/invitation.txt", context),
        html=render_to_string("accounts/mail/invitation.html", context),
        about=invitation,
        sender=by,
        useful_until=invitation.expires_at,
    )


def _add_member(
    organisation: Organisation, user: User, *, title: str, is_admin: bool
) -> Membership:
    """Make `user` a member, always with a new row, even if they were a member before."""
    # Lock the user, so that two invitations accepted at once run one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    model = organisation.membership_model()
    if (current := model.objects.active().filter(user=user).first()) is not None:
        words, name = organisation.words, current.organisation.name
        raise AlreadyMember(f"You {words.belong} {name} already. {words.leave_first}")
    values = {model.organisation_field: organisation, "title": title, "is_admin": is_admin}
    return model.objects.create(user=user, **values)


def _lock(organisation: Organisation) -> None:
    """Lock the organisation, so that joining, leaving and removing run one after the other."""
    # `no_key`: rows that refer to the organisation can still be written.
    rows = type(organisation)._base_manager.select_for_update(no_key=True)
    rows.only("pk").get(pk=organisation.pk)


def _insist_on_power(organisation: Organisation, by: User) -> None:
    if not organisation.members.admins().filter(user=by).exists():
        raise NoLongerAdministrator(
            f"You no longer run {organisation.name}, so nothing was changed."
        )


def _end(
    membership: Membership, *, to: Membership | None, by: User, now: datetime
) -> Membership | None:
    """End a membership and hand over the member's duties.

    Returns:
        The successor; None if the membership had ended before.
    """
    organisation, duties = membership.organisation, duties_of(membership)
    _lock(organisation)
    active = organisation.members.active().filter(pk=membership.pk)
    if not active.exists():
        return None
    successor = _successor(membership, to=to, by=by)
    duties.lock(membership)
    active.update(left_at=now, is_admin=False, successor=successor)
    _end_invitations(organisation.invitations.unanswered().sent_by(membership.user), now=now)
    if not organisation.members.admins().exists():
        organisation.members.filter(pk=successor.pk).update(is_admin=True)
        _record(OrganisationEvent.ADMINISTRATOR_ADDED, successor, by=by, now=now)
        notify(successor.user, notices.AdminMade(organisation, by=by), now=now)
    handed = duties.hand_over(membership, to=successor, by=by, now=now)
    if handed and successor.user_id != by.pk:
        taken = notices.DutiesTaken(
            organisation,
            person=membership.user,
            conversations=handed.conversations,
            briefs=handed.briefs,
        )
        notify(successor.user, taken, now=now)
    return successor


def _successor(membership: Membership, *, to: Membership | None, by: User) -> Membership:
    if to is None:
        usual: Membership | None = usual_successor(membership, by=by)
        if usual is None:
            raise LastAdministrator("First name a colleague who takes over as administrator.")
        return usual
    chosen: Membership | None = (
        membership.colleagues().active().filter(pk=to.pk).select_related("user").first()
    )
    if chosen is None:
        name = to.user.full_name
        raise SuccessorGone(f"{name} has left in the meantime. Choose somebody else.")
    return chosen


def _end_invitations(rows: models.QuerySet[Any], *, now: datetime) -> int:
    """Withdraw invitations, and those of their e-mails that were not sent; return how many."""
    for invitation in rows:
        # Its e-mail may be retried for two days; the link must not be sent any more.
        Mail.objects.about(invitation).waiting().delete()
    return rows.update(withdrawn_at=now)
