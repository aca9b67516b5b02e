"""What firms and clients do alike with their people: invite, take in, part.

Every function that changes something belongs into the transaction of the action that calls it.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.access import YES, Answer, no
from accounts.emails import post
from accounts.models import Invitation, User, hash_token
from accounts.models.invitations import VALID_FOR
from interimhub.lib.refused import Refused


class InvitationOver(Refused):
    """The invitation was used, withdrawn or has run out."""


class AlreadyInvited(Refused):
    """One standing invitation for one address, and none for a colleague."""


class LastAdministrator(Refused):
    """Somebody must be able to run the organisation."""


def invite(
    invitations: Any, *, by: User, email: str, is_admin: bool, name: str, route: str, now: datetime
) -> Any:
    """Store an invitation among an organisation's own and post its letter.

    Args:
        invitations: the organisation's related manager, `client.invitations`.
        name: what the letter calls the organisation.
        route: the page that its link leads to, which takes the secret.

    Raises:
        AlreadyInvited: a standing invitation is on its way to that address.
    """
    secret = Invitation.new_secret()
    invitations.filter(email__iexact=email, expires_at__lte=now).update(withdrawn_at=now)
    try:
        with transaction.atomic():
            invitation = invitations.create(
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
        "organisation": name,
        "expires_at": invitation.expires_at,
        "link": f"{settings.PUBLIC_URL}{reverse(route, args=[secret])}",
    }
    post(
        key=f"invitation:{invitation.ref}",
        to=invitation.email,
        subject=f"{by.full_name} invites you to {name} on InterimHub",
        text=render_to_string("accounts/mail/invitation.txt", context),
        html=render_to_string("accounts/mail/invitation.html", context),
    )
    return invitation


def accept(invitation: Invitation, *, now: datetime) -> None:
    """Use an invitation up.

    Raises:
        InvitationOver: it was used, withdrawn or has run out.
    """
    if not _standing(invitation, now).update(accepted_at=now):
        invitation.refresh_from_db()
        raise InvitationOver(invitation.why_over(now))


def withdraw(invitation: Invitation, *, now: datetime) -> bool:
    """Make the letter worthless; False: it was used, withdrawn or had run out."""
    return bool(_standing(invitation, now).update(withdrawn_at=now))


def can_accept(user: User, invitation: Invitation) -> Answer:
    """Only the person it was sent to."""
    if not invitation.is_for(user):
        return no(
            "This invitation was sent to another address. Sign in with that one to accept it."
        )
    return YES


def can_part(user: User, person: Any, *, people: Any) -> Answer:
    """Only oneself, while somebody else among `people` can run the organisation."""
    if person.user_id != user.pk:
        return no("Nobody can leave for somebody else.")
    if not people.admins().other_than(person).exists():
        return no("You are the only administrator. Make a colleague one first, then you can leave.")
    return YES


def part(person: Any, *, organisation: models.Model, people: Any, now: datetime) -> bool:
    """End one person's place in an organisation; False: it had ended before.

    Args:
        person: one of `people`.
        people: the organisation's related manager, `client.members`.

    Raises:
        LastAdministrator: nobody else could run the organisation.
    """
    # Its row is the lock: two administrators who leave at once come one after the other.
    type(organisation)._base_manager.select_for_update().get(pk=organisation.pk)
    if not people.admins().other_than(person).exists():
        raise LastAdministrator("Make a colleague an administrator first: somebody must run it.")
    return bool(people.active().filter(pk=person.pk).update(left_at=now, is_admin=False))


def _standing(invitation: Invitation, now: datetime) -> Any:
    rows: Any = type(invitation)._default_manager
    return rows.pending(now).filter(pk=invitation.pk)
