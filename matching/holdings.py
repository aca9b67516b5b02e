"""Postings turned round: what each person holds."""

from dataclasses import dataclass

import numpy as np

from matching.postings import Ints, Postings

_WORD = 64


@dataclass(frozen=True, slots=True)
class Holdings:
    """The entries of some postings, person by person. Make it with `holdings`.

    Postings find who holds something; these find what somebody holds. A ranking reads postings
    for everyone, and holdings of the few who come near its top.

    Attributes:
        start: shape (N + 1,), int32, where each person's entries begin.
        columns: shape (P,), unsigned, ascending for each person.
        codes: shape (P,), as in `Postings`.
    """

    start: Ints
    columns: Ints
    codes: Ints

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return (which, entry): all entries of some rows, indices into the rows and the entries.

        Both have shape (h,), in the order of the rows.
        """
        begin = self.start[rows].astype(np.intp)
        many = self.start[rows + 1] - begin
        first = np.cumsum(many) - many
        which = np.repeat(np.arange(len(rows)), many)
        return which, np.arange(len(which)) + np.repeat(begin - first, many)


def holdings(entries: Postings, size: int) -> Holdings:
    """Turn the postings of `size` people round."""
    most = max(entries.width - 1, 0)
    kind = np.uint16 if most <= np.iinfo(np.uint16).max else np.uint32
    column_bits = most.bit_length()
    code_bits = entries.codes.dtype.itemsize * 8
    if column_bits + code_bits + max(size, 1).bit_length() >= _WORD:
        raise ValueError(f"holdings: {entries.width} columns are too many for so many rows")
    # All of an entry in one number, as in `postings`: sorting numbers is the quickest way.
    key = entries.rows.astype(np.int64)
    key <<= column_bits
    key |= np.repeat(np.arange(entries.width), np.diff(entries.start))
    key <<= code_bits
    key |= entries.codes
    key.sort()
    codes = (key & ((1 << code_bits) - 1)).astype(entries.codes.dtype)
    key >>= code_bits
    columns: Ints = (key & ((1 << column_bits) - 1)).astype(kind)
    key >>= column_bits
    counts = np.bincount(key, minlength=size)
    return Holdings(
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        columns=columns,
        codes=codes,
    )
