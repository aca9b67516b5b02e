"""Typo correction: the nearest word of the vocabulary."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from matching.linking import build_ngram_index, ngram_similarity
from skills.words import edit_distance

MIN_LENGTH = 5
"""Shorter words are not corrected: too many of them are other words."""
LONG = 9
"""From this length on, two typos in a word are corrected."""
NEAREST = 12


class Speller:
    """Corrects words that are one or two typos away from a word of the names."""

    def __init__(self, keys: Iterable[str]) -> None:
        counted = Counter(word for key in keys for word in key.split())
        self._words = sorted(word for word in counted if len(word) >= MIN_LENGTH)
        self._count = counted
        self._ngrams = build_ngram_index(self._words)

    def corrected(self, key: str) -> str | None:
        """Return the search key with typos corrected, or None if there were none."""
        words = key.split()
        corrected = [self._correct(word) for word in words]
        return " ".join(corrected) if corrected != words else None

    def _correct(self, word: str) -> str:
        if len(word) < MIN_LENGTH or word in self._count or not word.isalpha() or not self._words:
            return word
        similarity = ngram_similarity(self._ngrams, [word])[0]
        nearest = np.argsort(-similarity, kind="stable")[:NEAREST]
        allowed = 2 if len(word) >= LONG else 1
        found = [
            (edit_distance(word, known), -self._count[known], known)
            for known in (self._words[at] for at in nearest)
            if known[0] == word[0]
        ]
        typos, _, known = min(found, default=(allowed + 1, 0, word))
        return known if typos <= allowed else word
