"""Parse a file into JSON objects, with an error message for every row that has none."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

LINE_BYTES_MAX = 1_000_000
"""The longest row, in bytes. A profile of a whole career has about 10,000."""


class UnreadableRow(Exception):
    """A row cannot be loaded. The message is the reason, without the line number."""


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One profile of a file.

    Attributes:
        line: its first line, from 1.
        data: the object; None if it cannot be parsed.
        reason: why it cannot be parsed; "" if it can.
    """

    line: int
    data: dict[str, Any] | None
    reason: str = ""


def rows(path: Path) -> Iterator[ImportedRow]:
    """Parse a file: one object, or one per line. Empty lines are skipped.

    Raises:
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        whole = _whole(file)
        if whole is not None:
            yield whole
            return
        file.seek(0)
        for number, line in _lines(file):
            yield _row(number, line)


def _row(number: int, line: bytes | None) -> ImportedRow:
    if line is None:
        return ImportedRow(number, None, "is longer than 1 MB")
    try:
        return ImportedRow(number, parse(line))
    except UnreadableRow as problem:
        return ImportedRow(number, None, str(problem))


def _whole(file: BinaryIO) -> ImportedRow | None:
    """Parse the file as one object over several lines. Return None if it has one per line."""
    content = file.read(LINE_BYTES_MAX + 1)
    text = content.removeprefix(codecs.BOM_UTF8).lstrip()
    first = text.split(b"\n", 1)[0].strip()
    if first.endswith(b"}") or len(content) > LINE_BYTES_MAX:
        return None
    start = content.count(b"\n", 0, len(content) - len(text)) + 1
    try:
        return ImportedRow(start, parse(content))
    except UnreadableRow as problem:
        # A bracket alone on the first line means one object; anything else is a broken row.
        return ImportedRow(start, None, str(problem)) if first in {b"{", b"[", b"[{"} else None


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Yield each line that is not empty with its number; None for a line that is too long."""
    number = 0
    while line := file.readline(LINE_BYTES_MAX + 1):
        number += 1
        if len(line) > LINE_BYTES_MAX and not line.endswith(b"\n"):
            while (rest := file.readline(LINE_BYTES_MAX)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.removeprefix(codecs.BOM_UTF8).strip():
            yield number, line.rstrip()


def parse(raw: bytes) -> dict[str, Any]:
    """Return the JSON object in `raw`, without its nulls.

    Raises:
        UnreadableRow: it is not UTF-8, not JSON or no object, or PostgreSQL cannot store it.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise UnreadableRow(f"is not UTF-8 (byte {problem.start + 1})") from None
    try:
        data = json.loads(text, parse_constant=_no_constant)
        clean = _without_nulls(data)
    except RecursionError:
        raise UnreadableRow("is nested too deeply") from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno} of it, " if problem.lineno > 1 else ""
        raise UnreadableRow(f"is not JSON: {problem.msg} ({where}column {problem.colno})") from None
    except ValueError as problem:
        raise UnreadableRow(f"is not JSON: {problem}") from None
    if not isinstance(clean, dict):
        raise UnreadableRow("is not an object; give one object, or one object a line")
    return clean


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value of JSON")


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {_text(k): _without_nulls(v) for k, v in value.items() if v is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value if item is not None]
    return _text(value) if isinstance(value, str) else value


def _text(value: str) -> str:
    if "\x00" in value:
        raise UnreadableRow("holds a NUL character")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UnreadableRow("holds half a character (a lone surrogate)")
    return value
