"""The queues of work, each served by a worker of its own, so that none waits for another.

The broker knows a queue by its name; `celery worker -Q` takes one or several. A worker without `-Q`
serves all.
"""

from typing import Final

LETTERS: Final = "letters"
"""E-mails and the ticks of the clock: seconds at most."""
RANKINGS: Final = "rankings"
"""Rankings of briefs, and changed profiles: seconds."""
READINGS: Final = "readings"
"""Documents and texts that people bring, and the index that they are compared with: minutes."""

ALL: Final = (LETTERS, RANKINGS, READINGS)
