"""From a job title to the family of roles it belongs to, and how much its holder answers for.

A title is read from its words: the names of roles first, as the vocabulary has them, then the words
for fields (`data/title_fields.csv`) and for ranks. Needs no database. `docs/matching.md` says what
the scale means and what is said of a title that says little.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from skills import vocabulary
from skills.models import Concept
from skills.ranks import (
    DEPENDANT,
    GENDER,
    JOINED,
    LOWERED,
    MARKERS,
    ORGANISATION,
    RAISED,
    RANKS,
    SAME_WORDS,
    SPECIAL,
    SUFFIXES,
    SUPERIOR,
    WORDS,
)
from skills.scales import Band, Seniority
from skills.words import key_of

LONGEST = 400
"""Characters of a title that are read; what follows is no title any more."""
MOST_WORDS = 40
LONGEST_NAME = 8
TYPO_LEAST = 5
STEM = "*"
GENERAL = ["geschaftsfuhrer"]
"""Leads a company, or the field that is named beside it."""
PLACES = frozenset({"plant", "werk", "usine", "country", "hospital", "school", "council"})
"""Where somebody works, sooner than at what."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says.

    Attributes:
        text: as it was given.
        role: the code of the family of roles, such as `ih:role-family:finance`; None where none is
            known.
        level: `skills.scales.Seniority`; 1 where the words name no rank.
        band: `skills.scales.Band`, the rank that the words name.
    """

    text: str
    role: str | None
    level: int
    band: str


@dataclass(frozen=True, slots=True)
class _Rank:
    """A level with its band; `at` is the word it begins with, `end` the one after it."""

    level: int
    band: str
    role: str | None = None
    at: int = 0
    end: int = 0


def read_title(text: str) -> Title:
    """Return what a job title says, in English, German, French or Dutch, however it is written.

    A title that joins several ("CFO / COO") has the field of the first and the level of the
    highest. Whoever assists somebody has not their title. What was held before ("ex-CFO") counts.
    """
    words = _words(text)
    found = _read(words)
    if found.role is None or found.band == Band.OTHER:
        mended = [_mended(word) for word in words]
        if mended != words:
            found = _read(mended)
    return Title(text=text, role=found.role, level=found.level, band=found.band)


@lru_cache(maxsize=8192)
def is_of_titles(word: str) -> bool:
    """Whether titles are made of this word: of roles, fields and ranks, or what joins them."""
    words = _words(word)
    known, stems = _known(), _fields()[1]
    return bool(words) and all(
        one in known or any(one.startswith(stem) for stem, _ in stems) for one in words
    )


@lru_cache(maxsize=8192)
def names_rank(word: str) -> bool:
    """Whether this word alone names a rank, as "director" does."""
    return _worded(_words(word)) is not None


def is_role(text: str) -> bool:
    """Whether this is the very name of a role."""
    return " ".join(_words(text)) in _names()


# From letters to words


def _words(text: str) -> list[str]:
    plain = GENDER.sub(" ", text[:LONGEST])
    plain = re.sub(r"\b([A-Za-z]) & ([A-Za-z])\b", r"\1&\2", plain)
    plain = MARKERS.sub("", plain)
    plain = ORGANISATION.sub("", plain)
    key = f" {key_of(plain.replace(' & ', ' and '))} "
    for pattern, word in SAME_WORDS:
        key = pattern.sub(f" {word} ", key)
    return list(_split_compounds(key.split()[:MOST_WORDS]))


def _split_compounds(words: list[str]) -> Iterator[str]:
    """Give the words one by one: `finanzleiterin` as `finanz` and `leiter`."""
    known = _known()
    for word in words:
        plain = word[:-2] if word.endswith("in") and word[:-2] in known else word
        if plain in known:
            yield plain
            continue
        for ending, rank in SUFFIXES:
            stem = plain.removesuffix(ending)
            if stem != plain and len(stem) >= 2:
                yield from (stem, rank)
                break
        else:
            yield plain


# From words to a rank and a field


def _read(words: list[str]) -> _Rank:
    line = " ".join(words)
    if special := next((rank for pattern, rank in SPECIAL if pattern.search(line)), None):
        return _Rank(*special)
    if DEPENDANT.search(line):
        return _Rank(Seniority.TEAM_LEAD, Band.OTHER)
    words = SUPERIOR.sub("", line).split()
    named = list(_named(words))
    if named:
        ranks = [
            _adjusted(rank, words, _end_before(named, place)) for place, rank in enumerate(named)
        ]
        highest = max(ranks, key=lambda rank: rank.level)
        return _Rank(highest.level, highest.band, _role(named[0], words))
    role = _field(words)
    if rank := _worded(words):
        rank = _adjusted(rank, words, 0)
        return _Rank(rank.level, rank.band, role)
    return _Rank(Seniority.TEAM_LEAD, Band.OTHER, role)


def _role(first: _Rank, words: list[str]) -> str | None:
    """Return the family of the first role named, or of the field it is told of before."""
    before, name = words[: first.at], words[first.at : first.end]
    if before[-1:] == ["and"] or name == GENERAL:
        return (
            _field(before)
            or (_field(words[first.end :]) if name == GENERAL else None)
            or first.role
        )
    return first.role


def _named(words: list[str]) -> Iterator[_Rank]:
    """Give the names of roles that stand in the title, from the left, the longest of each place."""
    names = _names()
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + LONGEST_NAME), at, -1):
            role = names.get(" ".join(words[at:end]))
            if role is not None:
                yield _Rank(role.level, role.band, role.role, at, end)
                at = end
                break
        else:
            at += 1


def _end_before(named: list[_Rank], place: int) -> int:
    return named[place - 1].end if place else 0


def _worded(words: list[str]) -> _Rank | None:
    """Return the highest rank that a word names."""
    line = " ".join(words)
    for pattern, level, band in RANKS:
        if found := pattern.search(line):
            at = len(line[: found.start()].split())
            return _Rank(level, band, None, at, at + len(found[0].split()))
    return None


def _adjusted(rank: _Rank, words: list[str], since: int) -> _Rank:
    """Return the rank as the words before and after it raise or lower it."""
    before = words[since : rank.at]
    after = words[rank.end : rank.end + 1]
    level = rank.level
    for words_of, change in (*RAISED, *LOWERED):
        if words_of & {*before, *(word for word in after if word in JOINED)}:
            level = change.get(level, level)
    if level == rank.level:
        return rank
    return _Rank(level, BANDS[Seniority(level)], rank.role, rank.at, rank.end)


BANDS = {
    Seniority.CHAIR: Band.C_SUITE,
    Seniority.CHIEF: Band.C_SUITE,
    Seniority.VICE_PRESIDENT: Band.VP,
    Seniority.DIRECTOR: Band.DIRECTOR,
    Seniority.SENIOR_MANAGER: Band.MANAGER,
    Seniority.MANAGER: Band.MANAGER,
    Seniority.TEAM_LEAD: Band.OTHER,
}


def _field(words: list[str]) -> str | None:
    """Return the family of the first field named, the longest name of it; places come last."""
    return _first_field([word if word not in PLACES else "" for word in words]) or _first_field(
        words
    )


def _first_field(words: list[str]) -> str | None:
    fields, stems = _fields()
    for at in range(len(words)):
        for end in range(min(len(words), at + LONGEST_NAME), at, -1):
            if family := fields.get(" ".join(words[at:end])):
                return family
        for stem, family in stems:
            if words[at].startswith(stem):
                return family
    return None


# What is known


@lru_cache(maxsize=1)
def _names() -> dict[str, _Rank]:
    """Return the roles by their names, as titles are spelt here; the first that bears a name."""
    meant = vocabulary.meant()
    names: dict[str, _Rank] = {}
    preferred: dict[str, _Rank] = {}
    for entry in vocabulary.read():
        if entry.kind != Concept.Kind.ROLE or entry.seniority is None:
            continue
        rank = _Rank(entry.seniority, entry.band, entry.broader[0])
        for name in entry.names:
            if "(" in name:
                continue
            names.setdefault(_plain(name), rank)
            if meant.get(key_of(name)) == entry.code:
                preferred[_plain(name)] = rank
    names |= preferred
    # All over the world, or in a whole group, a head stands where its vice presidents do.
    for name, rank in list(names.items()):
        if name.startswith("head of "):
            wide = _Rank(Seniority.VICE_PRESIDENT, Band.VP, rank.role)
            names |= {f"{scope} {name}": wide for scope in ("group", "global")}
    for name in NOT_ALONE:
        names.pop(name, None)
    return names


# In other houses than the one the vocabulary has them for, these name a rank alone.
NOT_ALONE = ("director general", "directeur general adjoint", "dean", "gm")


def _plain(name: str) -> str:
    key = f" {key_of(name.replace(' & ', ' and '))} "
    for pattern, word in SAME_WORDS:
        key = pattern.sub(f" {word} ", key)
    return " ".join(key.split())


@lru_cache(maxsize=1)
def _fields() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return the family by the words for its field, and by what words for it begin with."""
    whole: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    path = vocabulary.DATA / "title_fields.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split("|"):
                if word.endswith(STEM):
                    stems.append((word.removesuffix(STEM), row["family"]))
                else:
                    whole.setdefault(_plain(word), row["family"])
    return whole, tuple(sorted(stems, key=lambda stem: (-len(stem[0]), stem)))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(word for name in (*_names(), *_fields()[0], *WORDS) for word in name.split())


@lru_cache(maxsize=4096)
def _mended(word: str) -> str:
    """Return the known word that this one is a slip of, or the word itself."""
    known = _known()
    if len(word) < TYPO_LEAST or word in known or not word.isalpha():
        return word
    slips = 2 if len(word) > 8 else 1
    near = [
        (distance, one)
        for one in known
        if abs(len(one) - len(word)) <= slips
        and one[0] == word[0]
        and len(one) >= TYPO_LEAST
        and (distance := _distance(word, one)) <= slips
    ]
    return min(near)[1] if near else word


def _distance(one: str, other: str) -> int:
    """Return how many letters were left out, put in, changed or swapped with the next."""
    rows = [list(range(len(other) + 1))]
    for place, letter in enumerate(one, 1):
        row = [place]
        for at, facing in enumerate(other, 1):
            least = min(rows[-1][at] + 1, row[-1] + 1, rows[-1][at - 1] + (letter != facing))
            if place > 1 and at > 1 and (letter, one[place - 2]) == (other[at - 2], facing):
                least = min(least, rows[-2][at - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
