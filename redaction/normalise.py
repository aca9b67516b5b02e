"""Folds texts for comparison, with a map back to the original.

Folding removes differences of case, accents, ligatures, full-width letters, invisible characters,
kinds of dashes, spaces and apostrophes, and letters of other scripts that look like Latin ones.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_LETTERS = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "þ": "th",
    "æ": "ae",
    "œ": "oe",
    # Cyrillic and Greek letters that look like Latin ones.
    **dict(zip("аеорсухіјѕԁһ", "aeopcyxijsdh", strict=True)),
    **dict(zip("αενικορτυχ", "aevikoptux", strict=True)),
}
_APOSTROPHES = frozenset("'’‘‛ʼʹ′`´＇ʻ")
_DASHES = frozenset("−⁃")
_RUN = re.compile(r"(?P<plain>[\x00-\x7f]+)|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.

    Attributes:
        original: the original text.
        text: its folded form.
        starts, ends: for each character of `text`, the part of `original` it comes from; None
            if every character has kept its position.
    """

    original: str
    text: str
    starts: list[int] | None = None
    ends: list[int] | None = None

    def start(self, position: int) -> int:
        """Return where the folded character at `position` begins in the original."""
        return position if self.starts is None else self.starts[position]

    def end(self, position: int) -> int:
        """Return the end of the part of the original that is folded to `text[:position]`."""
        return position if self.ends is None else self.ends[position - 1]

    def source(self, start: int, end: int) -> str:
        """Return the original of `text[start:end]`, which must not be empty."""
        return self.original[self.start(start) : self.end(end)]


def fold(text: str) -> Folded:
    """Return the folded text.

    >>> fold("Zéphy\u200brine Ｏ’Neill").text
    "zephyrine o'neill"
    """
    if text.isascii():
        return Folded(text, text.lower().replace("`", "'"))
    letters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for run in _RUN.finditer(text):
        start, end = run.span()
        if run.lastgroup == "plain":
            letters.append(run[0].lower().replace("`", "'"))
            starts += range(start, end)
            ends += range(start + 1, end + 1)
            continue
        plain = _plain(run[0])
        letters.append(plain)
        starts += [start] * len(plain)
        ends += [end] * len(plain)
        if not plain and ends:
            # An accent or an invisible character belongs to the letter before it.
            last = len(ends) - 1
            for index in range(last, -1, -1):
                if starts[index] != starts[last]:
                    break
                ends[index] = end
    return Folded(text, "".join(letters), starts, ends)


def folded(text: str) -> str:
    """Return only the folded form."""
    return fold(text).text


@cache
def _plain(character: str) -> str:
    """Return the replacement of one character; "" for accents and invisible characters."""
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    letters = unicodedata.normalize("NFKD", character).casefold()
    letters = unicodedata.normalize("NFKD", letters)
    return "".join(_sign(letter) for letter in letters)


def _sign(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Mn", "Me", "Cf"} or letter in "\u115f\u1160\u3164\u2800":
        return ""
    if letter in _APOSTROPHES:
        return "'"
    if category == "Pd" or letter in _DASHES:
        return "-"
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return _LETTERS.get(letter, letter)
