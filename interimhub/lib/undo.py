"""How long an action can be undone."""

from datetime import datetime, timedelta

from django.utils import timezone

from interimhub.lib.refused import Refused

WINDOW = timedelta(minutes=10)
"""From the action until others are notified of it, or until it is permanent."""


class TooLate(Refused):
    """The action can no longer be undone. The message says what has happened since, and when."""


def in_words(moment: datetime) -> str:
    """Return a moment as time and day in the reader's time zone, as in `10:03 on 3 March`."""
    return f"{timezone.localtime(moment):%H:%M on %-d %B}"
