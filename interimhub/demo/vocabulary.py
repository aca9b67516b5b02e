"""Maps words of the demo's files to concepts, and ESCO's occupations to their skills."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from skills.models import Concept
from skills.vocabulary import DATA as VOCABULARY

DATA = Path(__file__).parent / "data"
# An occupation with more optional skills is a broad heading, whose skills do not fit together.
COHERENT = 100


class UnknownWord(LookupError):
    """A file of the demo uses a word that the vocabulary does not have."""


@cache
def read(name: str) -> dict[str, Any]:
    """Return the content of one of the demo's files."""
    with (DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


class DemoVocabulary:
    """The loaded vocabulary, by the words that the demo's files use."""

    def __init__(self) -> None:
        rows = list(Concept.objects.order_by("position", "code"))
        self._by_code = {row.code: row for row in rows}
        self._skills: dict[str, Concept] = {}
        for row in rows:
            if row.kind in Concept.SKILLS:
                self._skills.setdefault(row.label.lower(), row)
        self._means = read("words")
        self._sectors = read("sectors")

    def skill(self, word: str) -> Concept:
        """Return the skill for a word of the demo's files, or for a code without "ih:"."""
        if ":" in word:
            return self.by_id(f"ih:{word}")
        label = self._means["skills"].get(word, word)
        return self._find(self._skills, label.lower(), word)

    def situation(self, word: str) -> Concept:
        """Return the situation for a word of the demo's files."""
        name = self._means["situations"].get(word, word)
        return self._find(self._by_code, f"ih:situation:{name}", word)

    def sector(self, key: str) -> Concept:
        """Return the sector for a key of `sectors.toml`."""
        return self._find(self._by_code, self._sectors[key]["concept"], key)

    def by_id(self, code: str) -> Concept:
        """Return the concept with this ESCO id."""
        return self._find(self._by_code, code, code)

    @staticmethod
    def _find(among: dict[str, Concept], key: str, word: str) -> Concept:
        try:
            return among[key]
        except KeyError:
            raise UnknownWord(f"The vocabulary has nothing called “{word}” ({key}).") from None


@cache
def occupations() -> dict[str, tuple[list[str], list[str]]]:
    """Return ESCO's management occupations: label → ids of essential and optional skills."""
    folder = VOCABULARY / "esco-1.1.1"
    with (folder / "occupations.csv").open(encoding="utf-8", newline="") as file:
        labels = {row["id"]: row["label"] for row in csv.DictReader(file)}
    found: dict[str, tuple[list[str], list[str]]] = {label: ([], []) for label in labels.values()}
    with (folder / "occupation_skills.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            essential, optional = found[labels[row["occupation"]]]
            (essential if row["relation"] == "e" else optional).append(row["skill"])
    return {
        label: (essential, optional if len(essential) + len(optional) <= COHERENT else [])
        for label, (essential, optional) in found.items()
    }
