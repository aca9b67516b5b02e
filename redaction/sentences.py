"""A text as neutral sentences, each with the place of its original."""

import re
from dataclasses import dataclass

from redaction.neutral import NeutralText, neutral

MAX_SENTENCES = 40
"""Sentences of one text that are read."""
MIN_WORDS = 2

# Not behind an abbreviation of up to three letters: "Dr. Weiß", "z. B.", "St. Gallen".
_END = re.compile(
    r"(?<![\s.(][^\W\d_][.])(?<!\b[^\W\d_]{2}[.])(?<!\b[^\W\d_]{3}[.])(?<=[.!?;])\s+|\s*\n\s*|\s+[•·|]\s+"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words in neutral form, and where it stands in the text."""

    text: NeutralText
    start: int
    end: int


def sentences(text: str, names: str = "") -> list[Sentence]:
    """Return the sentences of a text that say something, in their order, at most 40.

    Args:
        names: the full name of the person whom the text is about, or several.
    """
    edges = [0]
    for gap in _END.finditer(text):
        edges += [gap.start(), gap.end()]
    edges.append(len(text))
    found = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        words = neutral(text[start:end], names)
        if len(words.split()) >= MIN_WORDS:
            found.append(Sentence(words, start, end))
        if len(found) == MAX_SENTENCES:
            break
    return found
