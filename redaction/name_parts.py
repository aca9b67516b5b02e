"""The parts of a name to search for in a text: words, their spellings, initials, nicknames."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from redaction import lexicon
from redaction.normalise import folded
from redaction.spans import Kind

TOKEN = re.compile(r"[^\W_]+")
SHORT = 3
_LATIN = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"}


class Name(NamedTuple):
    """The full name of a person or an organisation, to be found in full or in part."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one name to search for.

    Attributes:
        whole: the words of the name in order, for each spelling.
        parts: words of the name, each with its position; spellings share a position.
        initials: the possible combinations of first letters.
        particles: particles of the name, such as "van", "de".
        glued: parts written as one word, as in an e-mail address or a handle.
    """

    name: Name
    whole: frozenset[tuple[str, ...]]
    parts: dict[str, int]
    initials: frozenset[str]
    particles: frozenset[str]
    glued: frozenset[str]


@lru_cache(maxsize=4096)
def parts_of(name: Name) -> Parts:
    """Return the parts of a name to search for."""
    return _person(name) if name.kind == Kind.PERSON else _organisation(name)


def _spellings(word: str) -> list[str]:
    """Return the spellings of a word: without accents, and with German umlauts spelt out."""
    plain = folded(word)
    spelt = folded("".join(_LATIN.get(letter, letter) for letter in word.lower()))
    bare = re.sub(r"(?<=[a-z])?([aou])e", r"\1", plain) if re.search("[aou]e", plain) else plain
    return list(dict.fromkeys((plain, spelt, bare)))


def _person(name: Name) -> Parts:
    particles: set[str] = set()
    parts: dict[str, int] = {}
    plains: list[str] = []
    letters = ""
    written = _without_titles(name.text)
    for place, whole in enumerate(written):
        words = TOKEN.findall(whole)
        is_outer = len(words) == 1 and place in {0, len(written) - 1}
        letters += next((letter for letter in whole if letter.isupper()), whole[0])
        for word in words:
            plain = folded(word)
            if plain in lexicon.PARTICLES and not is_outer:
                particles.add(plain)
            elif len(plain) > 1:
                for spelling in _spellings(word):
                    parts.setdefault(spelling, len(plains))
                plains.append(plain)
        if len(words) > 1 and plains:
            parts.setdefault("".join(folded(word) for word in words), len(plains) - 1)
    for number, plain in enumerate(plains):
        for short in lexicon.NICKNAMES.get(plain, "").split():
            parts.setdefault(short, number)
    tokens = [folded(word) for word in TOKEN.findall(" ".join(written))]
    rows = {tuple(tokens), tuple(plains)}
    first = "".join(plain[0] for plain in plains)
    # "Jean-Luc de Saint-Cyr": J.S., and with every part J.L.S.C.
    outer = "".join(
        folded(whole)[:1]
        for place, whole in enumerate(written)
        if folded(whole) not in lexicon.PARTICLES or place in {0, len(written) - 1}
    )
    initials = {folded(letters), first, first[:1] + first[-1:], outer, outer[:1] + outer[-1:]}
    return Parts(
        name,
        frozenset(row for row in rows if len(row) > 1),
        parts,
        frozenset(each for each in initials if len(each) > 1),
        frozenset(particles),
        _glued(plains, written) - parts.keys(),
    )


def _without_titles(name: str) -> list[str]:
    """Return the words of a name without titles before it and degrees behind it."""
    words = name.split()
    while len(words) > 1 and _bare(words[0]) in lexicon.TITLES and len(_bare(words[0])) > 1:
        words = words[1:]
    # "Yun Ma" has no master's degree.
    while len(words) > 2 and _bare(words[-1]) in lexicon.AFTER_NAMES and words[-1][-2:].isupper():
        words = words[:-1]
    return words


def _bare(word: str) -> str:
    return folded(word).strip(".,()")


def _glued(plains: list[str], written: list[str]) -> frozenset[str]:
    if len(plains) < 2:
        return frozenset()
    joined = [
        "".join(folded(word) for word in words)
        for whole in written
        if (words := TOKEN.findall(whole))
    ]
    pairs: list[str] = []
    for first, last, rest in (
        (plains[0], plains[-1], "".join(plains[1:])),
        (joined[0], joined[-1], "".join(joined[1:])),
    ):
        pairs += [first + last, last + first, first[0] + last, last + first[0], first + last[0]]
        pairs += [first + rest, rest + first, first[0] + rest, rest]
    # "Kleine" is an ordinary word, though it could be a form of the name Klein.
    return frozenset(word for word in pairs if len(word) >= 5 and word not in lexicon.ORDINARY)


def _organisation(name: Name) -> Parts:
    words = TOKEN.findall(name.text)
    if not words:
        return Parts(name, frozenset(), {}, frozenset(), frozenset(), frozenset())
    plains = [folded(word) for word in words]
    end = len(plains)
    while end > 1 and (plains[end - 1] in lexicon.LEGAL_FORMS or len(plains[end - 1]) == 1):
        end -= 1
    rows = [tuple(plains[:end]), tuple(plains)]
    if plains[0] == "the":
        rows.append(tuple(plains[1:end]))
    spelt = [[_spellings(word)[-2 if len(_spellings(word)) > 1 else 0] for word in words[:end]]]
    rows += [tuple(row) for row in spelt]
    telling = [word for word in words[:end] if _tells(folded(word))]
    parts: dict[str, int] = {}
    for number, word in enumerate(telling):
        plain = folded(word)
        # After the first word, only words that are not ordinary.
        if number == 0 or (plain not in lexicon.ORDINARY and len(plain) > SHORT):
            for spelling in _spellings(word):
                parts.setdefault(spelling, number)
    whole = frozenset(row for row in rows if row and (len(row) > 1 or row[0] in parts))
    glued = frozenset(word for row in rows if len(row) > 1 and len(word := "".join(row)) > 4)
    shorts = {
        "".join(plain[0] for plain in row if plain not in lexicon.FUNCTION)
        for row in (plains[:end], plains)
    }
    initials = frozenset(short for short in shorts if len(short) > 1)
    return Parts(name, whole, parts, initials, frozenset(), glued)


def _tells(word: str) -> bool:
    return len(word) > 1 and not (
        word in lexicon.GENERIC
        or word in lexicon.PARTICLES
        or word in lexicon.PLACES
        or word.isdigit()
    )
