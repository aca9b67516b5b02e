"""What waits for somebody: one line of the page "today"."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that only `the reader` can end.

    Attributes:
        who: who is waiting, in words ("Helena Marsh, Kestrel Interim").
        what: for what, as a sentence without a full stop.
        about: the brief or conversation it belongs to.
        url: where it is ended.
        verb: the words on the button.
        due_at: until when; None when no clock runs.
        started_at: since when they wait.
    """

    who: str
    what: str
    about: str
    url: str
    verb: str
    due_at: datetime | None
    started_at: datetime | None = None
