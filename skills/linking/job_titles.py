"""Similarity of a job title to the names of occupations or roles."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from matching.linking import NameIndex, build_ngram_index, cosines, ngram_similarity
from skills import encoder
from skills.linking.linker import Linker
from skills.words import key_of

BATCH = 32
OTHER_NAME = 0.16
"""Subtracted from all names of an occupation but the one nearest to the title."""

Floats = npt.NDArray[np.float32]


class Occupations:
    """Compares job titles with the names of occupations."""

    def __init__(self, linker: Linker) -> None:
        keys = [singular(name.text) for name in linker.vocabulary.names]
        self._names: NameIndex = linker.names
        self._ngrams = build_ngram_index(keys)
        self._sizes = np.diff(np.append(self._names.start, len(keys)))
        self.has_encoder = linker.has_encoder

    def similarities(self, titles: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        """Yield (index of the title, its similarity to every name, in the names' order).

        The cosine of the sentence vectors plus the n-gram similarity; titles are compared in the
        singular. The score of an occupation is that of its nearest name; its other names follow at
        a fixed distance, so that a ranking of names starts with one name of each likely occupation.
        Each title is scored independently.
        """
        for start in range(0, len(titles), BATCH):
            batch = [singular(title) for title in titles[start : start + BATCH]]
            found = ngram_similarity(self._ngrams, batch)
            if self.has_encoder and self._names.vectors is not None:
                assert self._names.lengths is not None
                vectors = encoder.encode(batch)
                for which, block in cosines(vectors, self._names.vectors, self._names.lengths):
                    found[:, which] += block
            best = np.maximum.reduceat(found, self._names.start, axis=1)
            of_each = np.repeat(best, self._sizes, axis=1)
            yield from enumerate(of_each - np.float32(OTHER_NAME) * (found < of_each), start)


def singular(title: str) -> str:
    """Return the search key of a title in the singular.

    >>> singular("Chief Executives & Secretaries")
    'chief executive secretary'
    """
    return " ".join(_singular_word(word) for word in key_of(title).split())


def _singular_word(word: str) -> str:
    if len(word) < 4 or re.search(r"(?:ss|us|is|ics)$", word):
        return word
    for ending, single in (
        ("ies", "y"),
        ("men", "man"),
        ("sses", "ss"),
        ("shes", "sh"),
        ("ches", "ch"),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + single
    return word.removesuffix("s")
