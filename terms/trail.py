"""Events of money in the trail. None of them contains an amount or the answer of a check.

Those of a client's envelope are events of its brief, in `engagements.trail`.
"""

from accounts.models import ActivityKind


class FloorEvent(ActivityKind):
    """An event of an interim's floor; its subject is the profile."""

    CHANGED = "floor.changed", "changed their floor"
    DELETED = "floor.deleted", "deleted their floor"


class CheckEvent(ActivityKind):
    """An event of a sealed check, which is its subject. No timeline shows it."""

    RAN = "check.ran", "compared a floor with an envelope"
    RAN_AGAIN = "check.ran_again", "compared a floor with the changed envelope"
    WORKS = "check.works", "said that they work within the envelope"
    ASKED = "check.asked", "asked whether the envelope can move"
    STEPPED_OUT = "check.stepped_out", "stepped out: the terms did not meet"
