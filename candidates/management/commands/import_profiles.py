"""Load profiles from a file: JSON Resume with meta.interimhub, one object or JSON Lines."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from candidates import actions
from candidates.actions.imports import ImportOutcome
from candidates.importing import ImportedRow, ImportVocabulary, UnreadableRow, facts_of, rows

NOTES_SHOWN = 5


class Command(BaseCommand):
    """Load every row that is valid; report the others with line and reason."""

    help = (
        "Load profiles from FILE: JSON Resume (basics, work, skills, languages) with our keys under"
        " meta.interimhub, or our keys by themselves; one object, or one a line. A row is known"
        " again by its id within the source, or by basics.email where it gives no id, so that"
        " loading a file twice changes nothing. Rows"
        " that cannot be loaded are named on standard error by line and reason, the others are"
        " loaded; the exit code is then 1. Imported profiles are found by nobody until their"
        " person claims them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file and the name of the source."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--source", default="", help="the system they come from; default: the file's name"
        )

    def handle(self, *_: Any, file: Path, source: str, **__: Any) -> None:
        """Load the file row by row, each in a transaction of its own."""
        source = source.strip() or file.name
        if len(source) > 60 or "\x00" in source:
            raise CommandError("The source's name has more than 60 characters; give --source.")
        vocabulary = ImportVocabulary.load()
        if vocabulary.is_empty:
            raise CommandError("The vocabulary is not loaded; run manage.py load_vocabulary first.")
        count: Counter[str] = Counter()
        seen: dict[str, int] = {}
        try:
            for row in rows(file):
                count[self._load(row, source, vocabulary, seen)] += 1
        except OSError as problem:
            raise CommandError(f"{file} cannot be read: {problem.strerror}.") from None
        if not count:
            raise CommandError(f"{file} holds no profile.")
        self.stdout.write(
            ", ".join(f"{count[kind.value]} {kind.value}" for kind in ImportOutcome) + "."
        )
        if failed := count["failed"]:
            rows_ = "1 row" if failed == 1 else f"{failed} rows"
            raise CommandError(f"{rows_} could not be loaded; the reasons are above.")

    def _load(
        self, row: ImportedRow, source: str, vocabulary: ImportVocabulary, seen: dict[str, int]
    ) -> str:
        now = timezone.now()
        facts, reason = None, row.reason
        try:
            if row.data is not None:
                facts = facts_of(row.data, vocabulary=vocabulary, today=timezone.localdate(now))
        except UnreadableRow as problem:
            reason = str(problem)
        if facts and facts.id in seen:
            reason = f"has the id “{facts.id}” of line {seen[facts.id]}"
        if facts is None or reason:
            self.stderr.write(f"line {row.line}: {reason}")
            return "failed"
        seen[facts.id] = row.line
        loaded = actions.import_profile(facts, source=source, now=now)
        for note in facts.notes[:NOTES_SHOWN]:
            self.stderr.write(f"line {row.line}, loaded without: {note}")
        if len(facts.notes) > NOTES_SHOWN:
            more = len(facts.notes) - NOTES_SHOWN
            self.stderr.write(f"line {row.line}, loaded without: {more} more")
        return loaded.value
