"""Extract the text of a PDF or DOCX, within limits. Imports nothing of the project.

`readings.sandbox` runs this file as a separate program with limited memory, time and environment: a
document may come from anybody, and a parser can be made to hang.
"""

import io
import json
import logging
import os
import re
import resource
import sys
import time
import unicodedata
import zipfile
import zlib
from dataclasses import asdict, dataclass
from typing import Any, Literal

MAX_DOCUMENT_BYTES = 5 * 1024 * 1024  # bytes
MAX_PAGES = 60
MAX_TEXT_LENGTH = 200_000  # characters
MAX_UNPACKED_BYTES = 40 * 1024 * 1024  # bytes of all parts of a DOCX together
MAX_PARTS = 2_000
MAX_PARSE_SECONDS = 12.0  # the text parsed by then is the result
CPU_SECONDS = 20
MAX_MEMORY_BYTES = 1024 * 1024 * 1024  # of address space, of which the libraries alone map a third

Kind = Literal["pdf", "docx"]

WORDS = {
    "empty": "This file is empty; choose another one.",
    "large": "This file is larger than 5 MB. Save it without images, or paste the text.",
    "kind": "This is neither a PDF nor a Word document. Save it in one of these formats, or paste"
    " the text.",
    "old_word": "This is an old Word file (.doc). Save it as .docx or PDF, or paste the text.",
    "locked": "This file is locked with a password. Save it without one, or paste the text.",
    "pictures": "This PDF contains images of pages and no text. Paste the text instead.",
    "no_text": "This document contains no text.",
    "broken": "This file is damaged and cannot be read. Save it again, or paste the text.",
    "bomb": "This document unpacks to far more data than usual, so it was not opened. Paste"
    " the text.",
    "entities": "This document contains instructions that no Word document needs, so it was not"
    " opened. Paste the text.",
    "heavy": "This document takes too long to read. Paste the text instead.",
}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT_WORD = re.compile(f"[{RIGHT_TO_LEFT}]+")
LEFT_TO_RIGHT_RUN = re.compile(rf"[^\s{RIGHT_TO_LEFT}](?:[^{RIGHT_TO_LEFT}]*[^\s{RIGHT_TO_LEFT}])?")
# Characters for one or several letters in a special form: ligatures, and Arabic letters in the form
# used inside a word.
LETTER_FORMS = re.compile(r"[\ufb00-\ufb06\ufb50-\ufdfb\ufe80-\ufefc]")
ALIEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\ufeff\ufffe\uffff\ud800-\udfff]")


# Exceptions of archive reading: zipfile's own for damage; others for a truncated file, an unknown
# compression, an encrypted part, and errors of the decompressor.
BAD_ZIP = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
)


class UnreadableDocument(Exception):
    """The document cannot be read; `code` is a key of `WORDS`."""

    def __init__(self, code: str) -> None:
        super().__init__(WORDS[code])
        self.code = code


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document.

    Attributes:
        text: at most `MAX_TEXT_LENGTH` characters.
        note: a sentence on what was left out, or empty.
    """

    text: str
    note: str = ""


def kind_of(data: bytes) -> Kind:
    """Return the kind of a file by its content, not its name; reads only its start and end.

    Raises:
        UnreadableDocument: it is empty, too large, or something else.
    """
    if not data:
        raise UnreadableDocument("empty")
    if len(data) > MAX_DOCUMENT_BYTES:
        raise UnreadableDocument("large")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx"
    if data.startswith(OLE):
        raise UnreadableDocument(
            "locked" if "EncryptedPackage".encode("utf-16-le") in data else "old_word"
        )
    raise UnreadableDocument("kind")


def read(data: bytes) -> Text:
    """Return the text of a PDF or DOCX.

    Raises:
        UnreadableDocument: with the reason.
    """
    return _read_pdf(data) if kind_of(data) == "pdf" else _read_docx(data)


def tidy(text: str) -> str:
    """Return the text without invisible characters, with normalised spaces and line ends."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = LETTER_FORMS.sub(lambda c: unicodedata.normalize("NFKC", c[0]), text)
    text = ALIEN.sub("", text).replace("\u2028", "\n").replace("\u2029", "\n")
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _read_pdf(data: bytes) -> Text:
    from pypdf import PdfReader  # noqa: PLC0415 - only the sandboxed program loads it
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError  # noqa: PLC0415

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        # Many encrypted files only restrict printing or editing, and open without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument("locked")
        count = len(reader.pages)
        texts, have_pictures = _pages_of(reader, min(count, MAX_PAGES))
    except (DependencyError, FileNotDecryptedError) as error:
        raise UnreadableDocument("locked") from error
    except (PyPdfError, OSError, ValueError, KeyError, IndexError) as error:
        raise UnreadableDocument("broken") from error
    except (TypeError, AttributeError, AssertionError, RecursionError) as error:
        raise UnreadableDocument("broken") from error
    text = _unbroken(tidy("\n\n".join(texts)))
    if not re.search(r"\w", text):
        raise UnreadableDocument("pictures" if have_pictures or not count else "no_text")
    note = "" if len(texts) == count else f"We read the first {len(texts)} of {count:,} pages."
    return _cut(text, note)


