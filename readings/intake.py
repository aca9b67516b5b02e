"""Take in a text or document and queue its parsing, within what one person may ask for."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from accounts.models import User
from interimhub.lib.later import later
from interimhub.lib.refused import Refused
from readings import tasks
from readings.models import DayOfReadings, TextReading, words_digest

WAITING_MAX = 3
DAY_MAX = 40


class TooManyTexts(Refused):
    """The person has as many texts in work, or added on one day, as one may have."""


@dataclass(frozen=True, slots=True)
class Intake:
    """What somebody adds: pasted text, a document, or both.

    Attributes:
        document: a file, at most `documents.MAX_DOCUMENT_BYTES` bytes; or None.
    """

    text: str = ""
    document: bytes | None = None
    document_name: str = ""

    @property
    def digest(self) -> str:
        """The hash by which two intakes are compared: of their content, not of a name."""
        return hashlib.sha256(self.text.encode() + b"\x00" + (self.document or b"")).hexdigest()


def queue_parsing(intake: Intake, *, owner: User, about: UUID, now: datetime) -> TextReading:
    """Store a text for one brief or profile and queue its parsing, in the caller's transaction.

    The same text added again keeps its suggestions and what was decided on them, and says when it
    was first added. Another text replaces it; if that turns out to say the same, the decisions are
    kept too.

    Raises:
        TooManyTexts: the person adds too many at once, or on one day.
    """
    current = TextReading.objects.select_for_update().of(owner, about)
    if current and current.is_read and current.digest == intake.digest:
        current.first_added_at = current.first_added_at or current.added_at
        current.added_at = now
        current.save(update_fields=["first_added_at", "added_at"])
        return current
    _count(owner, about=about, now=now)
    before = _memory_of(current) if current and current.is_read else {}
    if current:
        current.delete()
    reading = TextReading.objects.create(
        owner=owner,
        about=about,
        text=intake.text,
        document=intake.document,
        document_name=intake.document_name,
        digest=intake.digest,
        before=before,
        added_at=now,
    )
    later(tasks.read_text, reading.job_key, reading_id=reading.pk)
    return reading


def _count(owner: User, *, about: UUID, now: datetime) -> None:
    """Count one text more of this person on this day."""
    day: dict[str, Any] = {"owner": owner, "day": now.date()}
    DayOfReadings.objects.get_or_create(**day)
    within = DayOfReadings.objects.filter(**day, count__lt=DAY_MAX)
    # The UPDATE also makes two requests of one person wait for each other.
    if not within.update(count=F("count") + 1):
        raise TooManyTexts(
            f"You have added {DAY_MAX} texts today, the most that one person can add in a day."
            " Please add this one tomorrow."
        )
    waiting = TextReading.objects.visible_to(owner).waiting().exclude(about=about)
    if waiting.count() >= WAITING_MAX:
        raise TooManyTexts(
            f"{WAITING_MAX} of your texts are being read now. Please add this one when one of them"
            " is done; that takes a minute at most."
        )


def _memory_of(reading: TextReading) -> dict[str, Any]:
    """Return what the next text needs to know of this one, if it says the same."""
    decided = {
        key: {"kind": one.kind, "value": one.value, **reading.decided[key]}
        for key in reading.decided
        if (one := reading.suggestion(key))
    }
    added_at = reading.first_added_at or reading.added_at
    return {
        "words": words_digest(reading.text),
        "added_at": added_at.isoformat(),
        "decided": decided,
    }
