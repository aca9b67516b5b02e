"""Postings regrouped by person."""

from dataclasses import dataclass

import numpy as np

from matching.postings import Ints, Postings

_WORD_BITS = 64


@dataclass(frozen=True, slots=True)
class PersonIndex:
    """The entries of some postings, grouped by person. Make it with `build_person_index`.

    Postings answer "who has this skill?", this index answers "which skills does this person have?".
    A ranking reads postings for everyone, and this index only for the few people near its top.

    Attributes:
        start: shape (N + 1,), int32, where each person's entries begin.
        columns: shape (P,), unsigned, ascending for each person.
        codes: shape (P,), as in `Postings`.
    """

    start: Ints
    columns: Ints
    codes: Ints

    def entries_of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return all entries of `rows` as (index into `rows`, index of the entry).

        Both have shape (h,), in the order of `rows`.
        """
        begin = self.start[rows].astype(np.intp)
        counts = self.start[rows + 1] - begin
        first = np.cumsum(counts) - counts
        which = np.repeat(np.arange(len(rows)), counts)
        return which, np.arange(len(which)) + np.repeat(begin - first, counts)


def build_person_index(postings: Postings, size: int) -> PersonIndex:
    """Regroup the postings of `size` people by person.

    Raises:
        ValueError: person, column and code do not fit into 64 bits.
    """
    last_column = max(postings.width - 1, 0)
    kind = np.uint16 if last_column <= np.iinfo(np.uint16).max else np.uint32
    column_bits = last_column.bit_length()
    code_bits = postings.codes.dtype.itemsize * 8
    if column_bits + code_bits + max(size, 1).bit_length() >= _WORD_BITS:
        raise ValueError(f"person index: {postings.width} columns are too many for so many rows")
    # Pack each entry into one integer, as `postings` does: sorting integers is the fastest way.
    key = postings.rows.astype(np.int64)
    key <<= column_bits
    key |= np.repeat(np.arange(postings.width), np.diff(postings.start))
    key <<= code_bits
    key |= postings.codes
    key.sort()
    codes = (key & ((1 << code_bits) - 1)).astype(postings.codes.dtype)
    key >>= code_bits
    columns: Ints = (key & ((1 << column_bits) - 1)).astype(kind)
    key >>= column_bits
    counts = np.bincount(key, minlength=size)
    return PersonIndex(
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        columns=columns,
        codes=codes,
    )
