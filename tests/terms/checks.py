"""A brief with an envelope, and interims who are interested, for tests of the sealed check."""

from datetime import timedelta
from typing import Any

from accounts.models import User
from engagements.models import Brief
from shortlists.models import Entry
from terms import clock
from terms.actions import envelopes
from terms.models import Envelope, SealedCheck, Treatment
from tests.factories import NOW, EnvelopeFactory, FloorFactory
from tests.shortlists.worlds import mandated, open_to, ready_brief, seat_on

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# NOW is a Thursday; questions are passed on at nine in the morning of the next working day.
MORNING = NOW + DAY


def brief_with_envelope(left: int | None = 900, **facts: Any) -> Brief:
    """Return an open brief whose envelope leaves the interim this much a day; None sets none."""
    brief = ready_brief(**facts)
    if left is not None:
        EnvelopeFactory(brief=brief, amount=left + 250, others=250)
    return brief


def interested(brief: Brief, *, floor: int | None = 1000, **amounts: Any) -> Entry:
    """Return a conversation with an interim who is interested and asks at least this much."""
    consultant = seat_on(brief)
    candidate = open_to(consultant.firm)
    if floor is not None or amounts:
        FloorFactory(candidate=candidate, **({"outside_on_site": floor} | amounts))
    entry, _ = mandated(brief, consultant, candidate)
    return entry


def person(entry: Entry) -> User:
    """Return the interim of a conversation."""
    assert entry.candidate.user is not None
    return entry.candidate.user


def checked(brief: Brief, **facts: Any) -> tuple[Entry, SealedCheck]:
    """Return a conversation whose sealed check has run."""
    entry = interested(brief, **facts)
    clock.run_checks(NOW)
    return entry, check_of(entry)


def check_of(entry: Entry) -> SealedCheck:
    """Return the check as it is stored now."""
    check = SealedCheck.objects.of(entry)
    assert check is not None
    return check


def change(brief: Brief, left: int, *, number: int = 1, **facts: Any) -> Envelope:
    """Change the envelope of a brief, as its manager."""
    told = {
        "amount": left + 250,
        "others": 250,
        "currency": "GBP",
        "basis": "day",
        "days": None,
        "treatment": Treatment.OUTSIDE,
        "reason": "The board has agreed." if number else "",
    }
    by = brief.manager.user
    return envelopes.set_envelope(brief, number=number, by=by, now=NOW + HOUR, **(told | facts))
