"""Parse a job title: its family of roles and its seniority.

A title is parsed word by word: first the role names of the vocabulary, then words for fields
(`data/title_fields.csv`) and for ranks. Needs no database. `docs/matching.md` explains the scale
and what is returned for a title with little information.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from skills import vocabulary
from skills.models import Concept
from skills.professions import NOT_MEANT, PROFESSIONS
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
from skills.words import edit_distance, key_of

MAX_LENGTH = 400
"""Characters of a title that are used."""
MAX_WORDS = 40
MAX_NAME_WORDS = 8
MIN_TYPO_LENGTH = 5
STEM = "*"
GENERAL = (["geschaftsfuhrer"], ["generalbevollmachtigter"])
"""Words for the head of a company, or of the field named next to it."""
PLACES = frozenset({"plant", "werk", "usine", "country", "hospital", "school", "council"})
"""Words that name a position of work rather than a field."""


@dataclass(frozen=True, slots=True)
class Title:
    """A parsed job title.

    Attributes:
        text: as given.
        role: the code of the family of roles, such as `ih:role-family:finance`; None if unknown.
        level: `skills.scales.Seniority`; 1 when no word names a rank.
        band: `skills.scales.Band`, the rank that the words name.
    """

    text: str
    role: str | None
    level: int
    band: str


@dataclass(frozen=True, slots=True)
class _Rank:
    """A level with its band; words `at` to `end` (exclusive) of the title."""

    level: int
    band: str
    role: str | None = None
    at: int = 0
    end: int = 0


def read_title(text: str) -> Title:
    """Parse a job title in English, German, French or Dutch, in any spelling.

    A combined title ("CFO / COO") gets the field of the first and the highest level. The assistant
    of an executive does not get the executive's title. Former titles ("ex-CFO") count.
    """
    words = _words(text)
    found = _parse(words)
    if found.role is None or found.band == Band.OTHER:
        corrected = [_corrected(word) for word in words]
        if corrected != words:
            found = _parse(corrected)
    return Title(text=text, role=found.role, level=found.level, band=found.band)


@lru_cache(maxsize=8192)
def is_of_titles(word: str) -> bool:
    """Whether the word occurs in titles: in role names, fields or ranks, or joins them."""
    words = _words(word)
    known, stems = _known(), _fields()[1]
    return bool(words) and all(
        one in known or any(one.startswith(stem) for stem, _ in stems) for one in words
    )


@lru_cache(maxsize=8192)
def names_rank(word: str) -> bool:
    """Whether the word alone names a rank, as "director" does."""
    return _rank_word(_words(word)) is not None


def is_role(text: str) -> bool:
    """Whether the text is exactly the name of a role."""
    return " ".join(_words(text)) in _names()


def profession(text: str) -> str | None:
    """Return the protected profession that a title is in: medicine, nursing, pharmacy or law.

    None for every other title, also for those who lead such people without being one of them
    ("head of legal", "nursing home administrator", "medical devices director").
    """
    key = key_of(MARKERS.sub("", GENDER.sub(" ", text[:MAX_LENGTH])))
    if DEPENDANT.search(key):
        return None
    line = NOT_MEANT.sub(" ", SUPERIOR.sub("", key))
    found = {
        name: match.start()
        for name, words in PROFESSIONS.items()
        if (match := words.search(line)) is not None
    }
    if found:
        return min(found, key=lambda name: found[name])
    # A chief medical officer is a doctor, a chief marketing officer is not.
    is_medical = "cmo" in line.split() and read_title(text).role == "ih:role-family:medical"
    return "medicine" if is_medical else None


# From letters to words


def _words(text: str) -> list[str]:
    plain = GENDER.sub(" ", text[:MAX_LENGTH])
    plain = re.sub(r"\b([A-Za-z]) & ([A-Za-z])\b", r"\1&\2", plain)
    plain = MARKERS.sub("", plain)
    plain = ORGANISATION.sub("", plain)
    key = f" {key_of(plain.replace(' & ', ' and '))} "
    for pattern, word in SAME_WORDS:
        key = pattern.sub(f" {word} ", key)
    return list(_split_compounds(key.split()[:MAX_WORDS]))


def _split_compounds(words: list[str]) -> Iterator[str]:
    """Yield the words, compounds split: `finanzleiterin` as `finanz` and `leiter`."""
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


def _parse(words: list[str]) -> _Rank:
    line = " ".join(words)
    if special := next((rank for pattern, rank in SPECIAL if pattern.search(line)), None):
        return _Rank(*special)
    if DEPENDANT.search(line):
        return _Rank(Seniority.TEAM_LEAD, Band.OTHER)
    words = SUPERIOR.sub("", line).split()
    named = list(_named(words))
    if named:
        ranks = [
            _adjusted(rank, words, _end_before(named, position))
            for position, rank in enumerate(named)
        ]
        highest = max(ranks, key=lambda rank: (rank.level, rank.band != Band.OTHER))
        return _Rank(highest.level, highest.band, _role(named[0], words))
    role = _field(words)
    if rank := _rank_word(words):
        rank = _adjusted(rank, words, 0)
        return _Rank(rank.level, rank.band, role)
    return _Rank(Seniority.TEAM_LEAD, Band.OTHER, role)


def _role(first: _Rank, words: list[str]) -> str | None:
    """Return the family of the first role named, or of the field named before it."""
    before, name, after = words[: first.at], words[first.at : first.end], words[first.end :]
    if senses := _senses().get(" ".join(name)):
        return _meant_by(senses, " ".join([*before, *after]))
    if before[-1:] == ["and"] or name in GENERAL:
        return _field(before) or (_field(after) if name in GENERAL else None) or first.role
    return first.role


def _meant_by(senses: Sequence[tuple[str, re.Pattern[str]]], beside: str) -> str:
    """Return the family that most of the words beside an abbreviation name; else its first."""
    return max(senses, key=lambda sense: len(sense[1].findall(beside)))[0]


def _named(words: list[str]) -> Iterator[_Rank]:
    """Yield the role names in the title, from the left; the longest at each position."""
    names = _names()
    at = 0
    while at < len(words):
        for end in range(min(len(words), at + MAX_NAME_WORDS), at, -1):
            role = names.get(" ".join(words[at:end]))
            if role is not None:
                yield _Rank(role.level, role.band, role.role, at, end)
                at = end
                break
        else:
            at += 1


def _end_before(named: list[_Rank], position: int) -> int:
    return named[position - 1].end if position else 0


def _rank_word(words: list[str]) -> _Rank | None:
    """Return the highest rank that a word names."""
    line = " ".join(words)
    for pattern, level, band in RANKS:
        if found := pattern.search(line):
            at = len(line[: found.start()].split())
            return _Rank(level, band, None, at, at + len(found[0].split()))
    return None


def _adjusted(rank: _Rank, words: list[str], since: int) -> _Rank:
    """Return the rank, raised or lowered by the words before and after it."""
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
    """Return the family of the first field named, by its longest name; places of work come last."""
    return _first_field([word if word not in PLACES else "" for word in words]) or _first_field(
        words
    )


def _first_field(words: list[str]) -> str | None:
    fields, stems = _fields()
    for at in range(len(words)):
        for end in range(min(len(words), at + MAX_NAME_WORDS), at, -1):
            if family := fields.get(" ".join(words[at:end])):
                return family
        for stem, family in stems:
            if words[at].startswith(stem):
                return family
    return None


# Dictionaries


@lru_cache(maxsize=1)
def _names() -> dict[str, _Rank]:
    """Return the roles by normalised name; of several with one name the first or the meant one."""
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
            names.setdefault(_normalised(name), rank)
            if meant.get(key_of(name)) == entry.code:
                preferred[_normalised(name)] = rank
    names |= preferred
    # A global or group head has the level of a vice president.
    for name, rank in list(names.items()):
        if name.startswith("head of "):
            wide = _Rank(Seniority.VICE_PRESIDENT, Band.VP, rank.role)
            names |= {f"{scope} {name}": wide for scope in ("group", "global")}
    for name in NOT_ALONE:
        names.pop(name, None)
    return names


# The vocabulary has these for one kind of organisation; elsewhere they name only a rank.
NOT_ALONE = ("director general", "directeur general adjoint", "dean", "gm")


def _normalised(name: str) -> str:
    key = f" {key_of(name.replace(' & ', ' and '))} "
    for pattern, word in SAME_WORDS:
        key = pattern.sub(f" {word} ", key)
    return " ".join(key.split())


@lru_cache(maxsize=1)
def _fields() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return families by field word, and by stems that field words start with."""
    by_word: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    path = vocabulary.DATA / "title_fields.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for word in row["words"].split("|"):
                if word.endswith(STEM):
                    stems.append((word.removesuffix(STEM), row["family"]))
                else:
                    by_word.setdefault(_normalised(word), row["family"])
    return by_word, tuple(sorted(stems, key=lambda stem: (-len(stem[0]), stem)))


