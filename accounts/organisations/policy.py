"""Policies for an organisation, its members and its invitations."""

from accounts.access import YES, Answer, no, too_late
from accounts.models import Invitation, Membership, Organisation, User


def can_run(user: User, organisation: Organisation) -> Answer:
    """Only its own administrators."""
    own = organisation.membership_model().active_of(user)
    if own is None or own.organisation_id != organisation.pk:
        return no(f"Only members of this {organisation.words.noun} can change it.")
    if not own.is_admin:
        return no(f"Ask one of your {organisation.words.noun}'s administrators to do this.")
    return YES


def can_withdraw(user: User, invitation: Invitation) -> Answer:
    """Only administrators of the organisation that sent it, while nobody has used it."""
    if not (answer := can_run(user, invitation.organisation)):
        return answer
    if invitation.accepted_at is not None:
        return too_late("This invitation has been accepted.")
    if invitation.withdrawn_at is not None:
        return too_late("This invitation has been withdrawn.")
    return YES


def can_join(user: User, invitation: Invitation) -> Answer:
    """Only the person it was sent to."""
    if not invitation.is_for(user):
        return no(
            "This invitation was sent to another address. Sign in with that address to accept it."
        )
    return YES


def can_leave(user: User, membership: Membership) -> Answer:
    """Only the member, and only while there is a colleague who can take over."""
    if membership.user_id != user.pk:
        return no("You can only leave for yourself.")
    if not membership.colleagues().active().exists():
        return no("You are the only member. Invite a colleague who can take over, then leave.")
    return YES


def can_remove(user: User, membership: Membership) -> Answer:
    """Only administrators of the organisation, and not themselves."""
    organisation = membership.organisation
    if not (answer := can_run(user, organisation)):
        return answer
    if membership.user_id == user.pk:
        return no(organisation.words.leave_instead)
    return _still_there(membership)


def can_make_admin(user: User, membership: Membership) -> Answer:
    """Only administrators of the organisation."""
    return can_run(user, membership.organisation) and _still_there(membership)


def _still_there(membership: Membership) -> Answer:
    if membership.has_left:
        words, name = membership.organisation.words, membership.user.full_name
        return too_late(f"{name} no longer {words.belongs_here}.")
    return YES
