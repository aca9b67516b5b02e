"""What texts are linked to: the names of a vocabulary, from rows, from files or from a folder."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
import numpy.typing as npt

from skills import vocabulary
from skills.models import Concept, Label
from skills.words import key_of

SKILLS_COLUMNS = ("id", "label", "type")
ALIASES_COLUMNS = ("id", "alias")
LONGEST = 300

Ints = npt.NDArray[np.int64]


class BadVocabulary(ValueError):
    """A folder does not hold what it should; the message is for whoever named it."""


@dataclass(frozen=True, slots=True)
class Name:
    """One name of one concept."""

    code: str
    text: str
    kind: str
    is_own: bool = False
    is_meant: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """Every concept and its names, in an order of their own, whatever order they came in.

    Attributes:
        codes, labels, kinds: of each concept, by code.
        names: by code, a concept's own name first, then by key: those of a concept lie together.
        keys: the names as they are compared.
        start: where the names of each concept begin; its own name stands there.
    """

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    names: tuple[Name, ...]
    keys: tuple[str, ...]
    start: Ints

    @classmethod
    def of(cls, names: Iterable[Name]) -> "Vocabulary":
        """Put the names in order; of a concept that has no name of its own the first counts."""
        keyed = {name: key for name in names if (key := key_of(name.text))}
        ordered = tuple(
            sorted(keyed, key=lambda one: (one.code, not one.is_own, keyed[one], one.text))
        )
        start = [
            place
            for place, name in enumerate(ordered)
            if place == 0 or ordered[place - 1].code != name.code
        ]
        return cls(
            codes=tuple(ordered[place].code for place in start),
            labels=tuple(ordered[place].text for place in start),
            kinds=tuple(ordered[place].kind for place in start),
            names=ordered,
            keys=tuple(keyed[name] for name in ordered),
            start=np.array(start, dtype=np.int64),
        )

    @cached_property
    def by_key(self) -> dict[str, tuple[int, ...]]:
        """Return the concepts that bear a name, by number, the one that is meant first."""
        bearing: dict[str, list[tuple[bool, int, bool, int]]] = {}
        # Without any name there is no concept that ends.
        ends = [*self.start.tolist()[1:], len(self.names)][: len(self.start)]
        for concept, (begin, end) in enumerate(zip(self.start.tolist(), ends, strict=True)):
            for name, key in zip(self.names[begin:end], self.keys[begin:end], strict=True):
                rank = ORDER.get(name.kind, len(ORDER))
                bearing.setdefault(key, []).append(
                    (not name.is_meant, rank, not name.is_own, concept)
                )
        return {
            key: tuple(dict.fromkeys(one[-1] for one in sorted(found)))
            for key, found in bearing.items()
        }

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the names as they are encoded: the encoder knows no capitals."""
        return tuple(name.text.lower()[:LONGEST] for name in self.names)

    @cached_property
    def digest(self) -> str:
        """Return a hash over what the vectors are made from, in their order."""
        digest = sha256(self.start.tobytes())
        for text in self.texts:
            digest.update(text.encode("utf-8", "replace") + b"\n")
        return digest.hexdigest()


# A title names a person before it names what the person does, and so on: see `preferred.csv`.
ORDER = {
    kind.value: place
    for place, kind in enumerate(
        (
            Concept.Kind.ROLE,
            Concept.Kind.SITUATION,
            *Concept.SKILLS,
            Concept.Kind.SECTOR,
        )
    )
}


def from_rows() -> Vocabulary:
    """Read the vocabulary that is loaded."""
    rows = Label.objects.values_list(
        "concept__code", "text", "concept__kind", "is_preferred", "is_meant"
    )
    return Vocabulary.of(Name(*row) for row in rows.iterator())


def from_files() -> Vocabulary:
    """Read the vocabulary that is shipped, without a database."""
    meant = vocabulary.meant()
    return Vocabulary.of(
        Name(entry.code, text, entry.kind, place == 0, meant.get(key_of(text)) == entry.code)
        for entry in vocabulary.read()
        for place, text in enumerate(entry.names)
    )


def from_folder(folder: Path) -> Vocabulary:
    """Read `skills.csv` (id, label, type) and `aliases.csv` (id, alias).

    Raises:
        BadVocabulary: a file is missing, is not text, or lacks a column.
    """
    if not folder.is_dir():
        raise BadVocabulary(f"There is no folder {folder}.")
    kinds = {row["id"]: row["type"] for row in _rows(folder / "skills.csv", SKILLS_COLUMNS)}
    names = [
        Name(row["id"], row["label"], row["type"], is_own=True)
        for row in _rows(folder / "skills.csv", SKILLS_COLUMNS)
    ]
    names += [
        Name(row["id"], row["alias"], kinds[row["id"]])
        for row in _rows(folder / "aliases.csv", ALIASES_COLUMNS)
        if row["id"] in kinds
    ]
    if not names:
        raise BadVocabulary(f"{folder / 'skills.csv'} lists no skill.")
    return Vocabulary.of(names)


def _rows(path: Path, columns: tuple[str, ...]) -> Iterable[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            lacking = [column for column in columns if column not in (rows.fieldnames or ())]
            if lacking:
                raise BadVocabulary(
                    f"{path} lacks the column {', '.join(lacking)}; it needs {', '.join(columns)}."
                )
            for row in rows:
                yield {column: row[column] or "" for column in columns}
    except OSError as error:
        raise BadVocabulary(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadVocabulary(f"{path} is not a CSV file in UTF-8: {error}.") from error
