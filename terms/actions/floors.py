"""Save and delete an interim's own floor. The profile does not change."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.models import Candidate
from interimhub.lib.refused import Refused
from terms.models import Floor
from terms.trail import FloorEvent


class FloorConflict(Refused):
    """Refused: the floor was saved in another window after this one was opened."""


@transaction.atomic(durable=True)
def keep_floor(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    stamp: str,
    note: str,
    **amounts: Decimal | str | None,
) -> None:
    """Save the floor in place of the former one. Checks that have run keep the floor they read.

    Args:
        candidate: whose floor it is.
        by: the interim.
        now: since when it holds.
        stamp: the version that the page showed.
        note: their note to themselves.
        amounts: `currency` and the four amounts for one working day; None leaves one open.

    Raises:
        FloorConflict: it was saved since the page with `stamp` was opened.
    """
    stored = _lock_floor(candidate)
    if (stored.stamp if stored else "") != stamp:
        raise FloorConflict(
            "Your floor was changed in another window after you opened this page. What you typed"
            " is still here: save again to keep it."
        )
    facts = {**amounts, "note": note, "stated_at": now}
    Floor.objects.update_or_create(candidate=candidate, defaults=facts)
    _note(candidate, by=by, kind=FloorEvent.CHANGED, now=now)


@transaction.atomic(durable=True)
def forget_floor(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Delete the floor."""
    Floor.objects.filter(candidate=candidate).delete()
    _note(candidate, by=by, kind=FloorEvent.DELETED, now=now)


def _lock_floor(candidate: Candidate) -> Floor | None:
    # Locking the profile serialises two windows of the same person.
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    return Floor.objects.of(candidate)


def _note(candidate: Candidate, *, by: User, kind: FloorEvent, now: datetime) -> None:
    Activity.record(by=by, role=Role.INTERIM, kind=kind, subject=candidate, now=now)
