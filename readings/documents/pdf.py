"""The text of a PDF, and what of it could not be read."""

import io
import logging
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError
from pypdf.generic import ByteStringObject

from readings.documents.lines import closed_up, is_page_number, tidy, unbroken
from readings.documents.pdf_fonts import is_readable, shows_letters
from readings.documents.result import (
    MAX_PAGE_BYTES,
    MAX_PAGES,
    MAX_TEXT_LENGTH,
    OutOfTime,
    Text,
    UnreadableDocument,
    cut,
)

RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
RIGHT_TO_LEFT_WORD = re.compile(f"[{RIGHT_TO_LEFT}]+")
LEFT_TO_RIGHT_RUN = re.compile(rf"[^\s{RIGHT_TO_LEFT}](?:[^{RIGHT_TO_LEFT}]*[^\s{RIGHT_TO_LEFT}])?")
PICTURE_SHARE = 0.25  # of a page, from which on a picture may be the page itself
UNKNOWN_SHARE = 0.01  # a picture of unknown size
STAMP_LENGTH = 300  # characters; a page that is a picture and says no more has only its stamp read
SHAPES_MIN = 400  # curves on a page without text, from which on they may be its letters
REPEATED_PAGES = 3  # on so many pages the same line is a header or footer
MARGIN_LINES = 2
FORM_OF_ADOBE = "If this message is not eventually replaced by the proper contents"
DAMAGE = (PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError)


@dataclass(slots=True)
class _Page:
    """What was read of a page.

    Attributes:
        text: as drawn, of the fonts that say which letters they draw.
        lost: how many characters were drawn in other fonts.
        picture: the share of the page that its largest picture covers.
        shapes: the number of its curves.
        is_damaged: whether it could not be read at all.
    """

    text: str = ""
    lost: int = 0
    picture: float = 0.0
    shapes: int = 0
    is_damaged: bool = False
    is_heavy: bool = False  # draws more than any page of text

    @property
    def is_stamp(self) -> bool:
        """Whether it is a picture, of which only a few words over it can be read."""
        return self.picture >= PICTURE_SHARE and len(self.text) < STAMP_LENGTH


@dataclass(slots=True)
class _Reading:
    """The pages read, and how many there are."""

    count: int
    pages: list[_Page] = field(default_factory=list)
    is_stopped: bool = False  # the processor time is used up

    def numbers(self, has: Any) -> list[int]:
        """Return the numbers of the pages with a property, from 1."""
        return [number for number, page in enumerate(self.pages, 1) if has(page)]


def read(data: bytes) -> Text:
    """Return the text of a PDF.

    Raises:
        UnreadableDocument: with the reason.
    """
    is_cut = b"%%EOF" not in data[-2048:] and b"startxref" not in data[-2048:]
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        # Many encrypted files only restrict printing or editing, and open without a password.
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableDocument("locked")
        reading = _pages_of(reader)
        fields = _form_fields(reader)
    except DependencyError as error:
        raise UnreadableDocument("cipher") from error
    except FileNotDecryptedError as error:
        raise UnreadableDocument("locked") from error
    except (*DAMAGE, AssertionError, RecursionError) as error:
        raise UnreadableDocument("cut" if is_cut else "broken") from error
    text, unsure = closed_up(_in_one(reading.pages))
    text = unbroken(tidy(text))
    if FORM_OF_ADOBE in text:
        raise UnreadableDocument("form")
    if fields:
        text = f"{text}\n\n{tidy(fields)}"
    _insist_on_text(text, reading, is_cut=is_cut)
    notes = _notes(reading, unsure)
    if is_cut:
        notes.append("The file ends in the middle; we read what is there.")
    return cut(text.strip(), notes)


