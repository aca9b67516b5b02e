"""What an interim does with their own day rate. The profile stays as it is."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from accounts.models import Activity, Role, User
from candidates.models import Candidate
from interimhub.lib.refused import Refused
from terms.models import DayRate
from terms.trail import RateEvent


class RateMoved(Refused):
    """It was saved in another window in the meantime."""


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
    """Keep what somebody asks for a working day.

    Raises:
        RateMoved: it was saved since the page with `stamp` was opened.
    """
    held = _held(candidate)
    if (held.stamp if held else "") != stamp:
        raise RateMoved(
            "Your rate was changed in another window after you opened this page. What you typed"
            " is still here: save once more to keep it."
        )
    facts = {"amount": amount, "currency": currency, "note": note, "updated_at": now}
    DayRate.objects.update_or_create(candidate=candidate, defaults=facts)
    _note(candidate, by=by, kind=RateEvent.CHANGED, now=now)


@transaction.atomic(durable=True)
def forget_rate(candidate: Candidate, *, by: User, now: datetime) -> None:
    """Delete it."""
    DayRate.objects.filter(candidate=candidate).delete()
    _note(candidate, by=by, kind=RateEvent.DELETED, now=now)


def _held(candidate: Candidate) -> DayRate | None:
    # The profile's row is held, unchanged, so that two windows take turns.
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    return DayRate.objects.filter(candidate=candidate).first()


def _note(candidate: Candidate, *, by: User, kind: RateEvent, now: datetime) -> None:
    Activity.record(by=by, role=Role.INTERIM, kind=kind, subject=candidate, now=now)
