"""Who may speak for somebody, and who may never know of them."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from candidates.actions.writing import write
from candidates.models import Candidate, FirmStance
from candidates.trail import ProfileEvent
from providers.models import Firm


@transaction.atomic(durable=True)
def change_voice(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    version: int,
    open_to_specialists: bool,
    open_to_generalists: bool,
    open_to_rpos: bool,
) -> None:
    """Keep which kinds of firm may find the profile.

    Raises:
        ProfileMoved: it was changed since `version`.
    """
    write(
        candidate,
        by=by,
        kind=ProfileEvent.REPRESENTATION_CHANGED,
        now=now,
        version=version,
        open_to_specialists=open_to_specialists,
        open_to_generalists=open_to_generalists,
        open_to_rpos=open_to_rpos,
    )


@transaction.atomic(durable=True)
def set_stance(candidate: Candidate, *, by: User, now: datetime, firm: Firm, stance: str) -> None:
    """Trust a firm, block it, or (`stance` empty) leave it to its kind; the firm is not told."""
    # One kind for all three: the trail does not say what is between the two either.
    write(candidate, by=by, kind=ProfileEvent.STANCE_CHANGED, now=now)
    if stance:
        FirmStance.objects.update_or_create(
            candidate=candidate, firm=firm, defaults={"stance": stance}
        )
    else:
        FirmStance.objects.filter(candidate=candidate, firm=firm).delete()