def _insist_on_text(text: str, reading: _Reading, *, is_cut: bool) -> None:
    """Raise the reason why there is no text, or none that is worth reading."""
    pages, has_words = reading.pages, re.search(r"\w", text)
    lost, kept = sum(page.lost for page in pages), len(text)
    is_heavy = reading.is_stopped or any(page.is_heavy for page in pages)
    if is_heavy and not has_words:
        raise UnreadableDocument("heavy")
    if lost > kept:
        raise UnreadableDocument("letters")
    if pages and all(page.is_stamp for page in pages):
        raise UnreadableDocument("stamp" if has_words else "pictures")
    if has_words:
        return
    if is_cut or any(page.is_damaged for page in pages):
        raise UnreadableDocument("cut" if is_cut else "broken")
    if any(page.picture for page in pages) or not reading.count:
        raise UnreadableDocument("pictures")
    raise UnreadableDocument("shapes" if any(p.shapes > SHAPES_MIN for p in pages) else "no_text")


def _notes(reading: _Reading, unsure: list[str]) -> list[str]:
    """Return sentences on what was not read, and what to do."""
    notes = []
    if len(reading.pages) < reading.count:
        why = "It takes long to read; we" if reading.is_stopped else "We"
        notes.append(f"{why} read the first {len(reading.pages)} of {reading.count:,} pages.")
    if at := reading.numbers(lambda page: page.is_damaged):
        notes.append(f"{_on(at)} could not be read: damaged.")
    if at := reading.numbers(lambda page: page.is_heavy):
        notes.append(f"{_on(at)} could not be read: too much is drawn there. Paste its text.")
    if at := reading.numbers(lambda page: page.is_stamp):
        verb = "is a picture" if len(at) == 1 else "are pictures"
        notes.append(f"{_on(at)} {verb}; words in it were not read. Paste those that matter.")
    if at := reading.numbers(lambda page: page.lost):
        notes.append(
            f"{_on(at)}: some words could not be read, since their font does not say which letters"
            " it draws. Paste those that matter."
        )
    if unsure:
        notes.append(
            f"“{unsure[0][:40]}” is set letter by letter, so words in it may stand together."
        )
    return notes


def _on(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"Page {numbers[0]}"
    most = ", ".join(map(str, numbers[:5])) + (" and others" if len(numbers) > 5 else "")
    return f"Pages {most}"


def _pages_of(reader: PdfReader) -> _Reading:
    """Read pages until time or characters run out."""
    reading = _Reading(count=len(reader.pages))
    size = 0
    try:
        for number in range(min(reading.count, MAX_PAGES)):
            if size > MAX_TEXT_LENGTH:
                break
            page = _page_of(reader.pages[number])
            reading.pages.append(page)
            size += len(page.text)
    except OutOfTime:
        reading.is_stopped = True
    return reading


def _page_of(page: Any) -> _Page:
    """Read a page. Damage is no reason to lose the other pages."""
    read = _Page()
    watch = _Watch(page, read)
    try:
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > MAX_PAGE_BYTES:
            read.is_heavy = True
            return read
        text = page.extract_text(visitor_operand_before=watch.operand, visitor_text=watch.text)
        read.text = watch.words if read.lost else text or ""
        if not read.text and "/XObject" in (page.get("/Resources") or {}):
            read.picture = read.picture or UNKNOWN_SHARE
        if RIGHT_TO_LEFT_WORD.search(read.text):
            read.text = _in_place(page, read.text)
        elif closed_up(read.text)[0] != read.text:
            read.text = _with_word_gaps(page, read.text)
    except MemoryError:
        raise
    except Exception:  # whatever a damaged page raises
        logging.getLogger(__name__).warning("a page could not be read")
        read.text, read.is_damaged = "", True
    return read


class _Watch:
    """Sees each operation of a page as it is read."""

    def __init__(self, page: Any, read: _Page) -> None:
        box = page.mediabox
        self.area = abs(float(box.width) * float(box.height)) or 1.0
        self.read = read
        self.parts: list[str] = []
        self.is_soft_hyphen = False

    @property
    def words(self) -> str:
        """The text in readable fonts."""
        return "".join(self.parts)

    def operand(self, operator: Any, operands: Any, cm: Any, tm: Any) -> None:
        """Note pictures and curves; leave out what stands for a soft hyphen.

        Browsers draw a space there, and say by its `ActualText` that it is none.
        """
        if operator == b"BDC" and len(operands) > 1 and hasattr(operands[1], "get"):
            self.is_soft_hyphen = str(operands[1].get("/ActualText", "")) == "\xad"
        elif operator == b"EMC":
            self.is_soft_hyphen = False
        elif operator == b"Tj" and self.is_soft_hyphen:
            operands[:] = [ByteStringObject(b"")]
        if operator in {b"Do", b"INLINE IMAGE", b"BI", b"EI"}:
            share = abs(cm[0] * cm[3] - cm[1] * cm[2]) / self.area
            self.read.picture = max(self.read.picture, min(share, 1.0))
        elif operator in {b"c", b"v", b"y"}:
            self.read.shapes += 1

    def text(self, text: str, cm: Any, tm: Any, font: Any, size: Any) -> None:
        """Keep text whose letters are known; count the other."""
        letters = sum(not letter.isspace() for letter in text)
        if letters and not (is_readable(font) and shows_letters(text)):
            self.read.lost += letters
            self.parts.append("\n" if text.endswith("\n") else " ")
        else:
            self.parts.append(text)


def _in_place(page: Any, text: str) -> str:
    """Return the text of a page, with the spaces between words that are written to the left.

    Many programs move to the place of the next word instead of writing a space. The parser sees
    that only where text goes to the right; so it is asked for the places too.
    """
    placed = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    in_place = "\n".join(_in_reading_order(line) for line in placed.splitlines())
    has_run_together = 2 * len(text.split()) <= len(in_place.split())
    return in_place if has_run_together else text


def _in_reading_order(line: str) -> str:
    """Return a line that is ordered by place, from the left, as it is read."""
    if not RIGHT_TO_LEFT_WORD.search(line):
        return line
    return LEFT_TO_RIGHT_RUN.sub(lambda run: run[0][::-1], line[::-1])


def _with_word_gaps(page: Any, text: str) -> str:
    """Return the text of a page with the wide gaps between words that are set letter by letter.

    The parser writes one space for each gap. By place, those between words are wider.
    """
    placed = page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False)
    by_letters = {"".join(line.split()): line.strip() for line in placed.splitlines()}
    by_letters.pop("", None)
    return "\n".join(_widened(line, by_letters) for line in text.splitlines())


