"""Find names written as one word with signs in it, or with spaces between the letters."""

import re
from collections.abc import Callable, Iterable, Iterator

from redaction.name_parts import Name, Parts, parts_of
from redaction.normalise import Folded

_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ \t.'_-]{1,3}[^\W\d_](?![^\W_])){3,}")
"""Single letters: "K L A U S   L A N G E"."""
_SIGNED = re.compile(r"[^\W_]+(?:[-'._][^\W_]+)+")
_SHORTEST = 4
"""Minimum length of a part of a name within a row of single letters."""


def compact_names(
    text: Folded, names: Iterable[Name], with_word: Callable[[str], list[Parts]]
) -> Iterator[tuple[int, int, Name]]:
    """Yield start, end and name for each name written in such a form in the folded text.

    Args:
        with_word: returns the names of which a word may be a part.
    """
    for found in _SIGNED.finditer(text.text):
        word = _letters(found[0].removesuffix("'s"))
        for parts in with_word(word):
            if word in parts.glued:
                yield *found.span(), parts.name
    rows = [(found.span(), _letters(found[0])) for found in _SPACED.finditer(text.text)]
    for name in names if rows else ():
        parts = parts_of(name)
        wanted = {"".join(row) for row in parts.whole} | parts.glued | parts.parts.keys()
        for (start, end), letters in rows:
            if any(len(word) >= _SHORTEST and word in letters for word in wanted):
                yield start, end, name


def _letters(words: str) -> str:
    return re.sub(r"[\W\d_]", "", words)
