"""What firms' people do with their firm."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts import organisations
from accounts.models import Activity, Role, User
from accounts.notify import notify
from accounts.trail import OrganisationEvent
from interimhub.lib.refused import Refused
from providers import notices
from providers.models import Consultant, Firm, FirmInvitation
from skills.models import Concept


class AlreadyAtWork(Refused):
    """A person works for one firm at a time."""


class NameTaken(Refused):
    """Another firm has this name."""


@transaction.atomic(durable=True)
def found_firm(
    *,
    by: User,
    name: str,
    kind: str,
    title: str,
    specialisms: Iterable[Concept] = (),
    tagline: str = "",
    now: datetime,
) -> Firm:
    """Bring a firm to the hub; its founder accepts the conduct charter and runs it.

    Raises:
        AlreadyAtWork: they work for a firm already.
        NameTaken: somebody brought a firm of this name a moment ago.
    """
    try:
        with transaction.atomic():
            firm = Firm.objects.create(
                name=name, kind=kind, tagline=tagline, charter_accepted_at=now
            )
    except IntegrityError:
        raise NameTaken(
            "A firm of this name is here already. Ask a colleague there to invite you."
        ) from None
    firm.specialisms.set(specialisms)
    _employ(by, firm=firm, title=title, is_admin=True)
    Activity.record(
        by=by, role=Role.CONSULTANT, kind=OrganisationEvent.FOUNDED, subject=firm, now=now
    )
    return firm


@transaction.atomic(durable=True)
def change_firm(
    firm: Firm,
    *,
    by: User,
    tagline: str,
    about: str,
    website: str,
    specialisms: Iterable[Concept],
    now: datetime,
) -> None:
    """Keep what a firm says of itself. Its kind is not changed by its own people."""
    firm.tagline = tagline
    firm.about = about
    firm.website = website
    firm.save(update_fields=["tagline", "about", "website"])
    firm.specialisms.set(specialisms)
    Activity.record(
        by=by, role=Role.CONSULTANT, kind=OrganisationEvent.CHANGED, subject=firm, now=now
    )


@transaction.atomic(durable=True)
def invite_consultant(
    firm: Firm, *, by: User, email: str, is_admin: bool, now: datetime
) -> FirmInvitation:
    """Post a letter that lets one address join the firm within fourteen days.

    Raises:
        AlreadyInvited: a standing invitation is on its way to that address, or its owner works
            here.
    """
    if firm.members.active().filter(user__email__iexact=email).exists():
        raise organisations.AlreadyInvited(f"{email} works at {firm.name} already.")
    invitation: FirmInvitation = organisations.invite(
        firm.invitations,
        by=by,
        email=email,
        is_admin=is_admin,
        name=firm.name,
        route="providers:invited",
        now=now,
    )
    Activity.record(
        by=by, role=Role.CONSULTANT, kind=OrganisationEvent.COLLEAGUE_INVITED, subject=firm, now=now
    )
    return invitation


@transaction.atomic(durable=True)
def join_firm(invitation: FirmInvitation, *, by: User, title: str, now: datetime) -> Consultant:
    """Join the firm that sent the invitation.

    Raises:
        InvitationOver: it was used, withdrawn or has run out.
        AlreadyAtWork: they work for a firm already.
    """
    organisations.accept(invitation, now=now)
    consultant = _employ(by, firm=invitation.firm, title=title, is_admin=invitation.is_admin)
    Activity.record(
        by=by, role=Role.CONSULTANT, kind=OrganisationEvent.JOINED, subject=invitation.firm, now=now
    )
    joined = notices.ConsultantJoined(invitation.firm, person=by)
    notify(invitation.invited_by, joined, now=now)
    return consultant


@transaction.atomic(durable=True)
def withdraw_invitation(invitation: FirmInvitation, *, by: User, now: datetime) -> None:
    """Make the letter worthless; nothing happens when it was used or has run out."""
    if not organisations.withdraw(invitation, now=now):
        return
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=OrganisationEvent.INVITATION_WITHDRAWN,
        subject=invitation.firm,
        now=now,
    )


@transaction.atomic(durable=True)
def leave_firm(consultant: Consultant, *, by: User, now: datetime) -> None:
    """Leave one's firm; its administrators are told, so that somebody takes over.

    Raises:
        LastAdministrator: nobody else could run the firm.
    """
    if not _part(consultant, now=now):
        return
    firm = consultant.firm
    Activity.record(by=by, role=Role.CONSULTANT, kind=OrganisationEvent.LEFT, subject=firm, now=now)
    for admin in firm.members.admins().select_related("user").by_name():
        notify(admin.user, notices.ConsultantLeft(firm, person=by), now=now)


@transaction.atomic(durable=True)
def remove_consultant(consultant: Consultant, *, by: User, now: datetime) -> None:
    """End a colleague's work for the firm; what they could see is closed at once.

    Raises:
        LastAdministrator: nobody else could run the firm.
    """
    if not _part(consultant, now=now):
        return
    firm = consultant.firm
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=OrganisationEvent.COLLEAGUE_REMOVED,
        subject=consultant,
        now=now,
    )
    notify(consultant.user, notices.ConsultantRemoved(firm, by=by), now=now)


@transaction.atomic(durable=True)
def make_admin(consultant: Consultant, *, by: User, now: datetime) -> None:
    """Let a colleague run the firm too."""
    if not consultant.firm.members.active().filter(pk=consultant.pk).update(is_admin=True):
        return
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=OrganisationEvent.ADMINISTRATOR_ADDED,
        subject=consultant,
        now=now,
    )
    notify(consultant.user, notices.FirmAdminMade(consultant.firm, by=by), now=now)


def _part(consultant: Consultant, *, now: datetime) -> bool:
    firm = consultant.firm
    return organisations.part(consultant, organisation=firm, people=firm.members, now=now)


def _employ(user: User, *, firm: Firm, title: str, is_admin: bool) -> Consultant:
    """Make a person a consultant of a firm, or take them back after they had left one."""
    # One person, one firm: two invitations accepted at once come one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    former = Consultant.objects.filter(user=user).first()
    if former is None:
        return Consultant.objects.create(user=user, firm=firm, title=title, is_admin=is_admin)
    if former.left_at is None:
        raise AlreadyAtWork(
            f"You work for {former.firm.name} already. Leave it before you join another."
        )
    former.firm, former.title, former.is_admin, former.left_at = firm, title, is_admin, None
    former.save(update_fields=["firm", "title", "is_admin", "left_at"])
    return former
