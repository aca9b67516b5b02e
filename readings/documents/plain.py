"""The text of a plain text file."""

from readings.documents.lines import tidy
from readings.documents.result import Text, UnreadableDocument, cut


def read(data: bytes) -> Text:
    """Return the text, by the encoding that fits.

    Raises:
        UnreadableDocument: it is in none of those that text files have here.
    """
    is_wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if is_wide else ("utf-8-sig", "cp1252"):
        try:
            return cut(tidy(data.decode(encoding)), [])
        except UnicodeDecodeError:
            continue
    raise UnreadableDocument("kind")
