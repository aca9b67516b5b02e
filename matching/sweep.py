"""Everyone at once, roughly: whole numbers that the exact score of each cannot leave.

What an item adds to a score, and what a must-have adds to the logarithm of its multiplier, are
rounded up to whole numbers of 16 bits: half of what is read and written is half of the time.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from typing import Self

import numpy as np
import numpy.typing as npt

from matching.lookup import skill_hits
from matching.need import Need
from matching.plan import Items, Plan
from matching.pool import Bools, Floats, Ints, Pool
from matching.score import shares
from matching.weights import WEIGHTS

Shorts = npt.NDArray[np.uint16]
_Line = tuple[Shorts, Shorts, list[int]]

FULL = (1 << 16) - 1
BLOCK = 350_000
"""At most so many people at a time: their numbers stay in the cache while postings stream by."""
DENSE = 12
"""Where fewer than one in so many is touched by any item, everyone is one block."""
SPARSE = 40
"""Where fewer than one in so many is touched, only those are added up."""
LITTLE = 0.25
"""Columns that are worth no more than this for an item may be left unread: half of all postings
are of them, and hardly anybody comes near the top by them."""
SAVED = 1.5
"""They are, where that saves so many postings for each person and each whole of a fit that they
could add; what could be added has to be looked up of everyone who then comes near the top."""

# The system's allocator gives arrays of a million people back as soon as they are free, and asking
# for them anew takes a tenth of a ranking. Once it has seen a larger one go, it keeps them.
np.empty(24 << 20, np.uint8)  # and gone


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums of some people, and what they mean.

    Attributes:
        sums: shape (n,), what was read of each: at least `scale` times the weighted sum of these
            credits, and at most `items` above it.
        logs: shape (n,), the same for the must-haves' logarithms; empty without must-haves.
        spare: so much more the sum of anybody may be, by what was not read.
        scale, items: for the sums.
        musts: for the logarithms.
        multipliers: shape (65,536,), what a sum of logarithms makes of a fit; empty without
            must-haves.
    """

    sums: Shorts
    logs: Shorts
    spare: int
    scale: int
    items: int
    musts: int
    multipliers: Floats

    def of(self, rows: Ints) -> Self:
        """Return those of some of them."""
        return replace(
            self, sums=self.sums[rows], logs=self.logs[rows] if self.musts else self.logs
        )

    def joined(self, other: Self) -> Self:
        """Return these and then others that were read alike."""
        sums, logs = np.append(self.sums, other.sums), np.append(self.logs, other.logs)
        return replace(self, sums=sums, logs=logs)

    def base(self) -> tuple[Floats, Floats]:
        """Return the least and the most that the parts measured here can sum to."""
        sums = self.sums.astype(np.float64)
        low = np.maximum(sums - self.items, 0.0) * ((1 - 1e-9) / self.scale)
        return low, (sums + self.spare) * ((1 + 1e-9) / self.scale)

    def must(self) -> tuple[Floats, Floats]:
        """Return the least and the most that the must-haves' multiplier can be."""
        if not self.musts:
            one = np.ones(len(self.sums))
            return one, one
        least = self.multipliers.take(np.maximum(self.logs.astype(np.intp) - self.musts, 0))
        return least * (1 - 1e-9), self.multipliers.take(self.logs) * (1 + 1e-9)

    def least_sum(self, base: float) -> int:
        """Return the least sum of somebody whose parts may sum to `base`."""
        return max(0, min(FULL, int(base * self.scale * (1 - 1e-9)) - self.spare))

    def rows_above(self, least: int) -> Ints:
        """Return the places of those whose sum is at least `least`."""
        return np.flatnonzero(self.sums >= np.uint16(least))


@dataclass(frozen=True, slots=True)
class Reading:
    """How the items of one kind are read.

    Attributes:
        items: with all their lines.
        is_read: shape (L,), the lines that are read for everyone.
        full: shape (L, codes), what an entry of a line adds to a sum by its code.
        worth: shape (L, codes), what it adds to the sums that are read: what goes beyond `spare`.
        spare: what the lines that are not read can add at most, of all items together.
        is_must: shape (items,), which of them are must-haves.
        gains: shape (L, codes), what an entry adds to the logarithms of a must-have.
    """

    items: Items
    is_read: Bools
    full: Shorts
    worth: Shorts
    spare: int
    is_must: Bools
    gains: Shorts

    @property
    def touched(self) -> Ints:
        """How many entries are read for each item, shape (items,)."""
        return self.items.sum_of(self.items.held * self.is_read)


@dataclass(frozen=True, slots=True)
class Swept:
    """Everyone's sums, and how they were read; `touched` entries were."""

    rough: Sums
    skills: Reading
    touched: int

    @property
    def is_whole(self) -> bool:
        """Whether everything was read."""
        return not self.rough.spare

    def closer(self, pool: Pool, rows: Ints) -> Sums:
        """Return the sums of some people as they are when everything is read."""
        found = self.rough.of(rows)
        if self.is_whole:
            return found
        hits = skill_hits(pool.held, self.skills.items, rows)
        more = hits.best(self.skills.full) - hits.best(self.skills.worth)
        return replace(found, sums=found.sums + more.sum(axis=0, dtype=np.uint16), spare=0)


