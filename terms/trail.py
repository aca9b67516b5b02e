"""What happens to a day rate, as the trail knows it. The amount is never part of it."""

from accounts.models import ActivityKind


class RateEvent(ActivityKind):
    """Of an interim's own day rate; the subject is their profile."""

    CHANGED = "rate.changed", "changed their day rate"
    DELETED = "rate.deleted", "deleted their day rate"
