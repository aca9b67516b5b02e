"""Search of a list: the words somebody types, and where they are found.

Every word has to be found, in any order. Case and accents make no difference. Quotation marks keep
words together. A short word is found at the beginning of a word only, a longer one also inside, as
in German compounds.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db.models import Q

MAX_TERMS = 8
MAX_CHARS = 120
_INSIDE_FROM = 4  # letters: "it" inside "quality" is no hit
_MARKS = '"“”„«»‟'
_TERM = re.compile(f"[{_MARKS}]([^{_MARKS}]+)[{_MARKS}]|([^\\s{_MARKS}]+)")
_EDGES = ".,;:!?()'’"
# Letters that have no accent to remove. PostgreSQL's `unaccent` writes them in the same way.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several in quotation marks.

    Attributes:
        text: in lower case and without accents.
        typed: as it was typed, without quotation marks.
    """

    text: str
    typed: str = field(default="", compare=False)

    def among(self, *columns: str) -> Q:
        """Return the condition that one of these text columns holds the term."""
        condition = Q()
        for column in columns:
            condition |= Q(**{f"{column}__unaccent__iregex": self._pattern})
        return condition

    def among_folded(self, column: str) -> Q:
        """Return the condition that a column of `folded` texts holds the term.

        A trigram index on the column serves it.
        """
        return Q(**{f"{column}__regex": self._pattern})

    def is_in(self, *texts: str) -> bool:
        """Whether one of these texts holds the term."""
        return any(next(self.spans_in(folded(text)), None) for text in texts)

    def spans_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where a `folded` text holds the term: from, to."""
        for match in re.finditer(self._pattern.replace(r"\m", r"\b"), text):
            yield match.span()

    @property
    def _pattern(self) -> str:
        starts = r"\m" if self.text[0].isalnum() and len(self.text) < _INSIDE_FROM else ""
        return starts + r"\s+".join(re.escape(word) for word in self.text.split())


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a text, and whether a search found it."""

    text: str
    is_hit: bool


def terms(typed: str) -> list[Term]:
    """Return what was typed as terms, eight at most; characters without a letter are left out."""
    found = []
    for match in _TERM.finditer(typed.replace("\x00", "")[:MAX_CHARS]):
        typed_term = " ".join((match[1] or match[2]).split()).strip(_EDGES)
        text = " ".join(folded(typed_term).split()).strip(_EDGES)
        if any(letter.isalnum() for letter in text):
            found.append(Term(text, typed_term))
    return found[:MAX_TERMS]


def marked(text: str, searched: Iterable[Term]) -> list[TextPart]:
    """Return the text in parts, so that what the terms found in it can be marked."""
    letters = [folded(letter) for letter in text]
    origin = [place for place, letter in enumerate(letters) for _ in letter]
    hit = [False] * len(text)
    for term in searched:
        for start, end in term.spans_in("".join(letters)):
            first, last = origin[start], origin[end - 1]
            hit[first : last + 1] = [True] * (last + 1 - first)
    parts: list[TextPart] = []
    for letter, bare, is_found in zip(text, letters, hit, strict=True):
        # A combining accent belongs to the letter before it.
        is_hit = is_found if bare or not parts else parts[-1].is_hit
        if parts and parts[-1].is_hit == is_hit:
            parts[-1] = TextPart(parts[-1].text + letter, is_hit)
        else:
            parts.append(TextPart(letter, is_hit))
    return parts


def folded(text: str) -> str:
    """Return the text in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.casefold().translate(_LETTERS)
