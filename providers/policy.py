"""Who may do what with a firm, and why not."""

from accounts import organisations
from accounts.access import YES, Answer, no
from accounts.models import User
from providers.models import Consultant, Firm, FirmInvitation, consultant_of


def can_run(user: User, firm: Firm) -> Answer:
    """Only its own administrators."""
    consultant = consultant_of(user)
    if consultant is None or consultant.firm_id != firm.pk:
        return no("Only people of this firm can change it.")
    if not consultant.is_admin:
        return no("Ask one of your firm's administrators to do this.")
    return YES


def can_withdraw(user: User, invitation: FirmInvitation) -> Answer:
    """Only administrators of the firm that sent it."""
    return can_run(user, invitation.firm)


def can_join(user: User, invitation: FirmInvitation) -> Answer:
    """Only the person it was sent to."""
    return organisations.can_accept(user, invitation)


def can_leave(user: User, consultant: Consultant) -> Answer:
    """Only oneself, while somebody else can run the firm."""
    return organisations.can_part(user, consultant, people=consultant.firm.members)


def can_remove(user: User, consultant: Consultant) -> Answer:
    """Only administrators of the firm, and not themselves."""
    if not (answer := can_run(user, consultant.firm)):
        return answer
    if consultant.user_id == user.pk:
        return no("To end your own work for the firm, leave it.")
    return YES


def can_make_admin(user: User, consultant: Consultant) -> Answer:
    """Only administrators of the firm."""
    return can_run(user, consultant.firm)
