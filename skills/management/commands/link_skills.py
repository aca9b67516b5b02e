"""Link lines of text to skills: phrases or sentences in, JSON out, in order."""

import io
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from skills import encoder, linking
from skills.linking.linker import KINDS


class Command(BaseCommand):
    """One line in, one JSON object out; needs no database."""

    help = (
        "Link each line of standard input to skills and situations: a JSON object a line, "
        '{"text", "links": [{"id", "label", "score"}]}, best first. An empty list is an answer.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take another vocabulary, and how many links are wanted."""
        parser.add_argument(
            "--vocabulary",
            metavar="DIR",
            type=Path,
            help="a folder with skills.csv (id, label, type) and aliases.csv (id, alias)",
        )
        parser.add_argument("--top", metavar="K", type=int, default=5, help="links a line (5)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, link, write; a line that says nothing has no links."""
        top: int = options["top"]
        if top < 1:
            raise CommandError("--top has to be 1 or more.")
        folder: Path | None = options["vocabulary"]
        if not encoder.is_available():
            self.stderr.write("The sentence encoder is not installed: spelling alone counts.")
        try:
            if folder is None:
                found = linking.shipped(progress=self._tell)
            else:
                found = linking.read_vocabulary(folder, progress=self._tell)
        except linking.BadVocabulary as error:
            raise CommandError(str(error)) from error
        kinds = KINDS if folder is None else None
        for text in _lines(sys.stdin):
            links = [
                {"id": link.code, "label": link.label, "score": round(link.score, 6)}
                for link in found.link(text, kinds=kinds, top=top)
            ]
            sys.stdout.write(json.dumps({"text": text, "links": links}, ensure_ascii=False) + "\n")
            sys.stdout.flush()

    def _tell(self, done: int, of: int) -> None:
        step = max(1, of // 20)
        if done == of or done // step != (done - 512) // step:
            self.stderr.write(f"Encoding names, once for this vocabulary: {done:,} of {of:,}")


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
