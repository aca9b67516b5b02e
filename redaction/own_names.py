"""The parts of a person's name, as they may occur in a text."""

from dataclasses import dataclass
from functools import lru_cache

from redaction.normalise import folded
from redaction.personal_words import WORDS

MAX_LENGTH = 400
"""Characters of a name that are read."""
_UMLAUTS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"}
_WRITTEN_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


@dataclass(frozen=True, slots=True)
class OwnNames:
    """Folded parts of names.

    Attributes:
        parts: two letters or more, without particles.
        ordinary: the parts that are also ordinary words: "Cash", "Price".
        initials: the first letters of the parts, and single letters, as in "O'Brien".
        particles: those of the name: "van", "de".
    """

    parts: frozenset[str] = frozenset()
    ordinary: frozenset[str] = frozenset()
    initials: frozenset[str] = frozenset()
    particles: frozenset[str] = frozenset()

    def has(self, word: str) -> bool:
        """Whether the word is a part of the name, or its genitive ("Kowalskas")."""
        is_genitive = len(word) > 3 and word[-1] == "s" and word[:-1] in self.parts
        return word in self.parts or is_genitive

    def is_telling(self, word: str) -> bool:
        """Whether the word is a part of the name, or its genitive, and not an ordinary word."""
        parts = self.parts - self.ordinary
        return word in parts or (len(word) > 3 and word[-1] == "s" and word[:-1] in parts)


@lru_cache(maxsize=4096)
def own_names(names: str) -> OwnNames:
    """Return the parts of a full name, or of several."""
    words = [word for form in _spellings(names[:MAX_LENGTH]) for word in _words(folded(form))]
    titles = WORDS.titles | WORDS.titles_before_names
    parts = frozenset(
        word for word in words if len(word) > 1 and word not in WORDS.particles | titles
    )
    return OwnNames(
        parts=parts,
        ordinary=parts & WORDS.ordinary,
        initials=frozenset(word[0] for word in words if word in parts or len(word) == 1),
        particles=frozenset(words) & WORDS.particles,
    )


def _spellings(names: str) -> set[str]:
    """Return the names with umlauts both as letters and spelt out."""
    written = names.casefold()
    for letter, letters in _UMLAUTS.items():
        written = written.replace(letter, letters)
    short = names.casefold()
    for letters, letter in _WRITTEN_OUT:
        short = short.replace(letters, letter)
    return {names, written, short}


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
