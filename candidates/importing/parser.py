"""Parse a file into JSON objects, with an error message for every row without one."""

import codecs
import itertools
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from json import JSONDecodeError
from pathlib import Path
from typing import Any, NoReturn, TextIO

LINE_LENGTH_MAX = 1_000_000
"""The longest row, in characters. A profile of a whole career has about 10,000."""
FILE_LENGTH_MAX = 50_000_000
"""The longest file that is not one profile per line, in characters."""
# Encodings by the first bytes of a file. JSON begins with an ASCII character, so zero bytes show
# the width.
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FALLBACK = "windows-1252"
FALLBACK_NOTE = "the file: is not UTF-8; read as Windows-1252, so look at letters with accents"
# Messages of Python's decoder in plain words.
WORDS = {
    "Expecting ',' delimiter": "a comma or a closing bracket is missing",
    "Expecting ':' delimiter": "a colon is missing",
    "Expecting property name enclosed in double quotes": "a name in double quotes is missing",
    "Expecting value": "a value is missing",
    "Unterminated string starting at": "a text that begins here has no closing quote",
    "Invalid control character at": "a text contains a line break, tab or control character",
    "Extra data": "something follows after the end of the object",
    "Invalid \\escape": "a backslash is followed by an invalid letter",
    "Invalid \\uXXXX escape": "four hexadecimal digits must follow \\u",
}


class UnreadableRow(Exception):
    """A row cannot be loaded. The message is the reason, without the line number."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One profile of a file.

    Attributes:
        line: its first line, from 1.
        data: the object; None if it cannot be parsed.
        reason: why it cannot be parsed; "" if it can.
        note: how the file had to be read, if not as UTF-8; else "".
    """

    line: int
    data: dict[str, Any] | None
    reason: str = ""
    note: str = ""


def rows(path: Path) -> Iterator[ImportedRow]:
    """Parse a file: one object, a list of objects, or one object per line.

    Raises:
        OSError: the file cannot be opened.
    """
    encoding = _encoding_of(path)
    # Bytes that are not UTF-8 become surrogates; such a row is decoded again.
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    with path.open(encoding=encoding, errors=errors) as file:
        number, first = _first_line(file)
        if _is_object(first):
            yield from _lines(number, itertools.chain([first], _pieces(file)))
            return
        text = first + file.read(FILE_LENGTH_MAX) + file.readline(LINE_LENGTH_MAX)
        is_list = text.lstrip().startswith("[") and not _is_list(first)
        if not is_list and any(_is_object(line) for line in StringIO(text)):
            yield from _lines(number, itertools.chain(StringIO(text), _pieces(file)))
        elif file.read(1):
            yield ImportedRow(number, None, "is longer than 50 MB; give one profile per line")
        elif text.lstrip()[:1] in {"{", "["}:
            yield from _whole(number, text)
        else:
            yield from _lines(number, StringIO(text))


def _encoding_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(4)
    marked = (encoding for mark, encoding in BOMS if head.startswith(mark))
    found = next(marked, None) or json.detect_encoding(head)
    return "utf-8-sig" if found == "utf-8" else found


def _first_line(file: TextIO) -> tuple[int, str]:
    """Return the first line that is not empty, with its number."""
    number = 1
    while (line := file.readline(LINE_LENGTH_MAX + 1)) and not line.strip():
        number += line.endswith("\n")
    return number, line


def _pieces(file: TextIO) -> Iterator[str]:
    """Yield the remaining lines; a line that is too long is split."""
    while piece := file.readline(LINE_LENGTH_MAX + 1):
        yield piece


def _is_object(line: str) -> bool:
    """Whether a line is a whole object, not indented, as in a file of one profile per line."""
    return line.startswith("{") and line.rstrip().endswith("}") and _is_json(line)


def _is_list(line: str) -> bool:
    """Whether a line is a whole list."""
    return line.rstrip().endswith("]") and _is_json(line)


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _lines(number: int, lines: Iterable[str]) -> Iterator[ImportedRow]:
    is_rest = False
    for line in lines:
        if not is_rest and line.strip():
            yield _row(number, line)
        is_rest = not line.endswith("\n")
        number += not is_rest


