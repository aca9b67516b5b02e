"""Reads the e-mails that the demo has sent, from the files of the e-mail backend."""

import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

# The file back end ends every message of a file with a line of dashes.
END = "-" * 79
# Our e-mails are a page or two; a larger file is not ours.
LONGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail. `html` is shown as source and never rendered, since it comes from a file.

    Attributes:
        name: its key in URLs: the file, and its position in it.
    """

    name: str
    to: str
    sender: str
    subject: str
    sent_at: datetime
    text: str
    html: str


def letters(recipient: str = "") -> list[Letter]:
    """Return the e-mails whose recipient contains `recipient`, newest first."""
    wanted = recipient.strip().lower()
    found = [letter for path in _files() for letter in _read(path) if wanted in letter.to.lower()]
    return sorted(found, key=lambda letter: (letter.sent_at, letter.name), reverse=True)


def letter_named(name: str) -> Letter | None:
    """Return the e-mail with this name, or None."""
    stem = name.rpartition("_")[0]
    # The name is looked up among existing files and never used as a path.
    paths = [path for path in _files() if path.stem == stem]
    return next((one for path in paths for one in _read(path) if one.name == name), None)


def _files() -> list[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    return sorted(folder.glob("*.log")) if folder.is_dir() else []


def _read(path: Path) -> Iterator[Letter]:
    source = path.read_bytes()[:LONGEST].decode("utf-8", errors="replace")
    for number, part in enumerate(filter(str.strip, source.split(END)), start=1):
        message = email.message_from_string(part.lstrip(), policy=email.policy.default)
        yield Letter(
            name=f"{path.stem}_{number}",
            to=str(message["To"] or ""),
            sender=str(message["From"] or ""),
            subject=str(message["Subject"] or "(no subject)"),
            sent_at=_sent_at(message, path),
            text=_body(message, "plain"),
            html=_body(message, "html"),
        )


def _sent_at(message: EmailMessage, path: Path) -> datetime:
    try:
        sent_at = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_default_timezone())
    return sent_at if sent_at.tzinfo else timezone.make_aware(sent_at)


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()).strip() if part else ""
