"""The largest of many, and who comes first among equals."""

from typing import Any

import numpy as np
import numpy.typing as npt

from matching.pool import Floats, Ints

Refs = npt.NDArray[np.bytes_]

FEW = 20_000
_WORD = 8


def kth_largest(values: npt.NDArray[Any], k: int) -> Any:
    """Return the k-th largest value, k from 1; 0 when there are fewer."""
    if len(values) < k:
        return values.dtype.type(0)
    place = len(values) - k
    # Where very many are equal, sorting a few of them is many times as quick as a partition.
    few = len(values) <= FEW
    return (np.sort(values) if few else np.partition(values, place))[place]


def order_by_fit(fits: Floats, refs: Refs, rows: Ints, top: int) -> Ints:
    """Return the order of rows, best fit first and then by ref, the first `top` of it."""
    least = kth_largest(fits, top)
    # Everyone who ties with the last place stays until the refs decide.
    above = np.flatnonzero(fits > least)
    level = np.flatnonzero(fits == least)
    if len(above) + len(level) > top:
        level = level[_first(refs, rows[level], top - len(above))]
    stay = np.concatenate((above, level))
    return stay[np.lexsort((refs[rows[stay]], -fits[stay]))][:top]


def first_refs(refs: Refs, rows: Ints, top: int) -> Ints:
    """Return the `top` rows with the lowest refs, in no order."""
    return rows[_first(refs, rows, top)]


def _first(refs: Refs, rows: Ints, top: int) -> Ints:
    """Return places in `rows` of the lowest refs, `top` of them or some more that tie so far."""
    if top >= len(rows):
        return np.arange(len(rows))
    size = refs.dtype.itemsize
    if size < _WORD:
        return np.argsort(refs[rows], kind="stable")[:top]
    # The first eight bytes as a number order nearly as the refs do, and are quick to compare.
    taken = np.ascontiguousarray(refs[rows]).view(np.uint8).reshape(len(rows), size)
    leading = np.ascontiguousarray(taken[:, :_WORD]).view(">u8")[:, 0].astype(np.uint64)
    return np.flatnonzero(leading <= np.partition(leading, top - 1)[top - 1])
