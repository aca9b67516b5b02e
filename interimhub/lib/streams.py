"""Lines in and lines out, for commands that outside data enters by."""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any


def lines_in() -> Iterator[str]:
    """Give the lines of standard input as UTF-8, whatever the locale.

    What is no UTF-8 is replaced, and the ends of lines are left out.
    """
    raw = getattr(sys.stdin, "buffer", None)
    if raw is None:
        yield from (line.rstrip("\r\n") for line in sys.stdin)
        return
    for line in raw:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def line_out(found: dict[str, Any]) -> None:
    """Write a JSON object on a line of standard output, as UTF-8, at once."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()
