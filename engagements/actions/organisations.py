"""What a client's people do with their organisation."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import organisations
from accounts.models import Activity, Role, User
from accounts.notify import notify
from accounts.trail import OrganisationEvent
from engagements import notices
from engagements.models import Client, ClientInvitation, ClientMember
from interimhub.lib.refused import Refused
from skills.models import Concept


class AlreadyMember(Refused):
    """A person belongs to one client at a time."""


class NameTaken(Refused):
    """Another organisation has this name."""


@transaction.atomic(durable=True)
def found_client(
    *, by: User, name: str, title: str, sector: Concept | None, now: datetime
) -> Client:
    """Bring a company or hospital to the hub; its founder runs it.

    Raises:
        AlreadyMember: they belong to a client already.
        NameTaken: somebody brought an organisation of this name a moment ago.
    """
    try:
        with transaction.atomic():
            client = Client.objects.create(name=name, sector=sector)
    except IntegrityError:
        raise NameTaken(
            "This organisation is here already. Ask a colleague there to invite you."
        ) from None
    _enrol(by, client=client, title=title, is_admin=True)
    Activity.record(
        by=by, role=Role.MEMBER, kind=OrganisationEvent.FOUNDED, subject=client, now=now
    )
    return client


@transaction.atomic(durable=True)
def change_client(
    client: Client,
    *,
    by: User,
    alias: str,
    about: str,
    sector: Concept | None,
    may_waive_specialist: bool,
    now: datetime,
) -> None:
    """Keep what a client says of itself, its confidential name and its rule for panels."""
    client.alias, client.about, client.sector = alias, about, sector
    client.may_waive_specialist = may_waive_specialist
    client.save(update_fields=["alias", "about", "sector", "may_waive_specialist"])
    Activity.record(
        by=by, role=Role.MEMBER, kind=OrganisationEvent.CHANGED, subject=client, now=now
    )


@transaction.atomic(durable=True)
def invite_member(
    client: Client, *, by: User, email: str, is_admin: bool, now: datetime
) -> ClientInvitation:
    """Post a letter that lets one address join the client within fourteen days.

    Raises:
        AlreadyInvited: a standing invitation is on its way to that address, or its owner works
            here.
    """
    if client.members.active().filter(user__email__iexact=email).exists():
        raise organisations.AlreadyInvited(f"{email} belongs to {client.name} already.")
    invitation: ClientInvitation = organisations.invite(
        client.invitations,
        by=by,
        email=email,
        is_admin=is_admin,
        name=client.name,
        route="engagements:invited",
        now=now,
    )
    Activity.record(
        by=by, role=Role.MEMBER, kind=OrganisationEvent.COLLEAGUE_INVITED, subject=client, now=now
    )
    return invitation


@transaction.atomic(durable=True)
def join_client(
    invitation: ClientInvitation, *, by: User, title: str, now: datetime
) -> ClientMember:
    """Join the client that sent the invitation.

    Raises:
        InvitationOver: it was used, withdrawn or has run out.
        AlreadyMember: they belong to a client already.
    """
    organisations.accept(invitation, now=now)
    client = invitation.client
    member = _enrol(by, client=client, title=title, is_admin=invitation.is_admin)
    Activity.record(by=by, role=Role.MEMBER, kind=OrganisationEvent.JOINED, subject=client, now=now)
    notify(invitation.invited_by, notices.ClientMemberJoined(client, person=by), now=now)
    return member


@transaction.atomic(durable=True)
def withdraw_invitation(invitation: ClientInvitation, *, by: User, now: datetime) -> None:
    """Make the letter worthless; nothing happens when it was used or has run out."""
    if not organisations.withdraw(invitation, now=now):
        return
    Activity.record(
        by=by,
        role=Role.MEMBER,
        kind=OrganisationEvent.INVITATION_WITHDRAWN,
        subject=invitation.client,
        now=now,
    )


@transaction.atomic(durable=True)
def leave_client(member: ClientMember, *, by: User, now: datetime) -> None:
    """Leave one's organisation; its administrators are told, so that somebody takes over.

    Raises:
        LastAdministrator: nobody else could run the organisation.
    """
    if not _part(member, now=now):
        return
    client = member.client
    Activity.record(by=by, role=Role.MEMBER, kind=OrganisationEvent.LEFT, subject=client, now=now)
    for admin in client.members.admins().select_related("user").by_name():
        notify(admin.user, notices.ClientMemberLeft(client, person=by), now=now)


@transaction.atomic(durable=True)
def remove_member(member: ClientMember, *, by: User, now: datetime) -> None:
    """End a colleague's membership; what they could see is closed at once.

    Raises:
        LastAdministrator: nobody else could run the organisation.
    """
    if not _part(member, now=now):
        return
    client = member.client
    Activity.record(
        by=by, role=Role.MEMBER, kind=OrganisationEvent.COLLEAGUE_REMOVED, subject=member, now=now
    )
    notify(member.user, notices.ClientMemberRemoved(client, by=by), now=now)


@transaction.atomic(durable=True)
def make_admin(member: ClientMember, *, by: User, now: datetime) -> None:
    """Let a colleague run the organisation too."""
    if not member.client.members.active().filter(pk=member.pk).update(is_admin=True):
        return
    Activity.record(
        by=by, role=Role.MEMBER, kind=OrganisationEvent.ADMINISTRATOR_ADDED, subject=member, now=now
    )
    notify(member.user, notices.ClientAdminMade(member.client, by=by), now=now)


def _part(member: ClientMember, *, now: datetime) -> bool:
    client = member.client
    return organisations.part(member, organisation=client, people=client.members, now=now)


def _enrol(user: User, *, client: Client, title: str, is_admin: bool) -> ClientMember:
    """Make a person a member of a client, or take them back after they had left one."""
    # One person, one client: two invitations accepted at once come one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    former = ClientMember.objects.filter(user=user).first()
    if former is None:
        return ClientMember.objects.create(user=user, client=client, title=title, is_admin=is_admin)
    if former.left_at is None:
        raise AlreadyMember(f"You belong to {former.client.name} already. Leave it first.")
    former.client, former.title, former.is_admin, former.left_at = client, title, is_admin, None
    former.save(update_fields=["client", "title", "is_admin", "left_at"])
    return former
