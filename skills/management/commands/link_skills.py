"""Link lines of text to skills: phrases or sentences in, JSON out, in order."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from interimhub.lib.streams import line_out, lines_in
from skills import encoder, linking, multilingual
from skills.linking.linker import KINDS


class Command(BaseCommand):
    """Read one line, write one JSON object. Needs no database."""

    help = (
        "Link each line of standard input to skills and situations: one JSON object per line, "
        '{"text", "links": [{"id", "label", "score"}]}, best first. The list may be empty.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add --vocabulary and --top."""
        parser.add_argument(
            "--vocabulary",
            metavar="DIR",
            type=Path,
            help="a folder with skills.csv (id, label, type) and aliases.csv (id, alias)",
        )
        parser.add_argument("--top", metavar="K", type=int, default=5, help="links per line (5)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Link every line; a line without a match has no links."""
        top: int = options["top"]
        if top < 1:
            raise CommandError("--top has to be 1 or more.")
        folder: Path | None = options["vocabulary"]
        if not encoder.is_available():
            self.stderr.write("The sentence encoder is not installed: only spelling is compared.")
        if not multilingual.is_available():
            self.stderr.write(
                "The multilingual encoder is not installed: other languages than English are"
                " compared like English, and situations by their names alone."
            )
        try:
            if folder is None:
                found = linking.shipped(progress=self._report)
            else:
                found = linking.read_vocabulary(folder, progress=self._report)
        except linking.BadVocabulary as error:
            raise CommandError(str(error)) from error
        kinds = KINDS if folder is None else None
        for text in lines_in():
            links = [
                {"id": link.code, "label": link.label, "score": round(link.score, 6)}
                for link in found.link(text, kinds=kinds, top=top)
            ]
            line_out({"text": text, "links": links})

    def _report(self, done: int, of: int) -> None:
        step = max(1, of // 20)
        if done == of or done // step != (done - 512) // step:
            self.stderr.write(f"Encoding names, once for this vocabulary: {done:,} of {of:,}")
