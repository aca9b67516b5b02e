"""The titles and texts of past assignments, as arrays."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.postings import Bools, Ints, as_ints, check_range

Int8s = npt.NDArray[np.int8]

COARSE = 64
"""The first numbers of a vector, by which a text is compared first. They say the most, since
vectors are rotated to their principal axes before they are stored."""
BATCH_ENTRIES = 1 << 13
"""Vectors compared in a step, so that they stay in the cache."""
LEVEL_MAX, PROFESSION_MAX = 7, 7


@dataclass(frozen=True, slots=True)
class Record:
    """The past assignments of some people. Make it with `build_record`, which validates.

    Row r has the assignments `start[r]:start[r + 1]`; assignment a has the sentences
    `sentence_start[a]:sentence_start[a + 1]`. Both are in the caller's order. A person without a
    text or a title is unknown, not bad.

    Attributes:
        start: shape (N + 1,); like all indices of the narrowest type that holds them.
        title: shape (A,), an index into the titles, -1 for none.
        text: shape (A,), the vector of title and text together, -1 for none.
        coarse: shape (A, c), int8, its first numbers; zero for none.
        coarse_squares: shape (A,), int32, the sum of their squares.
        sentence_start: shape (A + 1,).
        sentence: shape (S,), the vector of each sentence.
        vectors: shape (U, D), int8, one for each distinct text.
        families: shape (T,), int16, the family of roles of each distinct title, -1 if unknown.
        title_vectors: shape (T,), its vector, -1 for none.
        levels: shape (N,), uint8, bit l for a past title of level l.
        professions: shape (N,), uint8, bit p for a past title of the protected profession p; bit 0
            if there is any title.
        has_text: shape (N,), bool, who has written about an assignment; a title alone is no text.
    """

    start: Ints
    title: Ints
    text: Ints
    coarse: Int8s
    coarse_squares: Ints
    sentence_start: Ints
    sentence: Ints
    vectors: Int8s
    families: Ints
    title_vectors: Ints
    levels: Ints
    professions: Ints
    has_text: Bools

    def has_title(self, rows: Ints) -> Bools:
        """Return who has stated the title of any past assignment."""
        return np.greater(self.professions[rows], 0)

    def is_stated(self, rows: Ints) -> Bools:
        """Return who has stated a title or a text."""
        return self.has_text[rows] | self.has_title(rows)

    def assignments_of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return (person, assignment) of all assignments of `rows`, in their order.

        The person is an index into `rows`.
        """
        return _spread(self.start[rows], self.start[rows + 1])

    def sentences_of(self, assignments: Ints) -> tuple[Ints, Ints]:
        """Return (assignment, sentence); the assignment is an index into `assignments`."""
        return _spread(self.sentence_start[assignments], self.sentence_start[assignments + 1])


