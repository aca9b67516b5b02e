"""The k-th largest value, and the order of rows by fit and ref."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.pool import Floats, Ints

Refs = npt.NDArray[np.bytes_]

SORT_LIMIT = 20_000
"""Up to this length sorting is faster than a partition when many values are equal (measured)."""
_WORD = 8


def kth_largest(values: npt.NDArray[Any], k: int) -> Any:
    """Return the k-th largest value, k from 1; 0 when there are fewer."""
    if len(values) < k:
        return values.dtype.type(0)
    at = len(values) - k
    is_short = len(values) <= SORT_LIMIT
    return (np.sort(values) if is_short else np.partition(values, at))[at]


def order_by_fit(fits: Floats, refs: Refs, rows: Ints, top: int) -> Ints:
    """Return the first `top` positions in the order of rows, by best fit and then by ref."""
    least = kth_largest(fits, top)
    # Everyone who ties with rank `top` stays until the refs decide.
    above = np.flatnonzero(fits > least)
    tied = np.flatnonzero(fits == least)
    if len(above) + len(tied) > top:
        tied = tied[_lowest(refs, rows[tied], top - len(above))]
    stay = np.concatenate((above, tied))
    return stay[np.lexsort((refs[rows[stay]], -fits[stay]))][:top]


def lowest_refs(refs: Refs, rows: Ints, top: int) -> Ints:
    """Return the `top` rows with the lowest refs, in no particular order."""
    return rows[_lowest(refs, rows, top)]


def _lowest(refs: Refs, rows: Ints, top: int) -> Ints:
    """Return positions in `rows` of the `top` lowest refs, and of some more that may tie."""
    if top >= len(rows):
        return np.arange(len(rows))
    size = refs.dtype.itemsize
    if size < _WORD:
        return np.argsort(refs[rows], kind="stable")[:top]
    # The first eight bytes, read as an integer, order nearly as the refs do and compare fast.
    taken = np.ascontiguousarray(refs[rows]).view(np.uint8).reshape(len(rows), size)
    leading = np.ascontiguousarray(taken[:, :_WORD]).view(">u8")[:, 0].astype(np.uint64)
    return np.flatnonzero(leading <= np.partition(leading, top - 1)[top - 1])