@lru_cache(maxsize=1)
def _senses() -> dict[str, list[tuple[str, re.Pattern[str]]]]:
    """Return for an abbreviation of several titles its families, with what is said beside each."""
    by_word, stems = _fields()
    found: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
    path = vocabulary.DATA / "title_senses.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            family = row["family"]
            words = [
                *(word.replace(STEM, r"\w*") for word in row["words"].split("|")),
                *(word for word, named in by_word.items() if named == family),
                *(rf"{stem}\w*" for stem, named in stems if named == family),
            ]
            words.sort(key=lambda word: (-len(word), word))
            sense = (family, re.compile(rf"\b(?:{'|'.join(words)})\b"))
            found.setdefault(_normalised(row["title"]), []).append(sense)
    return found


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(word for name in (*_names(), *_fields()[0], *WORDS) for word in name.split())


@lru_cache(maxsize=4096)
def _corrected(word: str) -> str:
    """Return the known word of which this one is a typo, or the word itself."""
    known = _known()
    if len(word) < MIN_TYPO_LENGTH or word in known or not word.isalpha():
        return word
    typos = 2 if len(word) > 8 else 1
    near = [
        (distance, one)
        for one in known
        if abs(len(one) - len(word)) <= typos
        and one[0] == word[0]
        and len(one) >= MIN_TYPO_LENGTH
        and (distance := edit_distance(word, one)) <= typos
    ]
    return min(near)[1] if near else word
