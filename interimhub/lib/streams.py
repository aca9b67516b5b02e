"""Standard input and output as lines, for commands that process external data."""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any


def lines_in() -> Iterator[str]:
    """Yield the lines of standard input, decoded as UTF-8 whatever the locale.

    Invalid bytes are replaced; line ends are removed.
    """
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    for line in raw:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def line_out(found: dict[str, Any]) -> None:
    """Write an object as one line of JSON to standard output, in UTF-8, and flush."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()
