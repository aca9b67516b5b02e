"""Read job titles, a line each: JSON out, in order."""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from skills.titles import read_title


class Command(BaseCommand):
    """One line in, one JSON object out; needs no database."""

    help = (
        "Read each line of standard input as a job title: a JSON object a line, "
        '{"text", "role", "level", "band"}. role: the code of a family of roles, null where none '
        "is known. level: 1 (team lead, or no rank named) to 7 (chair, chief of a group). band: "
        "c_suite, vp, director, manager or other, the rank that the words name."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, say, write; every line has its object, an empty one too."""
        for text in _lines(sys.stdin):
            title = read_title(text)
            found = {
                "text": title.text,
                "role": title.role,
                "level": int(title.level),
                "band": str(title.band),
            }
            sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _lines(stream: Any) -> Iterator[str]:
    """Give the lines of a stream as UTF-8, whatever the locale; what is no UTF-8 is replaced."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    raw = getattr(stream, "buffer", None)
    if raw is None:
        yield from (line.rstrip("\r\n") for line in stream)
        return
    for line in raw:
        yield line.decode("utf-8", "replace").rstrip("\r\n")
