"""What reading a document gives: its text, or the reason why there is none. Limits of both."""

from dataclasses import dataclass

MAX_DOCUMENT_BYTES = 5 * 1024 * 1024
MAX_PAGES = 60
MAX_PAGE_BYTES = 3 * 1024 * 1024  # of drawing on a page; a page of text has a thirtieth
MAX_TEXT_LENGTH = 200_000  # characters
MAX_UNPACKED_BYTES = 40 * 1024 * 1024  # of all parts of an archive together
MAX_PARTS = 2_000
CPU_SECONDS = 5  # after these, what was read until then is the result
CPU_SECONDS_KILLED = 7
MAX_MEMORY_BYTES = 512 * 1024 * 1024  # of address space, of which the libraries map a fourth

WORDS = {
    "empty": "This file is empty; choose another one.",
    "large": "This file is larger than 5 MB. Save it without images, or paste the text.",
    "kind": "This is no kind of document that we can read. Save it as PDF or Word (.docx), or paste"
    " the text.",
    "old_word": "This is an old Word file (.doc). Open it in Word and save it as .docx or PDF, or"
    " paste the text.",
    "rtf": "This is a rich text file (RTF), whatever its name says. Open it in Word and save it as"
    " .docx or PDF, or paste the text.",
    "html": "This is a web page (HTML), whatever its name says. Open it and print it to a PDF, or"
    " paste the text.",
    "mail": "This is an e-mail. Choose the document that came with it, or paste the text.",
    "picture": "This is a picture, and we cannot read pictures. Choose the document that it was"
    " made from, or paste the text.",
    "pages": "This is a document of Apple Pages. In Pages, choose Export and then Word or PDF; or"
    " paste the text.",
    "sheet": "This is a spreadsheet. Save the text of it as PDF or Word (.docx), or paste it.",
    "slides": "This is a presentation. Save it as PDF, or paste the text.",
    "book": "This is an e-book. Save its text as PDF or Word (.docx), or paste it.",
    "archive": "This is an archive (ZIP or the like). Unpack it and choose the document inside.",
    "data": "This is a file of data (JSON). Choose a PDF or Word document, or paste the text.",
    "locked": "This file opens with a password only. Save it without one, or paste the text.",
    "cipher": "This PDF is encrypted in a way that we cannot undo, though it may open without a"
    " password. Print it to a new PDF, or paste the text.",
    "pictures": "This document contains images of pages and no text. Choose the document that was"
    " scanned, or paste the text.",
    "stamp": "This is a picture; we read only its stamp. Choose the document that was scanned, or"
    " paste the text.",
    "letters": "The letters of this PDF cannot be read as text: its fonts do not say which letters"
    " they draw. Save it as Word (.docx), or paste the text.",
    "form": "This PDF is a form that only Adobe's programs can show. Print it to a new PDF, or"
    " paste the text.",
    "no_text": "This document contains no text.",
    "shapes": "The letters of this PDF are drawn as shapes, so there is no text to read. Choose the"
    " document that it was made from, or paste the text.",
    "cut": "This file ends in the middle: it was not saved or downloaded to its end. Download it"
    " once more, or paste the text.",
    "broken": "This file is damaged and cannot be read. Save it again, or paste the text.",
    "bomb": "This document unpacks to far more data than usual, so it was not opened. Paste"
    " the text.",
    "entities": "This document contains instructions that no Word document needs, so it was not"
    " opened. Paste the text.",
    "heavy": "This document takes too long to read. Paste the text instead.",
}


class UnreadableDocument(Exception):
    """The document cannot be read; `code` is a key of `WORDS`."""

    def __init__(self, code: str) -> None:
        super().__init__(WORDS[code])
        self.code = code


class OutOfTime(BaseException):
    """The processor time is used up. No `except Exception` of a library swallows it."""


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document.

    Attributes:
        text: at most `MAX_TEXT_LENGTH` characters.
        note: sentences on what could not be read, or empty.
    """

    text: str
    note: str = ""


def cut(text: str, notes: list[str]) -> Text:
    """Return the text, cut at a word if it is too long, with what is to be said of it."""
    if len(text) > MAX_TEXT_LENGTH:
        text = text[:MAX_TEXT_LENGTH].rsplit(" ", 1)[0]
        notes = [*notes, "It is very long; we read the first 200,000 characters."]
    return Text(text, " ".join(notes))
