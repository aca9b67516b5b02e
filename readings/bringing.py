"""Taking in a text that somebody brings. Needs a transaction, in which its reading is owed too."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from accounts.models import User
from interimhub.lib.later import later
from readings import tasks
from readings.models import TextReading


@dataclass(frozen=True, slots=True)
class Brought:
    """What somebody gives to read: words, a document, or both.

    Attributes:
        document: a PDF or DOCX, at most `documents.DOCUMENT_MOST` bytes; or None.
    """

    text: str = ""
    document: bytes | None = None
    document_name: str = ""

    @property
    def digest(self) -> str:
        """What tells two texts apart."""
        return hashlib.sha256(self.text.encode() + b"\x00" + (self.document or b"")).hexdigest()


def bring(brought: Brought, *, owner: User, about: UUID, now: datetime) -> TextReading:
    """Keep a text for one brief or profile and owe its reading.

    The same text brought once more is the same reading: what was refused of it stays refused.
    Another one takes its place.
    """
    standing = TextReading.objects.select_for_update().of(owner, about)
    if standing and standing.is_read and standing.digest == brought.digest:
        return standing
    if standing:
        standing.delete()
    reading = TextReading.objects.create(
        owner=owner,
        about=about,
        text=brought.text,
        document=brought.document,
        document_name=brought.document_name,
        digest=brought.digest,
        brought_at=now,
    )
    later(tasks.read_text, reading.job_key, reading_id=reading.pk)
    return reading
