"""Vectors of past outcomes for the pool. They are read from the cache; nothing is encoded here."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from candidates.models import Candidate
from matching import Outcomes
from skills import encoder, vectors
from skills.models import TextVector

QUERY_BATCH = 2_000
HASH_BATCH = 20_000

Ints = npt.NDArray[np.int64]


class OutcomeVectors:
    """The outcomes of some people: one entry for each past assignment whose text has a vector.

    Attributes:
        rows, assignments: shape (M,), the person's row and the assignment's primary key.
        hashes: shape (M,), uint64, the text of each entry and its position among the person's.
    """

    def __init__(self, ids: npt.NDArray[Any], texts: Iterable[tuple[int, int, str]]) -> None:
        rows, assignments, digests = _digests(ids, texts)
        names, text = np.unique(digests, return_inverse=True)
        self._size = len(ids)
        self._names = [name.tobytes() for name in names]
        has_vector = self._have_vectors()[text]
        rows, assignments, text = rows[has_vector], assignments[has_vector], text[has_vector]
        order = np.lexsort((assignments, rows))
        self.rows, self.assignments = rows[order], assignments[order]
        # Texts without a vector get no number.
        used, self._vector = np.unique(text[order], return_inverse=True)
        self._names = [self._names[one] for one in used]
        self._start = np.searchsorted(self.rows, np.arange(self._size + 1))
        position = np.arange(len(self.rows)) - self._start[self.rows]
        prefixes = np.frombuffer(b"".join(name[:8] for name in self._names), dtype="<u8")
        self.hashes = prefixes[self._vector] + position.astype(np.uint64)

    def outcomes(self, path: Path | None) -> Outcomes | None:
        """Return them for a pool, or None if there are none.

        Args:
            path: the file that the vectors are streamed to; None keeps them in memory.
        """
        if not len(self.rows):
            return None
        if path is None:
            array = np.concatenate(list(self._vectors()))
        else:
            array = np.lib.format.open_memmap(
                path, mode="w+", dtype=np.int8, shape=(len(self._names), encoder.WIDTH)
            )
            start = 0
            for batch in self._vectors():
                array[start : start + len(batch)] = batch
                start += len(batch)
            array.flush()
        return Outcomes(start=self._start, vector=self._vector, vectors=np.asarray(array))

    def _have_vectors(self) -> npt.NDArray[np.bool_]:
        return np.array(
            [is_kept for batch in self._batches() for is_kept in _usable(batch)], dtype=np.bool_
        )

    def _vectors(self) -> Iterator[npt.NDArray[np.int8]]:
        for batch in self._batches():
            cached = TextVector.objects.by_digest(vectors.MODEL, batch)
            joined = b"".join(cached[name] for name in batch)
            yield np.frombuffer(joined, dtype=np.int8).reshape(-1, encoder.WIDTH)

    def _batches(self) -> Iterator[list[bytes]]:
        for start in range(0, len(self._names), QUERY_BATCH):
            yield self._names[start : start + QUERY_BATCH]


def are_encoded(candidate: Candidate) -> bool:
    """Whether the worker has encoded every outcome in the profile of one interim."""
    texts = {work.outcome_text for work in candidate.record.all()}
    texts = {text for text in texts if vectors.normalise(text)}
    return not encoder.is_available() or texts == set(
        vectors.vectors_of(texts, encode_missing=False)
    )


def is_usable(vector: bytes) -> bool:
    """Whether a cached vector can be compared: of the right length and not zero."""
    return len(vector) == encoder.WIDTH and any(vector)


def _usable(names: list[bytes]) -> list[bool]:
    cached = TextVector.objects.by_digest(vectors.MODEL, names)
    return [is_usable(cached.get(name, b"")) for name in names]


def _digests(
    ids: npt.NDArray[Any], texts: Iterable[tuple[int, int, str]]
) -> tuple[Ints, Ints, npt.NDArray[np.void]]:
    """Return rows, assignments and text digests of the people in `ids`.

    Args:
        texts: (candidate id, assignment's primary key, text).
    """
    parts: list[tuple[npt.NDArray[Any], ...]] = [
        (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, "V32"))
    ]
    remaining = iter(texts)
    while batch := list(islice(remaining, HASH_BATCH)):
        people = np.array([one[0] for one in batch], np.int64)
        row = np.searchsorted(ids, people)
        is_here = ids.take(row, mode="clip") == people if len(ids) else people < 0
        kept = [one for one in np.flatnonzero(is_here) if vectors.normalise(batch[one][2])]
        digests = b"".join(vectors.digest_of(batch[one][2]) for one in kept)
        assignments = np.array([batch[one][1] for one in kept], np.int64)
        parts.append((row[np.array(kept, np.int64)], assignments, np.frombuffer(digests, "V32")))
    rows, assignments, found = (np.concatenate(part) for part in zip(*parts, strict=True))
    return rows, assignments, found
