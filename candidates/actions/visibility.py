"""Choose which firms may find a profile."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from candidates.actions.writing import write
from candidates.models import Candidate, FirmStance
from candidates.trail import ProfileEvent
from providers.models import Firm


@transaction.atomic(durable=True)
def change_visibility(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    version: int,
    open_to_specialists: bool,
    open_to_generalists: bool,
    open_to_rpos: bool,
) -> None:
    """Save which kinds of firm may find the profile.

    Raises:
        ProfileConflict: it was changed since `version`.
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
    """Trust or block a firm. An empty `stance` removes both. The firm is not notified."""
    # One event kind for all three: the trail must not show whom somebody trusts or blocks.
    write(candidate, by=by, kind=ProfileEvent.STANCE_CHANGED, now=now)
    if stance:
        FirmStance.objects.update_or_create(
            candidate=candidate, firm=firm, defaults={"stance": stance}
        )
    else:
        FirmStance.objects.filter(candidate=candidate, firm=firm).delete()
