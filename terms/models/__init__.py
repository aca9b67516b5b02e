"""Everything of money: floors, envelopes, pay ranges, and the sealed checks between them."""

from terms.models.amounts import Currency, FloorAmounts, Treatment
from terms.models.checks import SealedCheck, entries_to_check, live_checks
from terms.models.envelopes import Envelope, EnvelopeQuestion
from terms.models.floors import Floor
from terms.models.pay_ranges import PayRange

__all__ = [
    "Currency",
    "Envelope",
    "EnvelopeQuestion",
    "Floor",
    "FloorAmounts",
    "PayRange",
    "SealedCheck",
    "Treatment",
    "entries_to_check",
    "live_checks",
]