def sweep(pool: Pool, need: Need, plan: Plan, may: Bools, *, whole: bool) -> Swept:
    """Read the postings that count for a need, once; who may not be ranked sums to 0.

    Args:
        whole: read all of them, and not only those that count much. A need with must-haves is to
            be read as a whole.
    """
    musts = int(np.count_nonzero(need.is_must))
    scale = FULL - len(plan)
    log_scale = (FULL - musts) / (max(1, musts) * -log(WEIGHTS.must_floor))
    share, weights = shares(need), need.weights
    weights *= share.skill * scale / (weights.sum() or 1.0)
    skills = _skills_read(plan.skills, pool.size, weights, need.is_must, log_scale, whole=whole)
    readings = (
        skills,
        _past_read(plan.situations, share.situation * scale),
        _past_read(plan.sectors, share.sector * scale),
    )
    sums = np.zeros(pool.size, np.uint16)
    logs = np.zeros(pool.size if musts else 0, np.uint16)
    _add_up(readings, sums, logs)
    if not may.all():
        np.multiply(sums, may, out=sums)
    return Swept(
        rough=Sums(
            sums, logs, skills.spare, scale, len(plan), musts, _multipliers(log_scale, musts)
        ),
        skills=skills,
        touched=sum(int(reading.touched.sum()) for reading in readings),
    )


def _skills_read(
    items: Items, size: int, weights: Floats, is_must: Bools, log_scale: float, *, whole: bool
) -> Reading:
    """Return how skills are read; `weights` are of the items, as whole sums go."""
    full = _rounded_up(items.low * weights[items.number][:, None])
    of_must = is_must[items.number]
    is_little = (items.tau <= LITTLE) & (not whole)
    spare = np.zeros(len(items), np.uint16)
    np.maximum.at(spare, items.number, np.where(is_little, full.max(axis=1, initial=0), 0))
    spare[items.sum_of(items.held * is_little) * FULL < SAVED * size * spare] = 0
    is_read = ~is_little | (spare == 0)[items.number]
    spared = spare[items.number][:, None]
    gains = np.zeros_like(full)
    above = np.maximum(items.low[of_must], WEIGHTS.must_floor) / WEIGHTS.must_floor
    gains[of_must] = _rounded_up(np.log(above) * log_scale)
    return Reading(
        items=items,
        is_read=is_read,
        full=full,
        worth=np.where(is_read[:, None], np.maximum(full, spared) - spared, np.uint16(0)),
        spare=int(spare.sum()),
        is_must=is_must,
        gains=gains,
    )


def _multipliers(log_scale: float, musts: int) -> Floats:
    if not musts:
        return np.zeros(0)
    mean = WEIGHTS.must_floor * np.exp(np.arange(FULL + 1) / (log_scale * musts))
    return (1 - WEIGHTS.must_share) + WEIGHTS.must_share * np.minimum(mean, 1.0)


def _past_read(items: Items, weight: float) -> Reading:
    """Return how past assignments are read; together the items weigh `weight`."""
    full = _rounded_up(items.low * (weight / max(1, len(items))))
    everything, none = np.ones(len(full), np.bool_), np.zeros(len(items), np.bool_)
    return Reading(items, everything, full, full, 0, none, full)


def _rounded_up(values: Floats) -> Shorts:
    return np.ceil(values).astype(np.uint16)


def _add_up(readings: Iterable[Reading], sums: Shorts, logs: Shorts) -> None:
    """Add to everyone's sums what each item gives them, by the best of their entries."""
    size = len(sums)
    longest = max((int(reading.touched.max(initial=0)) for reading in readings), default=0)
    # Where little is touched, there is little to keep in the cache.
    blocks = max(1, -(-size // BLOCK)) if longest * DENSE > size else 1
    edges = [size * block // blocks for block in range(blocks + 1)]
    work = [
        (reading.items.entries, reading.is_must[number], _lines(reading, number, edges))
        for reading in readings
        for number in range(len(reading.items))
    ]
    best = np.zeros(size, np.uint16)
    rows = np.empty(longest, np.intp)
    values, gains = np.empty((2, longest), np.uint16)
    for block, (low, high) in enumerate(pairwise(edges)):
        people = slice(low, high)
        for place, (entries, is_must, lines) in enumerate(work):
            n = 0
            for worth, gain, cuts in lines:
                some = slice(cuts[block], cuts[block + 1])
                m = n + some.stop - some.start
                rows[n:m] = entries.rows[some]
                codes = entries.codes[some]
                worth.take(codes, out=values[n:m], mode="clip")
                if is_must:
                    gain.take(codes, out=gains[n:m], mode="clip")
                n = m
            if place:
                _add_best(best, rows[:n], values[:n], sums, people)
            else:
                np.maximum.at(sums, rows[:n], values[:n])  # nobody has anything yet
            if is_must:
                _add_best(best, rows[:n], gains[:n], logs, people)


def _add_best(best: Shorts, rows: Ints, values: Shorts, into: Shorts, people: slice) -> None:
    """Add the best of each one's values; `best` holds nothing before and after."""
    np.maximum.at(best, rows, values)
    if len(rows) * SPARSE > people.stop - people.start:
        into[people] += best[people]
        best[people] = 0
    else:
        # Somebody found by two columns is written twice with the same sum.
        into[rows] = into.take(rows, mode="clip") + best.take(rows, mode="clip")
        best[rows] = 0


def _lines(reading: Reading, number: int, edges: list[int]) -> list[_Line]:
    """Return the lines of an item that are read, cut where one block of people ends."""
    items = reading.items
    lines = [line for line in items.of(number) if reading.is_read[line]]
    columns = items.columns[lines]
    begins = items.entries.start[columns].tolist()
    ends = items.entries.start[columns + 1].tolist()
    inner = np.array(edges[1:-1], np.int32)
    found = []
    for line, begin, end in zip(lines, begins, ends, strict=True):
        cuts = [begin, end]
        if len(inner):
            cuts[1:1] = (items.entries.rows[begin:end].searchsorted(inner) + begin).tolist()
        found.append((reading.worth[line], reading.gains[line], cuts))
    return found