def _widened(line: str, by_letters: dict[str, str]) -> str:
    """Return a line as the lines by place that its letters consist of; as it is if they differ."""
    if closed_up(line)[0] == line:
        return line
    left, found = "".join(line.split()), []
    while left:
        key = max((k for k in by_letters if left.startswith(k)), key=len, default="")
        if not key:
            return line
        found.append(by_letters[key])
        left = left.removeprefix(key)
    return "\n".join(found)


def _in_one(pages: list[_Page]) -> str:
    """Join pages: each header and footer once, and sentences that go on over a page's end."""
    texts = [tidy(page.text).split("\n") if page.text else [] for page in pages]
    counts = Counter(
        key for lines in texts for key in {_margin_key(line) for line in _margins(lines)}
    )
    said: set[str] = set()
    joined = ""
    for lines in texts:
        kept = [line for at, line in enumerate(lines) if _is_kept(lines, at, counts, said)]
        text = "\n".join(kept).strip()
        goes_on = re.match(r"[a-zà-ÿ]", text) and re.search(r"[\w,;-]\Z", joined)
        joined += ("\n" if goes_on else "\n\n") + text if text else ""
    return joined.strip()


def _margins(lines: list[str]) -> list[str]:
    return [*lines[:MARGIN_LINES], *lines[-MARGIN_LINES:]]


def _margin_key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().casefold())


def _is_kept(lines: list[str], at: int, counts: Counter[str], said: set[str]) -> bool:
    """Whether a line is none that was read in the margin of an earlier page."""
    if MARGIN_LINES <= at < len(lines) - MARGIN_LINES:
        return True
    key = _margin_key(lines[at])
    if counts[key] < REPEATED_PAGES or not key:
        return True
    is_first = key not in said
    said.add(key)
    return is_first and not is_page_number(lines[at])


def _form_fields(reader: PdfReader) -> str:
    """Return what was typed into the fields of a form, which is no part of the pages."""
    try:
        fields = reader.get_form_text_fields() or {}
    except (*DAMAGE, AssertionError):
        return ""
    return "\n".join(str(value) for value in fields.values() if value and str(value).strip())
