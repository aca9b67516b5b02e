"""Expected refusals: a rule forbids something, or the row has changed meanwhile."""

from typing import Any


class Refused(Exception):
    """A rule forbids the action. The message is shown to the user."""

    @property
    def reason(self) -> str:
        """The message to show."""
        return str(self)


class MovedOn(Refused):
    """What somebody wanted to act on is no longer as their page showed it.

    No form can mend that, so views let it through: one page says what is so now, who did it and
    when, and keeps what was typed.

    Attributes:
        row: what it is about; None if only the message can be said.
        kind: the event of the trail that stands in the way; "" for the last change of status.
    """

    def __init__(self, reason: str, *, row: Any = None, kind: str = "") -> None:
        super().__init__(reason)
        self.row = row
        self.kind = kind
