"""Actions on the user's own text. Accepting a suggestion is an action of the app it goes to."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from readings import decisions
from readings.models import TextReading


@transaction.atomic(durable=True)
def refuse_suggestion(about: UUID, *, by: User, key: str) -> None:
    """Refuse one suggestion. Only the row of the text changes.

    Raises:
        SuggestionGone: the text or suggestion no longer exists.
    """
    reading, _ = decisions.lock_suggestion(by, about, key)
    if reading.answer_to(key) != decisions.ACCEPTED:
        decisions.record(reading, key, decisions.REFUSED)


@transaction.atomic(durable=True)
def forget_text(about: UUID, *, by: User) -> None:
    """Delete the user's own text at once, with all suggestions."""
    TextReading.objects.visible_to(by).about(about).delete()
