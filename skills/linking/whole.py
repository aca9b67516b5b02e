"""Whole sentences against all concepts at once, for a ranking of briefs that are only told."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from matching.linking import Lexicon, build_lexicon, cosines, share
from skills import encoder
from skills.linking.linker import Linker
from skills.vectors import plain
from skills.words import key_of

AT_A_TIME = 32
OWN, NEAREST, GRAMS = 0.5, 0.5, 0.25
GENERAL = 1.5
"""So many times how near a concept is to all of them is taken off: "manage activities" is near to
everything and says little."""

Floats = npt.NDArray[np.float32]


class Whole:
    """The concepts of a linker as whole sentences are compared with them."""

    def __init__(self, linker: Linker) -> None:
        self._names = linker.names
        keys = linker.vocabulary.keys
        self._lexicon: Lexicon = build_lexicon([keys[at] for at in self._names.first])
        self._general = self._nearness_to_all() if linker.has_encoder else None

    def likenesses(self, texts: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        """Give, for each text by number, how alike it is to every concept: shape (C,).

        The cosine of the whole sentence with a concept's own name and with the nearest of its
        names, less how general the concept is, and the n-grams that are shared with its own name.
        Unlike `Linker.link` it does not look into parts of the sentence: what is said in passing
        counts for little, and thousands of sentences are compared within minutes. Each text is
        scored by itself.
        """
        for start in range(0, len(texts), AT_A_TIME):
            some = [plain(text) for text in texts[start : start + AT_A_TIME]]
            found = share(self._lexicon, [key_of(text) for text in some])
            if self._general is not None:
                found *= np.float32(GRAMS)
                found += self._meaning(some) - np.float32(GENERAL) * self._general
            yield from enumerate(found, start)

    def _meaning(self, texts: Sequence[str]) -> Floats:
        names = self._names
        assert names.vectors is not None
        assert names.lengths is not None
        vectors = encoder.encode([text.lower() for text in texts])
        blocks = [block for _, block in cosines(vectors, names.vectors, names.lengths)]
        cosine = np.concatenate(blocks, axis=1)
        nearest = np.maximum.reduceat(cosine, names.start, axis=1)
        both = OWN * cosine[:, names.first] + NEAREST * nearest
        return both.astype(np.float32)

    def _nearness_to_all(self) -> Floats:
        """Return the mean cosine of each concept's own name with those of all: shape (C,)."""
        assert self._names.vectors is not None
        assert self._names.lengths is not None
        own = self._names.vectors[self._names.first].astype(np.float32)
        own /= self._names.lengths[self._names.first][:, None]
        # In float64 and rounded to float32, so that the order of adding up does not show.
        mean = own.mean(axis=0, dtype=np.float64)
        nearness: Floats = (own.astype(np.float64) @ mean).astype(np.float32)
        return nearness
