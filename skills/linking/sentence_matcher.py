"""Compare whole sentences with all concepts, for ranking briefs given as free text."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from matching.linking import NgramIndex, build_ngram_index, cosines, ngram_similarity
from skills import encoder
from skills.linking.linker import Linker
from skills.vectors import normalise
from skills.words import key_of

BATCH = 32
PREFERRED_WEIGHT, NEAREST_WEIGHT, NGRAM_WEIGHT = 0.5, 0.5, 0.25
GENERALITY_WEIGHT = 1.5
"""Weight of the penalty for concepts that are near to everything, such as "manage activities"."""

Floats = npt.NDArray[np.float32]


class SentenceMatcher:
    """Compares whole sentences with the concepts of a linker."""

    def __init__(self, linker: Linker) -> None:
        self._names = linker.names
        keys = linker.vocabulary.keys
        self._ngrams: NgramIndex = build_ngram_index([keys[at] for at in self._names.first])
        self._generality = self._mean_similarity() if linker.has_encoder else None

    def similarities(self, texts: Sequence[str]) -> Iterator[tuple[int, Floats]]:
        """Yield (index of the text, its similarity to every concept of shape (C,)).

        A weighted sum: the cosine with a concept's preferred name and with its nearest name,
        minus the concept's generality, plus the n-gram similarity to the preferred name.
        Unlike `Linker.link` it does not compare parts of the sentence, so a side remark counts
        little, and thousands of sentences take only minutes. Each text is scored independently.
        """
        for start in range(0, len(texts), BATCH):
            batch = [normalise(text) for text in texts[start : start + BATCH]]
            found = ngram_similarity(self._ngrams, [key_of(text) for text in batch])
            if self._generality is not None:
                found *= np.float32(NGRAM_WEIGHT)
                found += self._meaning(batch) - np.float32(GENERALITY_WEIGHT) * self._generality
            yield from enumerate(found, start)

    def _meaning(self, texts: Sequence[str]) -> Floats:
        names = self._names
        assert names.vectors is not None
        assert names.lengths is not None
        vectors = encoder.encode([text.lower() for text in texts])
        blocks = [block for _, block in cosines(vectors, names.vectors, names.lengths)]
        cosine = np.concatenate(blocks, axis=1)
        nearest = np.maximum.reduceat(cosine, names.start, axis=1)
        both = PREFERRED_WEIGHT * cosine[:, names.first] + NEAREST_WEIGHT * nearest
        return both.astype(np.float32)

    def _mean_similarity(self) -> Floats:
        """Return the mean cosine of each preferred name with all of them: shape (C,)."""
        assert self._names.vectors is not None
        assert self._names.lengths is not None
        own = self._names.vectors[self._names.first].astype(np.float32)
        own /= self._names.lengths[self._names.first][:, None]
        # Summed in float64, so that the order of summation does not change the float32 result.
        mean = own.mean(axis=0, dtype=np.float64)
        mean_cosine: Floats = (own.astype(np.float64) @ mean).astype(np.float32)
        return mean_cosine
