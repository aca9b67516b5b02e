"""For how long something that was done can be taken back."""

from datetime import datetime, timedelta

from django.utils import timezone

from interimhub.lib.refused import Refused

WINDOW = timedelta(minutes=10)
"""From the press on the button until others hear of it, or until it is gone for good."""


class TooLate(Refused):
    """It can no longer be taken back. The message says what has happened since, and when."""


def in_words(moment: datetime) -> str:
    """Return an hour and its day in the reader's time zone, as in `10:03 on 3 March`."""
    return f"{timezone.localtime(moment):%H:%M on %-d %B}"
