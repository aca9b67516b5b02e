"""Similarity of past outcomes to the success criteria of a brief."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from matching.need import Need
from matching.pool import Bools, Floats, Ints, Outcomes
from matching.weights import WEIGHTS

BATCH_ENTRIES = 1 << 11
"""Entries compared per step, so that their vectors stay in the cache."""
MAX_EXACT_FLOAT32 = 2**24 // 128**2
"""Vector length up to which a float32 holds any sum of int8 products exactly, in any order."""


@dataclass(frozen=True, slots=True)
class OutcomeSimilarity:
    """How well the outcomes of some people match each criterion.

    Attributes:
        known: shape (n,), who has stated any outcome.
        cosine: shape (C, n), of the best entry; 0 without entries.
        credit: shape (C, n), 0 to 1.
    """

    known: Bools
    cosine: Floats
    credit: Floats


def outcome_similarity(outcomes: Outcomes, need: Need, rows: Ints) -> OutcomeSimilarity:
    """Compare the outcomes of some rows, shape (n,), with the criteria of a brief.

    Raises:
        ValueError: the vectors of the pool and those of the need differ in length.
    """
    begin, end = outcomes.start[rows], outcomes.start[rows + 1]
    known = end > begin
    cosine = np.zeros((len(need.criteria), len(rows)))
    if len(need.criteria) and known.any():
        people = np.flatnonzero(known)
        counts = (end - begin)[people]
        for batch in _batches(counts):
            here, many = people[batch], counts[batch]
            first = np.concatenate(([0], np.cumsum(many)[:-1]))
            entry = np.repeat(begin[here] - first, many) + np.arange(many.sum())
            cosines = entry_cosines(outcomes, need, entry)
            cosine[:, here] = np.maximum.reduceat(cosines, first, axis=1)
    return OutcomeSimilarity(known, cosine, _credit(cosine) * known)


def entry_cosines(outcomes: Outcomes, need: Need, entries: Ints) -> Floats:
    """Return the cosine of each criterion with each entry, shape (C, m).

    All sums are of integers that the floats hold exactly, so the result does not depend on who else
    is compared or on the machine.

    Raises:
        ValueError: the vectors of the pool and those of the need differ in length.
    """
    length = outcomes.vectors.shape[1]
    if length != need.criteria.shape[1]:
        raise ValueError(f"outcomes: vectors of length {length}, criteria {need.criteria.shape[1]}")
    kind = np.float32 if length < MAX_EXACT_FLOAT32 else np.float64
    stated: Any = outcomes.vectors[outcomes.vector[entries]].astype(kind)
    asked: Any = need.criteria.astype(kind)
    # No matrix product: for so few numbers its threads cost more time than they save.
    dots = np.stack([np.einsum("ij,j->i", stated, one) for one in asked]).astype(np.float64)
    squares = np.einsum("ij,ij->i", stated, stated).astype(np.float64)
    asked_squares = np.einsum("ij,ij->i", asked, asked).astype(np.float64)
    size = np.sqrt(asked_squares[:, None] * squares[None, :])
    # A zero vector is similar to nothing.
    cosines: Floats = np.divide(dots, size, out=np.zeros_like(dots), where=size > 0)
    return cosines


def _credit(cosine: Floats) -> Floats:
    credit = (cosine - WEIGHTS.cosine_floor) / WEIGHTS.cosine_range
    return np.minimum(np.maximum(credit, 0.0), 1.0)


def _batches(counts: Ints) -> list[slice]:
    """Cut people, given their numbers of entries, into slices of about `BATCH_ENTRIES` entries."""
    total = np.cumsum(counts)
    cuts = np.searchsorted(total, np.arange(BATCH_ENTRIES, int(total[-1]), BATCH_ENTRIES))
    edges = [0, *dict.fromkeys(int(cut) for cut in cuts if 0 < cut < len(counts)), len(counts)]
    return [slice(a, b) for a, b in pairwise(edges)]
