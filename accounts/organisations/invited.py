"""Who is invited by the link of an invitation to an organisation."""

from django.urls import ResolverMatch
from django.utils import timezone

from accounts.entrances import Invited, finds_invited
from accounts.models import Invitation


@finds_invited("invited")
def invited_to_organisation(match: ResolverMatch) -> Invited | None:
    """Return whom an invitation was sent to, if it can still be accepted."""
    rows = match.kwargs["model"].invitation_model().objects
    pending = rows.pending(timezone.now()).with_organisation()
    invitation: Invitation | None = pending.with_secret(match.kwargs["secret"]).first()
    if invitation is None:
        return None
    return Invited(
        invitation.email,
        f"{invitation.invited_by.full_name} invites you to {invitation.organisation.name}. "
        "The invitation is for the address below.",
    )
