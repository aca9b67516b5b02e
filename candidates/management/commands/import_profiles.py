"""Load profiles from a file: JSON Resume or our own keys; one, a list of them, or JSON Lines."""

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.formats import date_format

from candidates import actions
from candidates.actions.imports import ImportOutcome
from candidates.importing import (
    ImportedRow,
    ImportVocabulary,
    ProfileFacts,
    UnreadableRow,
    facts_of,
    rows,
)

NOTES_SHOWN = 5


class Command(BaseCommand):
    """Load every row that is valid; report the others with line and reason."""

    help = (
        "Load profiles from FILE: JSON Resume (basics, work, skills, languages) with our keys under"
        " meta.interimhub, or our keys by themselves; one object, a list, or one a line. A row is"
        " known again by its id within the source, or by basics.email where it gives no id,"
        " whatever the file is called, so that loading it twice changes nothing. A field that"
        " cannot be read is left out and named on standard error by line and field; --verbosity 2"
        " names all of them. Only a row that does not say whose profile it is, or is not JSON, is"
        " not loaded; the exit code is then 1. Imported profiles are found by nobody until their"
        " person claims them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file and the name of the source."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument(
            "--source", default="", help="the system they come from; default: the file's name"
        )

    def handle(self, *_: Any, file: Path, source: str, verbosity: int = 1, **__: Any) -> None:
        """Load the file row by row, each in a transaction of its own."""
        is_source_named, source = bool(source.strip()), source.strip() or file.name[:60]
        if len(source) > 60 or "\x00" in source:
            raise CommandError("The source's name has more than 60 characters; give --source.")
        vocabulary = ImportVocabulary.load()
        if vocabulary.is_empty:
            raise CommandError("The vocabulary is not loaded; run manage.py load_vocabulary first.")
        count: Counter[str] = Counter()
        self._lines: dict[str, tuple[int, ProfileFacts]] = {}
        self._notes_shown = None if verbosity > 1 else NOTES_SHOWN
        try:
            for row in rows(file):
                count[self._load(row, source, vocabulary, is_source_named)] += 1
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
        self, row: ImportedRow, source: str, vocabulary: ImportVocabulary, is_source_named: bool
    ) -> str:
        now = timezone.now()
        try:
            facts = self._facts(row, vocabulary, today=timezone.localdate(now))
        except UnreadableRow as problem:
            self.stderr.write(f"line {row.line}: {problem}")
            return "failed"
        if facts.id in self._lines:
            first, _ = self._lines[facts.id]
            self.stderr.write(f"line {row.line}: seen before: the same as line {first}")
            return ImportOutcome.SAME.value
        self._lines[facts.id] = row.line, facts
        result = actions.import_profile(
            facts, source=source, is_source_named=is_source_named, now=now
        )
        if result.seen_on:
            self.stderr.write(
                f"line {row.line}: seen before: this profile came from “{result.seen_in}” on"
                f" {date_format(result.seen_on, 'j F Y')}"
            )
        self._report(row.line, facts.notes)
        return result.outcome.value

    def _facts(
        self, row: ImportedRow, vocabulary: ImportVocabulary, *, today: date
    ) -> ProfileFacts:
        """Return the profile of a row.

        Raises:
            UnreadableRow: it cannot be loaded, or an earlier row says something else of the person.
        """
        if row.data is None:
            raise UnreadableRow(row.reason)
        facts = facts_of(row.data, vocabulary=vocabulary, today=today, note=row.note)
        line, before = self._lines.get(facts.id, (0, facts))
        if before != facts:
            raise UnreadableRow(
                f"is the person of line {line}, with other content; that line is kept. Remove one"
                " of the two"
            )
        return facts

    def _report(self, line: int, notes: list[str]) -> None:
        for note in notes[: self._notes_shown]:
            self.stderr.write(f"line {line}, note: {note}")
        if more := len(notes) - len(notes[: self._notes_shown]):
            self.stderr.write(f"line {line}, note: {more} more; --verbosity 2 shows all")
