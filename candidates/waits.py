"""The lines about an interim's own profile on the page *today*."""

from datetime import UTC, datetime, time

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.waits import Wait, derived
from candidates.completeness import is_stale
from candidates.models import Candidate, candidate_of
from interimhub.lib.prepared import Prepared

ABOUT = "Your profile"


_CLAIMABLE: Prepared[Candidate] = Prepared(
    lambda *, user: Candidate.objects.claimable_by(user).order_by("pk")
)


@derived
def waits_for(user: User, *, now: datetime) -> list[Wait]:
    """Return what this person has to do on their own profile; empty without a profile."""
    candidate = candidate_of(user)
    if candidate is None:
        return []
    today = timezone.localdate(now)
    waits = [_claim(imported) for imported in _CLAIMABLE(user=user)]
    if not candidate.is_discoverable:
        waits.append(
            Wait(
                who="Firms cannot find you yet",
                what="Finish your profile and let firms find you",
                about=ABOUT,
                url=reverse("candidates:profile"),
                verb="Go on",
                due_at=None,
                started_at=candidate.claimed_at,
            )
        )
    elif is_stale(candidate, today=today):
        confirmed = candidate.availability_confirmed_on
        since = timezone.make_aware(datetime.combine(confirmed, time()), UTC) if confirmed else None
        waits.append(
            Wait(
                who="Every firm that reads your profile",
                what="Confirm that your availability is still right",
                about=ABOUT,
                url=reverse("candidates:availability"),
                verb="Confirm it",
                due_at=None,
                started_at=since,
            )
        )
    return waits


def _claim(imported: Candidate) -> Wait:
    return Wait(
        who=f"Imported from {imported.source}",
        what="Claim the profile that was imported for you",
        about=ABOUT,
        url=reverse("candidates:profile"),
        verb="Look at it",
        due_at=None,
        started_at=imported.created_at,
    )
