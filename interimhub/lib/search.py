"""Search of a list: the words somebody types, and where they are found.

Every word has to be found, in any order. Case and accents make no difference. Quotation marks keep
words together. A short word is found at the beginning of a word only, a longer one also inside, as
in German compounds.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.db.models import Q

MAX_TERMS = 8
MAX_CHARS = 120
_INSIDE_FROM = 4  # letters: "it" inside "quality" is no hit
_MARKS = '"“”„«»‟'
_TERM = re.compile(f"[{_MARKS}]([^{_MARKS}]+)[{_MARKS}]|([^\\s{_MARKS}]+)")
# Letters that have no accent to remove. PostgreSQL's `unaccent` writes them in the same way.
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d"}
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several in quotation marks, in lower case and without accents."""

    text: str

    def among(self, *columns: str) -> Q:
        """Return the condition that one of these text columns holds the term."""
        condition = Q()
        for column in columns:
            condition |= Q(**{f"{column}__unaccent__iregex": self._pattern})
        return condition

    def is_in(self, *texts: str) -> bool:
        """Whether one of these texts holds the term."""
        pattern = self._pattern.replace(r"\m", r"\b")
        return any(re.search(pattern, folded(text)) for text in texts)

    @property
    def _pattern(self) -> str:
        starts = r"\m" if self.text[0].isalnum() and len(self.text) < _INSIDE_FROM else ""
        return starts + r"\s+".join(re.escape(word) for word in self.text.split())


def terms(typed: str) -> list[Term]:
    """Return what was typed as terms, eight at most; characters without a letter are left out."""
    found = []
    for match in _TERM.finditer(typed.replace("\x00", "")[:MAX_CHARS]):
        text = " ".join(folded(match[1] or match[2]).split()).strip(".,;:!?()'’")
        if any(letter.isalnum() for letter in text):
            found.append(Term(text))
    return found[:MAX_TERMS]


def folded(text: str) -> str:
    """Return the text in lower case and without accents."""
    plain = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return bare.casefold().translate(_LETTERS)
