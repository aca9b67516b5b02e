"""Who may do what with a firm, and why not."""

from accounts.access import YES, Answer, no
from accounts.models import User
from providers.models import Firm, FirmInvitation, consultant_of


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
    if invitation.email.lower() != user.email.lower():
        return no("This invitation was sent to another address. Sign in with that one.")
    return YES
