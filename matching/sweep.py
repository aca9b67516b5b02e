"""Everyone at once, roughly: whole numbers that the exact score of each cannot leave.

What an item adds to a score, and what a must-have adds to the logarithm of its multiplier, are
rounded up to whole numbers of 16 bits: half of what is read and written is half of the time.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
import numpy.typing as npt

from matching.need import Need
from matching.plan import Item, Plan
from matching.pool import Bools, Floats, Ints
from matching.score import shares
from matching.weights import WEIGHTS

Shorts = npt.NDArray[np.uint16]

FULL = (1 << 16) - 1
BLOCK = 1 << 18
"""So many people at a time: their numbers stay in the cache while the postings stream by."""
DENSE = 12
"""Where fewer than one in so many is touched by any item, everyone is one block."""
SPARSE = 40
"""Where fewer than one in so many is touched, only those are added up."""

# The system's allocator gives arrays of a million people back as soon as they are free, and asking
# for them anew takes a tenth of a ranking. Once it has seen a larger one go, it keeps them.
np.empty(24 << 20, np.uint8)  # and gone


@dataclass(frozen=True, slots=True)
class Swept:
    """The sums of everyone, and what they mean.

    Attributes:
        sums: shape (N,), at least `scale` times the weighted sum of credits, and at most `items`
            above it.
        logs: shape (N,), the same for the must-haves' logarithms; empty without must-haves.
        scale, items: for the sums.
        log_scale, musts: for the logarithms.
    """

    sums: Shorts
    logs: Shorts
    scale: int
    items: int
    log_scale: float
    musts: int

    def base(self, rows: Ints) -> tuple[Floats, Floats]:
        """Return the least and the most that the parts measured here can sum to."""
        sums = self.sums[rows].astype(np.float64)
        low = np.maximum(sums - self.items, 0.0) * ((1 - 1e-9) / self.scale)
        return low, sums * ((1 + 1e-9) / self.scale)

    def must(self, rows: Ints) -> tuple[Floats, Floats]:
        """Return the least and the most that the must-haves' multiplier can be."""
        if not self.musts:
            one = np.ones(len(rows))
            return one, one
        logs = self.logs[rows]
        # Once for each whole number that there is, not once for each person.
        steps = np.arange(int(logs.max(initial=0)) + 1) / (self.log_scale * self.musts)
        mean = WEIGHTS.must_floor * np.exp(steps)
        must = 1 - WEIGHTS.must_share + WEIGHTS.must_share * np.minimum(mean, 1.0)
        least = must.take(np.maximum(np.arange(len(must)) - self.musts, 0)) * (1 - 1e-9)
        return least.take(logs), (must * (1 + 1e-9)).take(logs)

    def least_sum(self, base: float) -> int:
        """Return the least sum of somebody whose parts may sum to `base`."""
        return max(0, min(FULL, int(base * self.scale * (1 - 1e-9))))

    def rows_above(self, least: int) -> Ints:
        """Return the rows whose sum is at least `least`."""
        reaches = self.sums >= np.uint16(least)
        eights = len(reaches) // 8 * 8
        # Few do: eight people without anybody are passed over in one step.
        words = np.flatnonzero(reaches[:eights].view(np.uint64))
        within = np.flatnonzero(reaches[:eights].reshape(-1, 8)[words])
        found = words[within >> 3] * 8 + (within & 7)
        return np.concatenate((found, np.flatnonzero(reaches[eights:]) + eights))


def sweep(pool_size: int, need: Need, plan: Plan, may: Bools) -> Swept:
    """Read every posting that counts for a need, once; who may not be ranked sums to 0."""
    items = len(plan.items)
    musts = [i for i in range(len(need.skills)) if need.is_must(i)]
    scale = FULL - items
    log_scale = (FULL - len(musts)) / (max(1, len(musts)) * -log(WEIGHTS.must_floor))
    worth = _worth(need, plan, scale)
    gains = {i: _log_worth(plan.skills[i], log_scale) for i in musts}
    sums = np.zeros(pool_size, np.uint16)
    logs = np.zeros(pool_size if musts else 0, np.uint16)
    _add_up(plan.items, worth, gains, sums, logs)
    np.multiply(sums, may, out=sums)
    return Swept(sums, logs, scale, items, log_scale, len(musts))


def _worth(need: Need, plan: Plan, scale: int) -> list[Shorts]:
    """Return what an entry of each item's columns adds to a sum, shapes (L, codes)."""
    share = shares(need)
    whole = sum(need.weight(i) for i in range(len(need.skills)))
    weights = [share.skill * need.weight(i) / whole for i in range(len(need.skills))]
    weights += [share.situation / len(plan.situations) for _ in plan.situations]
    weights += [share.sector / len(plan.sectors) for _ in plan.sectors]
    return [
        np.ceil(item.low * (weight * scale)).astype(np.uint16)
        for item, weight in zip(plan.items, weights, strict=True)
    ]


def _log_worth(item: Item, log_scale: float) -> Shorts:
    above = np.maximum(item.low, WEIGHTS.must_floor) / WEIGHTS.must_floor
    return np.ceil(np.log(above) * log_scale).astype(np.uint16)


def _add_up(
    items: tuple[Item, ...],
    worth: list[Shorts],
    gains: dict[int, Shorts],
    sums: Shorts,
    logs: Shorts,
) -> None:
    """Add to everyone's sums what each item gives them, by the best of their entries."""
    size = len(sums)
    # Where little is touched, there is little to keep in the cache.
    most = max((_touched(item) for item in items), default=0)
    edges = [*range(0, size, BLOCK), size] if most * DENSE > size else [0, size]
    cuts = [[_cut(item, column, edges) for column in item.columns] for item in items]
    longest = max((sum(cut[-1] - cut[0] for cut in of) for of in cuts), default=0)
    best = np.zeros(size, np.uint16)
    rows, values = np.empty(longest, np.intp), np.empty(longest, np.uint16)
    for block, (low, high) in enumerate(pairwise(edges)):
        for number, (item, of) in enumerate(zip(items, cuts, strict=True)):
            parts = [slice(cut[block], cut[block + 1]) for cut in of]
            n = 0
            for part in parts:
                m = n + part.stop - part.start
                rows[n:m] = item.entries.rows[part]
                n = m
            passes = [(worth[number], sums)]
            if number in gains:
                passes.append((gains[number], logs))
            touched = rows[:n]
            for tables, into in passes:
                _take(item, parts, tables, values)
                np.maximum.at(best, touched, values[:n])
                if n * SPARSE > high - low:
                    into[low:high] += best[low:high]
                    best[low:high] = 0
                else:
                    # Somebody found by two columns is written twice with the same sum.
                    more = best.take(touched, mode="clip")
                    into[touched] = into.take(touched, mode="clip") + more
                    best[touched] = 0


def _touched(item: Item) -> int:
    start = item.entries.start
    return sum(int(start[column + 1] - start[column]) for column in item.columns)


def _take(item: Item, parts: list[slice], tables: Shorts, values: Shorts) -> None:
    """Write what each entry is worth, part by part."""
    n = 0
    for part, table in zip(parts, tables, strict=True):
        m = n + part.stop - part.start
        table.take(item.entries.codes[part], out=values[n:m], mode="clip")
        n = m


def _cut(item: Item, column: int, edges: list[int]) -> list[int]:
    """Return where a column's entries go from one block of people to the next."""
    within = item.entries.of(column)
    if len(edges) < 3:
        return [within.start, within.stop]
    cuts = item.entries.rows[within].searchsorted(np.array(edges[1:-1], np.int32))
    return [within.start, *(cuts + within.start).tolist(), within.stop]
