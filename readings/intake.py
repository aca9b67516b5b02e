"""Stores a text or document and queues its parsing."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from interimhub.lib.later import later
from readings import tasks
from readings.models import TextReading


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
        """The hash by which two intakes are compared."""
        return hashlib.sha256(self.text.encode() + b"\x00" + (self.document or b"")).hexdigest()


def queue_parsing(intake: Intake, *, owner: User, about: UUID, now: datetime) -> TextReading:
    """Store a text for one brief or profile and queue its parsing, in the caller's transaction.

    If the same text is added again, its reading with all decisions is kept. Another text replaces
    it.
    """
    current = TextReading.objects.select_for_update().of(owner, about)
    if current and current.is_read and current.digest == intake.digest:
        return current
    if current:
        current.delete()
    reading = TextReading.objects.create(
        owner=owner,
        about=about,
        text=intake.text,
        document=intake.document,
        document_name=intake.document_name,
        digest=intake.digest,
        added_at=now,
    )
    later(tasks.read_text, reading.job_key, reading_id=reading.pk)
    return reading
