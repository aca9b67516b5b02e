"""From bytes to JSON values, with a reason for every line that is none."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

LINE_MOST = 1_000_000  # bytes; a profile of a whole career has some ten thousand


class Unreadable(Exception):
    """A row cannot be loaded; the message says why, without its line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One profile of a file.

    Attributes:
        line: where it begins, from 1.
        data: the object; None when it could not be read.
        reason: why not; "" when it could.
    """

    line: int
    data: dict[str, Any] | None
    reason: str = ""


def rows(path: Path) -> Iterator[Row]:
    """Read a file: one object in all, or one a line (empty lines are passed over).

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        whole = _whole(file)
        if whole is not None:
            yield whole
            return
        file.seek(0)
        for number, line in _lines(file):
            yield _row(number, line)


def _row(number: int, line: bytes | None) -> Row:
    if line is None:
        return Row(number, None, "is longer than 1 MB")
    try:
        return Row(number, parse(line))
    except Unreadable as problem:
        return Row(number, None, str(problem))


def _whole(file: BinaryIO) -> Row | None:
    """Read one object that spans several lines, or return None: then a line is an object."""
    content = file.read(LINE_MOST + 1)
    text = content.removeprefix(codecs.BOM_UTF8).lstrip()
    first = text.split(b"\n", 1)[0].strip()
    if first.endswith(b"}") or len(content) > LINE_MOST:
        return None
    start = content.count(b"\n", 0, len(content) - len(text)) + 1
    try:
        return Row(start, parse(content))
    except Unreadable as problem:
        # What opens with a lone bracket was meant as one; a broken first line was not.
        return Row(start, None, str(problem)) if first in {b"{", b"[", b"[{"} else None


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Give each line that is not empty with its number; None for one that is too long to hold."""
    number = 0
    while line := file.readline(LINE_MOST + 1):
        number += 1
        if len(line) > LINE_MOST and not line.endswith(b"\n"):
            while (rest := file.readline(LINE_MOST)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.removeprefix(codecs.BOM_UTF8).strip():
            yield number, line.rstrip()


def parse(raw: bytes) -> dict[str, Any]:
    """Return the object that `raw` holds, without its nulls.

    Raises:
        Unreadable: it is not UTF-8, not JSON, no object, or holds what no database can.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise Unreadable(f"is not UTF-8 (byte {problem.start + 1})") from None
    try:
        data = json.loads(text, parse_constant=_no_constant)
        clean = _without_nulls(data)
    except RecursionError:
        raise Unreadable("is nested too deeply") from None
    except json.JSONDecodeError as problem:
        where = f"line {problem.lineno} of it, " if problem.lineno > 1 else ""
        raise Unreadable(f"is not JSON: {problem.msg} ({where}column {problem.colno})") from None
    except ValueError as problem:
        raise Unreadable(f"is not JSON: {problem}") from None
    if not isinstance(clean, dict):
        raise Unreadable("is not an object; give one object, or one object a line")
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
        raise Unreadable("holds a NUL character")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Unreadable("holds half a character (a lone surrogate)")
    return value
