"""Save and delete an interim's own day rate. The profile does not change."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.models import Candidate
from interimhub.lib.refused import Refused
from terms.models import DayRate
from terms.trail import RateEvent


class RateConflict(Refused):
    """Refused: the rate was saved in another window after this one was opened."""


@transaction.atomic(durable=True)
def keep_rate(
    candidate: Candidate,
    *,
    by: User,
    now: datetime,
    stamp: str,
    amount: Decimal,
    currency: str,
    note: str,
) -> None:
    """Save the day rate.

    Raises:
        RateConflict: it was saved since the page with `stamp` was opened.
    """
    stored = _lock_rate(candidate)
    if (stored.stamp if stored else "") != stamp:
        raise RateConflict(
            "Your rate was changed in another window after you opened this page. What you typed"
            " is still here: save again to keep it."
        )
    facts = {"amount": amount, "currency": currency, "note": note, "updated_at": now}
    DayRate.objects.update_or_create(candidate=candidate, defaults=facts)
    _note(candidate, by=by, kind=RateEvent.CHANGED, now=now)


@transaction.atomic(durable=True)
def forget_rate(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Delete the day rate."""
    DayRate.objects.filter(candidate=candidate).delete()
    _note(candidate, by=by, kind=RateEvent.DELETED, now=now)


def _lock_rate(candidate: Candidate) -> DayRate | None:
    # Locking the profile serialises two windows of the same person.
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    return DayRate.objects.filter(candidate=candidate).first()


def _note(candidate: Candidate, *, by: User, kind: RateEvent, now: datetime) -> None:
    Activity.record(by=by, role=Role.INTERIM, kind=kind, subject=candidate, now=now)
