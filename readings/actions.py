"""What a person does with a text of their own. What is taken over is a matter of where it goes."""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from readings import deciding
from readings.models import TextReading


@transaction.atomic(durable=True)
def refuse_suggestion(about: UUID, *, by: User, key: str) -> None:
    """Set one suggestion aside; it stays so for this text. Nothing but the text's row changes.

    Raises:
        SuggestionGone: there is no such text or suggestion any more.
    """
    reading, _ = deciding.held(by, about, key)
    if reading.answer_to(key) != deciding.TAKEN:
        deciding.note(reading, key, deciding.REFUSED)


@transaction.atomic(durable=True)
def forget_text(about: UUID, *, by: User) -> None:
    """Delete a text of one's own at once, with all that was found in it."""
    TextReading.objects.visible_to(by).about(about).delete()
