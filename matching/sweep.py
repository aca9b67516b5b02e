"""Everyone at once, roughly: whole numbers that the exact score of each cannot leave.

What an item adds to a score, and what a must-have adds to the logarithm of its multiplier, are
rounded up and packed into one number of 32 bits. A larger credit is never a smaller number, so
the largest of a person's entries counts for both, and a sum of such numbers holds both sums.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
import numpy.typing as npt

from matching.need import Need
from matching.plan import Item, Plan
from matching.pool import Floats, Ints
from matching.score import shares
from matching.weights import WEIGHTS

Packed = npt.NDArray[np.uint32]

HALF = 16
FULL = (1 << HALF) - 1
BLOCK = 1 << 17
"""So many people at a time: their numbers stay in the cache while the postings stream by."""
SPARSE = 6
"""Where fewer than one in so many is touched, only those are added up."""


@dataclass(frozen=True, slots=True)
class Swept:
    """The packed sums of everyone, and what they mean.

    Attributes:
        packed: shape (N,). The upper half is at least `scale` times the weighted sum of credits,
            and at most `items` above it; the lower half the same for the must-haves' logarithms.
        scale, items: for the upper half.
        log_scale, musts: for the lower half.
    """

    packed: Packed
    scale: int
    items: int
    log_scale: float
    musts: int

    def base(self, packed: Packed) -> tuple[Floats, Floats]:
        """Return the least and the most that the parts measured here can sum to."""
        sums = (packed >> HALF).astype(np.float64)
        low = np.maximum(sums - self.items, 0.0) / self.scale
        return low * (1 - 1e-9), sums / self.scale * (1 + 1e-9)

    def must(self, packed: Packed) -> tuple[Floats, Floats]:
        """Return the least and the most that the must-haves' multiplier can be."""
        if not self.musts:
            one = np.ones(len(packed))
            return one, one
        sums = (packed & FULL).astype(np.float64)
        low = np.exp(np.maximum(sums - self.musts, 0.0) / (self.log_scale * self.musts))
        high = np.exp(sums / (self.log_scale * self.musts))
        floor, share = WEIGHTS.must_floor, WEIGHTS.must_share
        return (
            (1 - share + share * floor * low) * (1 - 1e-9),
            (1 - share + share * np.minimum(floor * high, 1.0)) * (1 + 1e-9),
        )

    def least_sum(self, base: float) -> int:
        """Return the least packed number of somebody whose parts may sum to `base`."""
        return max(0, int(base * self.scale * (1 - 1e-9))) << HALF


def sweep(size: int, need: Need, plan: Plan) -> Swept:
    """Read every posting that counts for a need, once."""
    items = len(plan.items)
    musts = sum(need.is_must(i) for i in range(len(need.skills)))
    scale = FULL - items
    log_scale = (FULL - musts) / (max(1, musts) * -log(WEIGHTS.must_floor))
    worth = _worth(need, plan, scale, log_scale)
    return Swept(_sums(size, plan.items, worth), scale, items, log_scale, musts)


def _worth(need: Need, plan: Plan, scale: int, log_scale: float) -> list[Packed]:
    """Return what an entry of each item's columns adds, packed, shapes (L, codes)."""
    share = shares(need)
    whole = sum(need.weight(i) for i in range(len(need.skills)))
    weights = [share.skill * need.weight(i) / whole for i in range(len(need.skills))]
    weights += [share.situation / len(plan.situations) for _ in plan.situations]
    weights += [share.sector / len(plan.sectors) for _ in plan.sectors]
    worth = []
    for number, (item, weight) in enumerate(zip(plan.items, weights, strict=True)):
        packed = np.ceil(item.low * (weight * scale)).astype(np.uint32) << HALF
        if number < len(plan.skills) and need.is_must(number):
            above = np.maximum(item.low, WEIGHTS.must_floor) / WEIGHTS.must_floor
            packed |= np.ceil(np.log(above) * log_scale - 1e-9).astype(np.uint32)
        worth.append(packed)
    return worth


def _sums(size: int, items: tuple[Item, ...], worth: list[Packed]) -> Packed:
    sums = np.zeros(size, np.uint32)
    best = np.zeros(size, np.uint32)
    edges = [*range(0, size, BLOCK), size]
    cuts = [[_cut(item, column, edges) for column in item.columns] for item in items]
    longest = max((sum(int(cut[-1] - cut[0]) for cut in of) for of in cuts), default=0)
    rows = np.empty(longest, np.intp)
    values = np.empty(longest, np.uint32)
    for block, (low, high) in enumerate(pairwise(edges)):
        within, found = best[low:high], sums[low:high]
        for item, of, packed in zip(items, cuts, worth, strict=True):
            entry_rows, codes = item.entries.rows, item.entries.codes
            n = 0
            for cut, table in zip(of, packed, strict=True):
                a, b = cut[block], cut[block + 1]
                if a == b:
                    continue
                m = n + b - a
                rows[n:m] = entry_rows[a:b]
                table.take(codes[a:b], out=values[n:m], mode="clip")
                n = m
            if not n:
                continue
            touched = rows[:n]
            np.maximum.at(best, touched, values[:n])
            if n * SPARSE > high - low:
                found += within
                within.fill(0)
            else:
                # Somebody found by two columns is written twice with the same sum.
                sums[touched] = sums.take(touched, mode="clip") + best.take(touched, mode="clip")
                best[touched] = 0
    return sums


def _cut(item: Item, column: int, edges: list[int]) -> list[int]:
    """Return where a column's entries go from one block of people to the next."""
    within = item.entries.of(column)
    if len(edges) < 3:
        return [within.start, within.stop]
    cuts = np.searchsorted(item.entries.rows[within], np.array(edges[1:-1], np.int32))
    return [within.start, *(cuts + within.start).tolist(), within.stop]


def rows_above(swept: Swept, least: int) -> Ints:
    """Return the rows whose packed number is at least `least`."""
    return np.flatnonzero(swept.packed >= np.uint32(min(least, 2**32 - 1)))
