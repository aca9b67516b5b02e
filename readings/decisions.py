"""The owner's decisions on suggestions, stored in the caller's transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.models import User
from interimhub.lib.refused import Refused
from readings.models import TextReading
from readings.suggestions import Suggestion
from skills.models import Concept

ACCEPTED, REFUSED = "accepted", "refused"


class SuggestionGone(Refused):
    """Refused: the text was deleted or replaced."""


class ConceptGone(Refused):
    """Refused: the concept of a suggestion is no longer in the vocabulary."""


def concept_of(suggestion: Suggestion) -> Concept:
    """Return the concept that a suggestion names.

    Raises:
        ConceptGone: it is no longer in the vocabulary.
    """
    concept = Concept.objects.coded([suggestion.value]).first()
    if concept is None:
        words = f"Our list has changed and no longer contains “{suggestion.label}”."
        raise ConceptGone(words)
    return concept


def lock_suggestion(owner: User, about: UUID, key: str) -> tuple[TextReading, Suggestion]:
    """Return a person's text for one brief or profile, locked, and one of its suggestions.

    Raises:
        SuggestionGone: there is no such text or suggestion any more.
    """
    reading = TextReading.objects.select_for_update().of(owner, about)
    one = reading.suggestion(key) if reading else None
    if reading is None or one is None:
        raise SuggestionGone(
            "This text was deleted or replaced by another one. Open the page again."
        )
    return reading, one


def pass_on_before(reading: TextReading, key: str, value: int) -> None:
    """Let what was before a value that is undone be what was before those accepted after it.

    Of several values for one fact each knows the one that it replaced. One that is undone while a
    later one stands must not come back when that is undone too.
    """
    own = reading.change_of(key).get("before")
    for other, decision in reading.decided.items():
        change = decision.get("change", {})
        if other != key and change.get("before") == value and "before" in change:
            change["before"] = own


def together(keys: Sequence[str], *, now: datetime) -> dict[str, str]:
    """Return what marks suggestions that are accepted by one press; nothing for a single one."""
    return {"together": now.isoformat()} if len(keys) > 1 else {}


def record(
    reading: TextReading, key: str, answer: str, change: Mapping[str, Any] | None = None
) -> None:
    """Store the decision on a suggestion; an empty answer removes it."""
    decided = {name: decision for name, decision in reading.decided.items() if name != key}
    if answer:
        decided[key] = {"answer": answer, "change": dict(change or {})}
    reading.decided = decided
    reading.save(update_fields=["decided"])
