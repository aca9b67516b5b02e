"""The comparison of the sealed check. It has no exchange rates and guesses nothing."""

from typing import Any

from engagements.models import Brief
from terms.models import Envelope, FloorAmounts, SealedCheck

Outcome, Open = SealedCheck.Outcome, SealedCheck.Open


def compare(floor: FloorAmounts | None, envelope: Envelope | None, brief: Brief) -> dict[str, Any]:
    """Return whether a floor lies within an envelope, as columns of a `SealedCheck`.

    The amount that counts is the one for how the work is taxed, which the envelope says, and for
    where it is done: on site where the brief asks for at least one day a week there.
    """
    if envelope is None:
        return _open(Open.ENVELOPE)
    if brief.days_on_site is None:
        return _open(Open.PLACE)
    amount = floor and floor.amount_for(envelope.treatment, on_site=brief.days_on_site > 0)
    if floor is None or not amount:
        return _open(Open.FLOOR)
    if floor.currency != envelope.currency:
        return _open(Open.CURRENCY)
    # Multiplied, so that nothing is rounded.
    is_within = amount * (envelope.days or 1) <= envelope.amount - envelope.others
    outcome = Outcome.WITHIN if is_within else Outcome.NOT_WITHIN
    return {"outcome": outcome, "open_because": ""}


def _open(reason: SealedCheck.Open) -> dict[str, Any]:
    return {"outcome": Outcome.OPEN, "open_because": reason}
