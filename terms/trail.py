"""Events of a day rate in the trail. They never contain the amount."""

from accounts.models import ActivityKind


class RateEvent(ActivityKind):
    """An event of an interim's day rate; its subject is the profile."""

    CHANGED = "rate.changed", "changed their day rate"
    DELETED = "rate.deleted", "deleted their day rate"
