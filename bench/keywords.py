"""BM25 over short names, as a baseline."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

K1, B = 1.2, 0.75


class BM25:
    """Scores of texts against documents, both given as plain words."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._column: dict[str, int] = {}
        counts: list[tuple[int, int, int]] = []
        for row, words in enumerate(documents):
            for word, count in Counter(words).items():
                counts.append((row, self._column.setdefault(word, len(self._column)), count))
        rows, columns, found = np.array(counts, dtype=np.int64).reshape(-1, 3).T
        lengths = np.array([len(words) for words in documents], dtype=np.float64)
        seen = np.bincount(columns, minlength=len(self._column))
        idf = np.log(1.0 + (len(documents) - seen + 0.5) / (seen + 0.5))
        norm = K1 * (1.0 - B + B * lengths / max(lengths.mean(), 1.0))
        weights = idf[columns] * found * (K1 + 1.0) / (found + norm[rows])
        shape = (len(self._column), len(documents))
        self._postings = csr_array((weights, (columns, rows)), shape=shape)

    def scores(self, words: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return the score of every document for these words."""
        known = [self._column[word] for word in set(words) if word in self._column]
        if not known:
            return np.zeros(self._postings.shape[1])
        return np.asarray(self._postings[known].sum(axis=0)).ravel()