def _row(number: int, text: str) -> ImportedRow:
    try:
        text, note = _decoded(text.rstrip())
        return ImportedRow(number, parse(text, line=number), note=note)
    except UnreadableRow as problem:
        return ImportedRow(number, None, str(problem))


def _decoded(text: str) -> tuple[str, str]:
    """Return the text, and a note if its encoding is not UTF-8."""
    if not any("\udc80" <= letter <= "\udcff" for letter in text):
        return text, ""
    raw = text.encode("utf-8", "surrogateescape")
    try:
        return raw.decode(FALLBACK), FALLBACK_NOTE
    except UnicodeDecodeError:
        raise UnreadableRow(
            "is neither UTF-8 nor Windows-1252 (Western European); save the file as UTF-8"
        ) from None


def _whole(number: int, text: str) -> Iterator[ImportedRow]:
    """Yield the profile of a file that is one object, or each of a list."""
    if text.lstrip().startswith("{"):
        yield _row(number, text)
        return
    try:
        text, note = _decoded(text)
    except UnreadableRow as problem:
        yield ImportedRow(number, None, str(problem))
        return
    decoder = json.JSONDecoder(parse_constant=_no_constant)
    at, counted = _next(text, text.index("[") + 1), 0
    try:
        while text[at : at + 1] != "]":
            number += text.count("\n", counted, at)
            counted = at
            with _explained(text, number - text.count("\n", 0, at)):
                item, end = decoder.raw_decode(text, at)
                at = _next(text, end)
                if text[at : at + 1] == ",":
                    at = _next(text, at + 1)
                    if text[at : at + 1] == "]":
                        raise JSONDecodeError("Expecting value", text, at)
                elif text[at : at + 1] != "]":
                    raise JSONDecodeError("Expecting ',' delimiter", text, at)
            yield _item(number, item, note)
    except UnreadableRow as problem:
        yield ImportedRow(number, None, str(problem))


def _item(number: int, item: Any, note: str) -> ImportedRow:
    if isinstance(item, dict):
        return ImportedRow(number, item, note=note)
    return ImportedRow(number, None, "is not an object; each item of the list is one profile")


def _next(text: str, at: int) -> int:
    """Return the position of the next character that is not white space."""
    match = re.compile(r"\s*").match(text, at)
    return match.end() if match else at


def parse(text: str, *, line: int = 1) -> dict[str, Any]:
    """Return the JSON object in a text.

    Args:
        line: the line of the file on which the text begins.

    Raises:
        UnreadableRow: it is not JSON, or not an object.
    """
    if len(text) > LINE_LENGTH_MAX:
        raise UnreadableRow("is longer than 1 MB")
    with _explained(text, line):
        data = json.loads(text, parse_constant=_no_constant)
    if not isinstance(data, dict):
        raise UnreadableRow("is not an object; give one object, or one object per line")
    return data


@contextmanager
def _explained(text: str, line: int) -> Iterator[None]:
    """Convert an error of the decoder to `UnreadableRow`, with its position in the file."""
    try:
        yield
    except RecursionError:
        raise UnreadableRow("is nested too deeply") from None
    except JSONDecodeError as problem:
        words, at = WORDS.get(problem.msg, problem.msg), problem.pos
        before = text[:at].rstrip()
        if text[at : at + 1] in {"}", "]"} and before.endswith(","):
            words, at = "a comma too many", len(before) - 1
        row, column = line + text.count("\n", 0, at), at - text.rfind("\n", 0, at)
        raise UnreadableRow(f"is not JSON: {words} (line {row}, column {column})") from None
    except ValueError as problem:
        is_long = "Exceeds the limit" in str(problem)
        words = "a number has thousands of digits" if is_long else str(problem)
        raise UnreadableRow(f"is not JSON: {words}") from None


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a JSON value")
