"""Extract the text of a document, within limits. Imports nothing else of the project.

`readings.sandbox` runs this package as a program of its own with limited memory, time and
environment: a document may come from anybody, and a parser can be made to hang.
"""

from readings.documents.kinds import OLE, Kind, kind_of
from readings.documents.lines import tidy
from readings.documents.result import (
    CPU_SECONDS,
    MAX_DOCUMENT_BYTES,
    MAX_TEXT_LENGTH,
    WORDS,
    Text,
    UnreadableDocument,
)

__all__ = [
    "CPU_SECONDS",
    "MAX_DOCUMENT_BYTES",
    "MAX_TEXT_LENGTH",
    "OLE",
    "WORDS",
    "Kind",
    "Text",
    "UnreadableDocument",
    "kind_of",
    "read",
    "tidy",
]


def read(data: bytes) -> Text:
    """Return the text of a document of any kind that can be read.

    Raises:
        UnreadableDocument: with the reason.
    """
    kind = kind_of(data)
    if kind == "pdf":
        from readings.documents import pdf  # noqa: PLC0415 - only the sandboxed program loads it

        return pdf.read(data)
    if kind == "text":
        from readings.documents import plain  # noqa: PLC0415

        return plain.read(data)
    from readings.documents import word  # noqa: PLC0415

    return word.read(data, kind)
