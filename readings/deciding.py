"""What its owner says to a suggestion. Needs a transaction: that of what the answer changes."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from accounts.models import User
from interimhub.lib.refused import Refused
from readings.models import TextReading
from readings.suggestions import Suggested

TAKEN, REFUSED = "taken", "refused"


class SuggestionGone(Refused):
    """The text was forgotten or another one was brought in its place."""


def held(owner: User, about: UUID, key: str) -> tuple[TextReading, Suggested]:
    """Return a person's text for one brief or profile, held, and one of its suggestions.

    Raises:
        SuggestionGone: there is no such text or suggestion any more.
    """
    reading = TextReading.objects.select_for_update().of(owner, about)
    one = reading.suggestion(key) if reading else None
    if reading is None or one is None:
        raise SuggestionGone(
            "This text is no longer here, or another one has taken its place. Open the page again."
        )
    return reading, one


def note(
    reading: TextReading, key: str, answer: str, change: Mapping[str, Any] | None = None
) -> None:
    """Keep what was said to a suggestion; an empty answer takes it back."""
    decided = {name: said for name, said in reading.decided.items() if name != key}
    if answer:
        decided[key] = {"answer": answer, "change": dict(change or {})}
    reading.decided = decided
    reading.save(update_fields=["decided"])
