"""The names of a vocabulary, read from rows, from the shipped files or from a folder."""

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
MAX_LENGTH = 300

Ints = npt.NDArray[np.int64]


class BadVocabulary(ValueError):
    """A folder is not a vocabulary; the message is for the person who named it."""


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
    """All concepts and their names, sorted, independent of the input order.

    Attributes:
        codes, labels, kinds: of each concept, sorted by code.
        names: sorted by code, then preferred name first, then by key; adjacent for a concept.
        keys: the search keys of the names.
        start: the index of each concept's preferred name, the first of its names.
    """

    codes: tuple[str, ...]
    labels: tuple[str, ...]
    kinds: tuple[str, ...]
    names: tuple[Name, ...]
    keys: tuple[str, ...]
    start: Ints

    @classmethod
    def from_names(cls, names: Iterable[Name]) -> "Vocabulary":
        """Sort the names. Without a preferred name, the first name of a concept is used."""
        keyed = {name: key for name in names if (key := key_of(name.text))}
        ordered = tuple(
            sorted(keyed, key=lambda one: (one.code, not one.is_own, keyed[one], one.text))
        )
        start = [
            at for at, name in enumerate(ordered) if at == 0 or ordered[at - 1].code != name.code
        ]
        return cls(
            codes=tuple(ordered[at].code for at in start),
            labels=tuple(ordered[at].text for at in start),
            kinds=tuple(ordered[at].kind for at in start),
            names=ordered,
            keys=tuple(keyed[name] for name in ordered),
            start=np.array(start, dtype=np.int64),
        )

    @cached_property
    def by_key(self) -> dict[str, tuple[int, ...]]:
        """Return the indices of the concepts with each search key, the meant one first."""
        found_by_key: dict[str, list[tuple[bool, int, bool, int]]] = {}
        # Without names there are no concepts, and so no ends.
        ends = [*self.start.tolist()[1:], len(self.names)][: len(self.start)]
        for concept, (begin, end) in enumerate(zip(self.start.tolist(), ends, strict=True)):
            for name, key in zip(self.names[begin:end], self.keys[begin:end], strict=True):
                rank = ORDER.get(name.kind, len(ORDER))
                found_by_key.setdefault(key, []).append(
                    (not name.is_meant, rank, not name.is_own, concept)
                )
        return {
            key: tuple(dict.fromkeys(one[-1] for one in sorted(found)))
            for key, found in found_by_key.items()
        }

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Return the names in the form that is encoded; the encoder ignores case."""
        return tuple(name.text.lower()[:MAX_LENGTH] for name in self.names)

    @cached_property
    def told(self) -> tuple[tuple[int, str], ...]:
        """Return the shipped sentences in which people tell of its situations, in lower case.

        Each with the index of its concept, or -1 if it tells of none; sorted by that index.
        """
        at = {code: number for number, code in enumerate(self.codes)} | {"": -1}
        told = [(at[code], text.lower()) for code, text in vocabulary.told() if code in at]
        return tuple(sorted(told)) if any(concept >= 0 for concept, _ in told) else ()

    @cached_property
    def told_digest(self) -> str:
        """Return a hash over `told`."""
        return sha256("\n".join(text for _, text in self.told).encode()).hexdigest()

    @cached_property
    def digest(self) -> str:
        """Return a hash over the input of the vectors, in order."""
        digest = sha256(self.start.tobytes())
        for text in self.texts:
            digest.update(text.encode("utf-8", "replace") + b"\n")
        return digest.hexdigest()


# When several kinds share a name, a role comes first, and so on: see `preferred.csv`.
ORDER = {
    kind.value: rank
    for rank, kind in enumerate(
        (
            Concept.Kind.ROLE,
            Concept.Kind.SITUATION,
            *Concept.SKILLS,
            Concept.Kind.SECTOR,
        )
    )
}


# A registration is held or not: it is found by its names, never by a similar meaning.
NOT_LINKED = Concept.Kind.REGISTRATION


def from_rows() -> Vocabulary:
    """Read the loaded vocabulary, without registrations."""
    rows = Label.objects.exclude(concept__kind=NOT_LINKED).values_list(
        "concept__code", "text", "concept__kind", "is_preferred", "is_meant"
    )
    return Vocabulary.from_names(Name(*row) for row in rows.iterator())


def from_files() -> Vocabulary:
    """Read the shipped vocabulary without a database, and without registrations."""
    meant = vocabulary.meant()
    return Vocabulary.from_names(
        Name(entry.code, text, entry.kind, position == 0, meant.get(key_of(text)) == entry.code)
        for entry in vocabulary.read()
        if entry.kind != NOT_LINKED
        for position, text in enumerate(entry.names)
    )


def from_folder(folder: Path) -> Vocabulary:
    """Read `skills.csv` (id, label, type) and `aliases.csv` (id, alias).

    Raises:
        BadVocabulary: a file is missing, not text, or lacks a column.
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
    return Vocabulary.from_names(names)


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
