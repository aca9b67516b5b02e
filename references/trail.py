"""Events of a reference in the trail. They name nobody, and hold nothing that a referee wrote."""

from accounts.models import ActivityKind


class ReferenceEvent(ActivityKind):
    """An event of a reference; its subject is the reference."""

    ASKED = "reference.asked", "asked for a reference"
    REMINDED = "reference.reminded", "reminded the referee, the only time"
    ANSWERED = "reference.answered", "wrote the reference"
    DECLINED = "reference.declined", "said no"
    LAPSED = "reference.lapsed", "ended the wait without an answer"
    UNDELIVERED = "reference.undelivered", "ended the wait, since no letter could be delivered"
    ERASED = "reference.erased", "deleted what they wrote, and their name"
    HIDDEN = "reference.hidden", "hid the reference"
    SHOWN = "reference.shown", "no longer hides the reference"
    LENT = "reference.lent", "lent the reference for one brief"
    TAKEN_BACK = "reference.taken_back", "took the reference back from one brief"