def _pages_of(reader: Any, most: int) -> tuple[list[str], bool]:
    """Read pages up to the limits of time and length; also return whether a page has an image."""
    texts: list[str] = []
    size, have_pictures, began = 0, False, time.monotonic()
    for number in range(most):
        if size > MAX_TEXT_LENGTH or time.monotonic() - began > MAX_PARSE_SECONDS:
            break
        page = reader.pages[number]
        try:
            words = _words_of_page(page)
        except MemoryError:
            raise
        except Exception:  # a damaged page is no reason to lose the others
            logging.getLogger(__name__).warning("page %s could not be read", number + 1)
            words = ""
        if not words and not have_pictures:
            have_pictures = "/XObject" in (page.get("/Resources") or {})
        texts.append(words)
        size += len(words)
    return texts, have_pictures


def _words_of_page(page: Any) -> str:
    """Return the text of a page, with spaces between words also in right-to-left text.

    Many programs move to the position of the next word instead of writing a space. The parser
    detects that only in left-to-right text, so the positions are used too.
    """
    text: str = page.extract_text() or ""
    if not RIGHT_TO_LEFT_WORD.search(text):
        return text
    placed = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    in_place = "\n".join(_in_reading_order(line) for line in placed.splitlines())
    has_run_together = 2 * len(text.split()) <= len(in_place.split())
    return in_place if has_run_together else text


def _in_reading_order(line: str) -> str:
    """Return a line, given in order from the left, in the order in which it is read."""
    if not RIGHT_TO_LEFT_WORD.search(line):
        return line
    return LEFT_TO_RIGHT_RUN.sub(lambda run: run[0][::-1], line[::-1])


def _unbroken(text: str) -> str:
    """Join lines that were wrapped at the width of a page."""
    text = re.sub(r"(?<=[a-zäöüßéèàç])-\n(?=[a-zäöüßéèàç])", "", text)
    return re.sub(r"(?<=[\w,;–-])\n(?=[a-zäöüßéèàç(&])", " ", text)


def _read_docx(data: bytes) -> Text:
    from docx import Document  # noqa: PLC0415 - only the sandboxed program loads it
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    _check_archive(data)
    try:
        body = Document(io.BytesIO(data)).element.body
    except (OpcError, etree.LxmlError, zipfile.BadZipFile) as error:
        raise UnreadableDocument("broken") from error
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OSError) as error:
        raise UnreadableDocument("broken") from error
    text = tidy(_words_of(body))
    if not re.search(r"\w", text):
        raise UnreadableDocument("no_text")
    return _cut(text, "")


def _check_archive(data: bytes) -> None:
    """Check every part of the archive, chunk by chunk, before a library opens it.

    First the declared sizes, then the real unpacked sizes, which are larger in a zip bomb.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise UnreadableDocument("bomb")
        if "word/document.xml" not in archive.namelist():
            raise UnreadableDocument("kind")
        left = MAX_UNPACKED_BYTES
        for part in parts:
            if part.flag_bits & 0x1:
                raise UnreadableDocument("locked")
            left = _unpack(archive, part, left)
    except BAD_ZIP as error:
        raise UnreadableDocument("broken") from error


def _unpack(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int) -> int:
    """Check one part; return the number of bytes left for the others."""
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    end = b""
    with archive.open(part) as stream:
        while piece := stream.read(65_536):
            left -= len(piece)
            if left < 0:
                raise UnreadableDocument("bomb")
            # Zero bytes are dropped for UTF-16; the end of the last chunk is checked with this one.
            seen = (end + piece).replace(b"\x00", b"")
            if is_xml and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
                raise UnreadableDocument("entities")
            end = piece[-64:]
    return left


def _words_of(body: Any) -> str:
    """Return the text in document order: paragraphs, tables and text boxes."""
    for twin in list(body.iter(FALLBACK)):  # copies of text boxes for old programs
        twin.getparent().remove(twin)
    said: list[str] = []
    size = 0
    for element in body.iter():
        tag = element.tag
        words = ""
        if tag == f"{W}t":
            words = element.text or ""
        elif tag in {f"{W}p", f"{W}br", f"{W}cr"}:
            words = "\n"
        elif tag in {f"{W}tab", f"{W}noBreakHyphen"}:
            words = " " if tag.endswith("tab") else "-"
        said.append(words)
        size += len(words)
        if size > 2 * MAX_TEXT_LENGTH:
            break
    return "".join(said)


def _cut(text: str, note: str) -> Text:
    if len(text) <= MAX_TEXT_LENGTH:
        return Text(text, note)
    cut = text[:MAX_TEXT_LENGTH].rsplit(" ", 1)[0]
    return Text(cut, "It is very long; we read the first 200,000 characters.")


def main() -> None:
    """Parse the document on standard input; write the result as one JSON object."""
    out = os.dup(1)
    os.dup2(2, 1)  # so that output of libraries does not mix with the result
    for limit, most in (
        (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    logging.disable(logging.CRITICAL)
    answer: dict[str, str]
    try:
        answer = asdict(read(sys.stdin.buffer.read(MAX_DOCUMENT_BYTES + 1)))
    except UnreadableDocument as error:
        answer = {"problem": error.code}
    except (MemoryError, RecursionError):
        answer = {"problem": "heavy"}
    with os.fdopen(out, "w", encoding="utf-8") as stream:
        json.dump(answer, stream)


if __name__ == "__main__":
    main()
