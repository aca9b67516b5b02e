"""Ranks the profiles of one file for the briefs of another: JSON Lines in, JSON Lines out."""

import io
import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ranking import files
from ranking.text_matching import VocabularyLookup
from skills import encoder, linking


class Command(BaseCommand):
    """Rank with the product's engine and linker; the database is not used."""

    help = (
        "Rank profiles for briefs by fit, both JSON Lines as docs/matching.md describes them: "
        '{"brief", "profile", "score", "number", "verdict", "parts"} per line, best first. '
        "The verdict says first what the score cannot: has_done, could_do or other_work, and why. "
        "Problems are reported on standard error by file and line. A line that cannot be read is "
        "left out, the others are ranked, and the exit code is then 1."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the two files, an optional vocabulary, and the number of profiles."""
        parser.add_argument("--briefs", metavar="FILE", type=Path, required=True)
        parser.add_argument("--profiles", metavar="FILE", type=Path, required=True)
        parser.add_argument(
            "--vocabulary",
            metavar="DIR",
            type=Path,
            help="a folder with skills.csv (id, label, type) and aliases.csv (id, alias)",
        )
        parser.add_argument(
            "--top", metavar="K", type=int, help="profiles for each brief; all of them by default"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read both files, then rank one brief after the other."""
        top: int | None = options["top"]
        if top is not None and top < 1:
            raise CommandError("--top has to be 1 or more.")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
        lookup = self._lookup(options["vocabulary"])
        today = timezone.localdate()
        try:
            briefs = files.read_briefs(options["briefs"])
            profiles = files.read_profiles(options["profiles"], lookup, today=today)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from None
        problems = [*briefs.problems, *profiles.problems]
        for problem in problems:
            self.stderr.write(str(problem))
        profile_set = files.build_profile_set(profiles.items, lookup)
        for brief in briefs.items:
            need, notes = files.build_brief_need(brief, lookup, this_year=today.year)
            for note in notes:
                self.stderr.write(f"{options['briefs']}, line {brief.line}: ranked without: {note}")
            ranking = files.rank_profiles(profile_set, need, top)
            for line in files.lines_of(brief, ranking, need, profile_set, lookup):
                sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        if failed := sum(problem.is_fatal for problem in problems):
            many = "1 line" if failed == 1 else f"{failed} lines"
            raise CommandError(f"{many} could not be read; the others are ranked.")

    def _lookup(self, folder: Path | None) -> VocabularyLookup:
        if not encoder.is_available():
            self.stderr.write("The sentence encoder is not installed: spelling alone counts.")
        try:
            if folder is None:
                return VocabularyLookup(linking.shipped(progress=self._tell), is_shipped=True)
            found = linking.read_vocabulary(folder, progress=self._tell)
        except linking.BadVocabulary as error:
            raise CommandError(str(error)) from error
        return VocabularyLookup(found, is_shipped=False)

    def _tell(self, done: int, of: int) -> None:
        step = max(1, of // 20)
        if done == of or done // step != (done - 512) // step:
            self.stderr.write(f"Encoding names, once for this vocabulary: {done:,} of {of:,}")