def build_record(
    *,
    size: int,
    start: Ints,
    title: Ints,
    text: Ints,
    sentence_start: Ints,
    sentence: Ints,
    vectors: Int8s,
    families: Ints,
    title_levels: Ints,
    title_professions: Ints,
    title_vectors: Ints,
) -> Record:
    """Validate and pack the assignments of `size` people; see `Record`.

    Args:
        title_levels: shape (T,), the level that each title names, 1 to 7, 0 if it names none.
        title_professions: shape (T,), the protected profession of each title, 1 to 7, 0 for none.

    Raises:
        ValueError: an index is out of range, or lengths differ.
    """
    _check_starts(start, size, len(title), "start")
    _check_starts(sentence_start, len(title), len(sentence), "sentence start")
    if vectors.ndim != 2 or vectors.dtype != np.int8:
        raise ValueError("record: vectors must be int8, one per row")
    if len(text) != len(title):
        raise ValueError("record: columns differ in length")
    titles = len(families)
    if any(len(one) != titles for one in (title_levels, title_professions, title_vectors)):
        raise ValueError("record: columns of titles differ in length")
    check_range(as_ints(title, "title"), -1, titles - 1, "title")
    for indices in (text, title_vectors):
        check_range(as_ints(indices, "text"), -1, len(vectors) - 1, "text")
    check_range(as_ints(sentence, "sentence"), 0, len(vectors) - 1, "sentence")
    check_range(as_ints(title_levels, "level"), 0, LEVEL_MAX, "level")
    check_range(as_ints(title_professions, "profession"), 0, PROFESSION_MAX, "profession")
    person = np.repeat(np.arange(size), np.diff(start))
    coarse = _coarse(vectors, text)
    named = title >= 0
    written = text >= 0
    return Record(
        start=_narrow(start, len(title)),
        title=_narrow(title, titles),
        text=_narrow(text, len(vectors)),
        coarse=coarse,
        coarse_squares=np.einsum("ij,ij->i", coarse, coarse, dtype=np.int32),
        sentence_start=_narrow(sentence_start, len(sentence)),
        sentence=_narrow(sentence, len(vectors)),
        vectors=vectors,
        families=families.astype(np.int16),
        title_vectors=_narrow(title_vectors, len(vectors)),
        levels=_bits(size, person[named], title_levels[title[named]], keep_zero=False),
        professions=_bits(size, person[named], title_professions[title[named]], keep_zero=True),
        has_text=np.bincount(person[written], minlength=size) > 0,
    )


def empty_record(size: int) -> Record:
    """Return the record of people who state no assignments."""
    none = np.zeros(0, np.int64)
    return build_record(
        size=size,
        start=np.zeros(size + 1, np.int64),
        title=none,
        text=none,
        sentence_start=np.zeros(1, np.int64),
        sentence=none,
        vectors=np.zeros((0, 0), np.int8),
        families=none,
        title_levels=none,
        title_professions=none,
        title_vectors=none,
    )


def batches(counts: Ints) -> Iterator[slice]:
    """Cut people, given their numbers of entries, into slices of about `BATCH_ENTRIES` entries."""
    total = np.cumsum(counts)
    if not len(total):
        return
    cuts = np.searchsorted(total, np.arange(BATCH_ENTRIES, int(total[-1]), BATCH_ENTRIES))
    edges = [0, *dict.fromkeys(int(cut) for cut in cuts if 0 < cut < len(counts)), len(counts)]
    yield from (slice(a, b) for a, b in pairwise(edges))


def _narrow(indices: Ints, end: int) -> Ints:
    """Return indices up to `end`, or -1, in the narrowest type that holds them."""
    kind = next(one for one in (np.int16, np.int32, np.int64) if end <= np.iinfo(one).max)
    return indices.astype(kind)


def _spread(begin: Ints, end: Ints) -> tuple[Ints, Ints]:
    begin = begin.astype(np.int64)
    counts = end - begin
    first = np.cumsum(counts) - counts
    which = np.repeat(np.arange(len(counts)), counts)
    return which, np.arange(len(which)) + np.repeat(begin - first, counts)


def _bits(size: int, person: Ints, values: Ints, *, keep_zero: bool) -> Ints:
    found = np.zeros(size, np.uint8)
    bits = np.left_shift(1, values.astype(np.int64)).astype(np.uint8)
    if keep_zero:
        bits |= np.uint8(1)
    else:
        bits &= np.uint8(0xFE)
    np.bitwise_or.at(found, person, bits)
    return found


def _coarse(vectors: Int8s, text: Ints) -> Int8s:
    width = min(COARSE, vectors.shape[1])
    found = np.zeros((len(text), width), np.int8)
    has_text = text >= 0
    found[has_text] = vectors[text[has_text], :width]
    return found


def _check_starts(start: Ints, groups: int, entries: int, what: str) -> None:
    numbers: npt.NDArray[Any] = as_ints(start, what)
    if len(numbers) != groups + 1 or numbers[0] != 0 or numbers[-1] != entries:
        raise ValueError(f"record: {what} must lead from 0 to the number of entries")
    if (np.diff(numbers) < 0).any():
        raise ValueError(f"record: {what} must not descend")
