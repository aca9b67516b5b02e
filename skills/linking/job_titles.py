"""How alike job titles are: a title against the many names of occupations or roles."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from matching.linking import Names, build_lexicon, cosines, share
from skills import encoder
from skills.linking.linker import Linker
from skills.words import key_of

AT_A_TIME = 32
OTHER_NAME = 0.2
"""So far an occupation's other names stand behind the one that is nearest to a title."""

Floats = npt.NDArray[np.float32]


class Occupations:
    """The names of occupations, each with the vectors and n-grams it is compared by."""

    def __init__(self, linker: Linker) -> None:
        keys = [singular(name.text) for name in linker.vocabulary.names]
        self._names: Names = linker.names
        self._lexicon = build_lexicon(keys)
        self._sizes = np.diff(np.append(self._names.start, len(keys)))
        self.has_encoder = linker.has_encoder

    def likenesses(self, titles: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        """Give, for each title by number, how alike every name is to it, in the names' order.

        The cosine of the sentence vectors and the shared n-grams, added up; the title is read in
        the singular. An occupation counts by the nearest of its names, and its others follow that
        one at a distance, so that a ranking of names keeps those of one occupation together and
        begins with one of each of the likely ones. Each title is scored by itself.
        """
        for start in range(0, len(titles), AT_A_TIME):
            some = [singular(title) for title in titles[start : start + AT_A_TIME]]
            found = share(self._lexicon, some)
            if self.has_encoder and self._names.vectors is not None:
                assert self._names.lengths is not None
                vectors = encoder.encode(some)
                for which, block in cosines(vectors, self._names.vectors, self._names.lengths):
                    found[:, which] += block
            best = np.maximum.reduceat(found, self._names.start, axis=1)
            of_each = np.repeat(best, self._sizes, axis=1)
            yield from enumerate(of_each - np.float32(OTHER_NAME) * (found < of_each), start)


def singular(title: str) -> str:
    """Return a title in plain words as one person bears it.

    >>> singular("Chief Executives & Secretaries")
    'chief executive secretary'
    """
    return " ".join(_one(word) for word in key_of(title).split())


def _one(word: str) -> str:
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
