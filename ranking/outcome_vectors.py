"""Past outcomes as vectors, out of the cache alone: nothing is encoded while a pool is built."""

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

ASKED_AT_ONCE = 2_000
HASHED_AT_ONCE = 20_000

Ints = npt.NDArray[np.int64]


class Texts:
    """What people have achieved: an entry for each past assignment whose text has a vector.

    Attributes:
        rows, assignments: shapes (M,), whose entry it is, and the assignment's primary key.
        prints: shape (M,), uint64, the text of each entry and its place among the person's.
    """

    def __init__(self, ids: npt.NDArray[Any], told: Iterable[tuple[int, int, str]]) -> None:
        rows, assignments, digests = _here(ids, told)
        names, text = np.unique(digests, return_inverse=True)
        self._size = len(ids)
        self._names = [name.tobytes() for name in names]
        here = self._which_are_kept()[text]
        rows, assignments, text = rows[here], assignments[here], text[here]
        order = np.lexsort((assignments, rows))
        self.rows, self.assignments = rows[order], assignments[order]
        # Texts without a vector get no number.
        used, self._vector = np.unique(text[order], return_inverse=True)
        self._names = [self._names[one] for one in used]
        self._start = np.searchsorted(self.rows, np.arange(self._size + 1))
        place = np.arange(len(self.rows)) - self._start[self.rows]
        words = np.frombuffer(b"".join(name[:8] for name in self._names), dtype="<u8")
        self.prints = words[self._vector] + place.astype(np.uint64)

    def outcomes(self, path: Path | None) -> Outcomes | None:
        """Return them for a pool; the vectors are streamed into the file `path`, where given."""
        if not len(self.rows):
            return None
        if path is None:
            found = np.concatenate(list(self._vectors()))
        else:
            found = np.lib.format.open_memmap(
                path, mode="w+", dtype=np.int8, shape=(len(self._names), encoder.WIDTH)
            )
            place = 0
            for piece in self._vectors():
                found[place : place + len(piece)] = piece
                place += len(piece)
            found.flush()
        return Outcomes(start=self._start, vector=self._vector, vectors=np.asarray(found))

    def _which_are_kept(self) -> npt.NDArray[np.bool_]:
        return np.array(
            [is_kept for piece in self._pieces() for is_kept in _usable(piece)], dtype=np.bool_
        )

    def _vectors(self) -> Iterator[npt.NDArray[np.int8]]:
        for piece in self._pieces():
            kept = TextVector.objects.by_digest(encoder.MODEL, piece)
            found = b"".join(kept[name] for name in piece)
            yield np.frombuffer(found, dtype=np.int8).reshape(-1, encoder.WIDTH)

    def _pieces(self) -> Iterator[list[bytes]]:
        for start in range(0, len(self._names), ASKED_AT_ONCE):
            yield self._names[start : start + ASKED_AT_ONCE]


def are_read(candidate: Candidate) -> bool:
    """Whether the worker has read all that one interim tells to have achieved."""
    texts = {work.outcome_text for work in candidate.record.all()}
    told = {text for text in texts if vectors.normalise(text)}
    return not encoder.is_available() or told == set(vectors.vectors_of(told, encode_missing=False))


def is_usable(vector: bytes) -> bool:
    """Whether a kept vector can be compared: of the right length, and pointing anywhere at all."""
    return len(vector) == encoder.WIDTH and any(vector)


def _usable(names: list[bytes]) -> list[bool]:
    kept = TextVector.objects.by_digest(encoder.MODEL, names)
    return [is_usable(kept.get(name, b"")) for name in names]


def _here(
    ids: npt.NDArray[Any], told: Iterable[tuple[int, int, str]]
) -> tuple[Ints, Ints, npt.NDArray[np.void]]:
    """Return rows, assignments and digests of the texts of those who are in `ids`."""
    parts: list[tuple[npt.NDArray[Any], ...]] = [
        (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, "V32"))
    ]
    texts = iter(told)
    while piece := list(islice(texts, HASHED_AT_ONCE)):
        people = np.array([one[0] for one in piece], np.int64)
        place = np.searchsorted(ids, people)
        is_here = ids.take(place, mode="clip") == people if len(ids) else people < 0
        kept = [one for one in np.flatnonzero(is_here) if vectors.normalise(piece[one][2])]
        digests = b"".join(vectors.digest_of(piece[one][2]) for one in kept)
        of = np.array([piece[one][1] for one in kept], np.int64)
        parts.append((place[np.array(kept, np.int64)], of, np.frombuffer(digests, "V32")))
    rows, assignments, found = (np.concatenate(part) for part in zip(*parts, strict=True))
    return rows, assignments, found
