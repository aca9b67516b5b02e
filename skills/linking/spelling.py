"""What a word was meant to be: the nearest word that the vocabulary knows."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from matching.linking import build_lexicon, share

SHORTEST = 5
"""Letters of a word that is put right: of shorter ones too many are another word."""
LONG = 9
"""Letters of a word in which two slips are put right."""
NEAREST = 12


class Speller:
    """Puts words right that are one or two slips away from a word of the names."""

    def __init__(self, keys: Iterable[str]) -> None:
        counted = Counter(word for key in keys for word in key.split())
        self._words = sorted(word for word in counted if len(word) >= SHORTEST)
        self._count = counted
        self._lexicon = build_lexicon(self._words)

    def respelt(self, key: str) -> str | None:
        """Return plain words with slips put right, or None if there were none."""
        words = key.split()
        right = [self._right(word) for word in words]
        return " ".join(right) if right != words else None

    def _right(self, word: str) -> str:
        if len(word) < SHORTEST or word in self._count or not word.isalpha() or not self._words:
            return word
        likeness = share(self._lexicon, [word])[0]
        nearest = np.argsort(-likeness, kind="stable")[:NEAREST]
        allowed = 2 if len(word) >= LONG else 1
        found = [
            (slips_between(word, known), -self._count[known], known)
            for known in (self._words[at] for at in nearest)
            if known[0] == word[0]
        ]
        slips, _, known = min(found, default=(allowed + 1, 0, word))
        return known if slips <= allowed else word


def slips_between(one: str, other: str) -> int:
    """Return how many letters were left out, put in, mistaken or swapped with their neighbour.

    >>> slips_between("restructuirng", "restructuring")
    1
    """
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row, above = [i], rows[-1]
        for j, known in enumerate(other, start=1):
            slips = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != known))
            if i > 1 and j > 1 and letter == other[j - 2] and known == one[i - 2]:
                slips = min(slips, rows[-2][j - 2] + 1)
            row.append(slips)
        rows.append(row)
    return rows[-1][-1]
