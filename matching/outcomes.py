"""How like the success criteria of a brief somebody's past outcomes read."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from matching.need import Need
from matching.pool import Bools, Floats, Ints, Outcomes
from matching.weights import WEIGHTS

AT_A_TIME = 1 << 11
"""Entries that are compared at a time: so many vectors stay in the cache."""
EXACT_IN_SINGLE = 2**24 // 128**2
"""Sums over so many products of two int8 are exact in single precision, in whatever order."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What people's outcomes come to for each criterion.

    Attributes:
        known: shape (n,), who has any outcome.
        cosine: shape (C, n), that of the best entry; 0 where there is none.
        credit: shape (C, n), 0 to 1.
    """

    known: Bools
    cosine: Floats
    credit: Floats


def likeness(outcomes: Outcomes, need: Need, rows: Ints) -> Likeness:
    """Compare the outcomes of some rows, shape (n,), with the criteria of a brief.

    Raises:
        ValueError: the vectors of the pool and those of the need differ in length.
    """
    begin, end = outcomes.start[rows], outcomes.start[rows + 1]
    known = end > begin
    cosine = np.zeros((len(need.criteria), len(rows)))
    if len(need.criteria) and known.any():
        places = np.flatnonzero(known)
        counts = (end - begin)[places]
        for part in _parts(counts):
            here, many = places[part], counts[part]
            first = np.concatenate(([0], np.cumsum(many)[:-1]))
            entry = np.repeat(begin[here] - first, many) + np.arange(many.sum())
            like = entry_cosines(outcomes, need, entry)
            cosine[:, here] = np.maximum.reduceat(like, first, axis=1)
    return Likeness(known, cosine, _credit(cosine) * known)


def entry_cosines(outcomes: Outcomes, need: Need, entries: Ints) -> Floats:
    """Return the cosine of each criterion with each entry, shape (C, m).

    All sums are of whole numbers that the floats hold exactly, so the result does not depend on
    who else is compared, or on the machine.

    Raises:
        ValueError: the vectors of the pool and those of the need differ in length.
    """
    length = outcomes.vectors.shape[1]
    if length != need.criteria.shape[1]:
        raise ValueError(f"outcomes: {length} numbers a vector, criteria {need.criteria.shape[1]}")
    kind = np.float32 if length < EXACT_IN_SINGLE else np.float64
    held: Any = outcomes.vectors[outcomes.vector[entries]].astype(kind)
    asked: Any = need.criteria.astype(kind)
    # Not a product of matrices: for so little, several threads take longer than one.
    dots = np.stack([np.einsum("ij,j->i", held, one) for one in asked]).astype(np.float64)
    squares = np.einsum("ij,ij->i", held, held).astype(np.float64)
    sought = np.einsum("ij,ij->i", asked, asked).astype(np.float64)
    size = np.sqrt(sought[:, None] * squares[None, :])
    # A vector of zeros points nowhere: it is like nothing.
    cosines: Floats = np.divide(dots, size, out=np.zeros_like(dots), where=size > 0)
    return cosines


def _credit(cosine: Floats) -> Floats:
    credit = (cosine - WEIGHTS.cosine_floor) / WEIGHTS.cosine_range
    return np.minimum(np.maximum(credit, 0.0), 1.0)


def _parts(counts: Ints) -> list[slice]:
    """Cut people with so many entries each into slices of about `AT_A_TIME` entries."""
    whole = np.cumsum(counts)
    cuts = np.searchsorted(whole, np.arange(AT_A_TIME, int(whole[-1]), AT_A_TIME))
    edges = [0, *dict.fromkeys(int(cut) for cut in cuts if 0 < cut < len(counts)), len(counts)]
    return [slice(a, b) for a, b in pairwise(edges)]
