"""What a client's people do with their organisation."""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.emails import post, tell
from accounts.models import Activity, Invitation, User, hash_token
from accounts.models.invitations import VALID_FOR
from engagements.models import Client, ClientInvitation, ClientMember
from interimhub.lib.refused import Refused
from skills.models import Concept


class AlreadyMember(Refused):
    """A person belongs to one client at a time."""


class InvitationOver(Refused):
    """The invitation was used, withdrawn or has run out."""


class AlreadyInvited(Refused):
    """One standing invitation for one address, and none for a colleague."""


class NameTaken(Refused):
    """Another organisation has this name."""


class LastAdministrator(Refused):
    """Somebody must be able to run the organisation."""


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
    Activity.record(by=by, role="manager", verb="founded the organisation", subject=client, now=now)
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
    Activity.record(by=by, role="manager", verb="changed the organisation", subject=client, now=now)


@transaction.atomic(durable=True)
def invite_member(
    client: Client, *, by: User, email: str, is_admin: bool, now: datetime
) -> ClientInvitation:
    """Post a letter that lets one address join the client within fourteen days.

    Raises:
        AlreadyInvited: a standing invitation is on its way to that address, or its owner works
            here.
    """
    if client.members.working().filter(user__email__iexact=email).exists():
        raise AlreadyInvited(f"{email} belongs to {client.name} already.")
    secret = Invitation.new_secret()
    over = ClientInvitation.objects.filter(client=client, email__iexact=email, expires_at__lte=now)
    over.update(withdrawn_at=now)
    try:
        with transaction.atomic():
            invitation = ClientInvitation.objects.create(
                client=client,
                email=email.lower(),
                is_admin=is_admin,
                token_hash=hash_token(secret),
                invited_by=by,
                created_at=now,
                expires_at=now + VALID_FOR,
            )
    except IntegrityError:
        raise AlreadyInvited(f"{email} has a standing invitation already.") from None
    context = {
        "by": by.full_name,
        "organisation": client.name,
        "expires_at": invitation.expires_at,
        "link": f"{settings.PUBLIC_URL}{reverse('engagements:invited', args=[secret])}",
    }
    post(
        key=f"client-invitation:{invitation.ref}",
        to=invitation.email,
        subject=f"{by.full_name} invites you to {client.name} on InterimHub",
        text=render_to_string("accounts/mail/invitation.txt", context),
        html=render_to_string("accounts/mail/invitation.html", context),
        is_secret=True,
    )
    Activity.record(by=by, role="manager", verb="invited a colleague", subject=client, now=now)
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
    standing = ClientInvitation.objects.standing(now).filter(pk=invitation.pk)
    if not standing.update(accepted_at=now):
        invitation.refresh_from_db()
        raise InvitationOver(invitation.why_over(now))
    client = invitation.client
    member = _enrol(by, client=client, title=title, is_admin=invitation.is_admin)
    Activity.record(by=by, role="manager", verb="joined the organisation", subject=client, now=now)
    tell(
        invitation.invited_by,
        subject=f"{by.full_name} has joined {client.name}",
        body=f"{by.full_name} accepted your invitation and can write briefs from now on.",
        url=reverse("engagements:organisation"),
        now=now,
    )
    return member


@transaction.atomic(durable=True)
def withdraw_invitation(invitation: ClientInvitation, *, by: User, now: datetime) -> None:
    """Make the letter worthless; nothing happens when it was used or has run out."""
    standing = ClientInvitation.objects.standing(now).filter(pk=invitation.pk)
    if not standing.update(withdrawn_at=now):
        return
    Activity.record(
        by=by, role="manager", verb="withdrew an invitation", subject=invitation.client, now=now
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
    Activity.record(by=by, role="manager", verb="left the organisation", subject=client, now=now)
    for admin in client.members.running().select_related("user").by_name():
        tell(
            admin.user,
            subject=f"{by.full_name} has left {client.name}",
            body=f"{by.full_name} no longer reads or decides anything for {client.name}. "
            "You can act on their briefs, so that nobody waits in vain.",
            url=reverse("engagements:organisation"),
            now=now,
        )


@transaction.atomic(durable=True)
def remove_member(member: ClientMember, *, by: User, now: datetime) -> None:
    """End a colleague's membership; what they could see is closed at once.

    Raises:
        LastAdministrator: nobody else could run the organisation.
    """
    if not _part(member, now=now):
        return
    client = member.client
    Activity.record(by=by, role="manager", verb="removed a colleague", subject=member, now=now)
    tell(
        member.user,
        subject=f"You no longer belong to {client.name} on InterimHub",
        body=f"{by.full_name} has ended your access to what {client.name} does here. "
        "Your account stays yours. If this is a mistake, ask them for a new invitation.",
        now=now,
    )


@transaction.atomic(durable=True)
def make_admin(member: ClientMember, *, by: User, now: datetime) -> None:
    """Let a colleague run the organisation too."""
    if not member.client.members.working().filter(pk=member.pk).update(is_admin=True):
        return
    Activity.record(by=by, role="manager", verb="made an administrator", subject=member, now=now)
    tell(
        member.user,
        subject=f"You can now run {member.client.name}",
        body=f"{by.full_name} made you an administrator: you can invite colleagues, remove them, "
        "act on every brief and change the organisation's page.",
        url=reverse("engagements:organisation"),
        now=now,
    )


def _part(member: ClientMember, *, now: datetime) -> bool:
    """End one membership, unless nobody could run the client then; False: it had ended before."""
    # The client's row is the lock: two administrators who leave at once come one after the other.
    Client.objects.select_for_update().get(pk=member.client_id)
    others = member.client.members.running().exclude(pk=member.pk)
    if not others.exists():
        raise LastAdministrator("Make a colleague an administrator first: somebody must run it.")
    working = ClientMember.objects.working().filter(pk=member.pk)
    return bool(working.update(left_at=now, is_admin=False))


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
