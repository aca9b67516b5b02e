"""One pass over the posting lists: an upper bound for everyone's score, as 16-bit integers.

What an item adds to a score, and what a must-have adds to the logarithm of its multiplier, is
rounded up to a 16-bit integer. That halves the memory traffic, which dominates the time of a scan.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log
from typing import Self

import numpy as np
import numpy.typing as npt

from matching.hits import skill_hits
from matching.need import Need
from matching.pool import Bools, Floats, Ints, Pool
from matching.query import Items, QueryPlan
from matching.score import shares
from matching.weights import WEIGHTS

Shorts = npt.NDArray[np.uint16]
_ScanTerm = tuple[Shorts, Shorts, list[int]]

UINT16_MAX = (1 << 16) - 1
BLOCK_ROWS = 1_000_000
"""People per block, so that their accumulators stay in the cache while postings are read."""
DENSE_RATIO = 12
"""Use blocks if the longest item has more than one person in this many."""
SPARSE_RATIO = 40
"""If an item has fewer than one person in this many, add up only those people."""
LOW_TAU = 0.25
"""Columns with at most this weight for an item may be skipped. They have half of all postings, and
hardly anybody reaches the top by them."""
MIN_POSTINGS_SAVED = 1.5
"""Postings that skipping must save, per person and per share of the score that becomes unknown. The
skipped part has to be looked up for everyone who comes near the top."""

# The allocator returns arrays of a million people to the operating system when they are freed,
# and allocating them again takes a tenth of a ranking's time. After one larger array has been
# freed, glibc raises its threshold and keeps them.
np.empty(24 << 20, np.uint8)


@dataclass(frozen=True, slots=True)
class ScoreBounds:
    """Accumulated bounds of some people, and how to turn them into parts of a score.

    Attributes:
        sums: shape (n,), at least `scale` times the weighted sum of the credits that were read,
            and at most `items` above it.
        logs: shape (n,), the same for the must-haves' logarithms; empty without must-haves.
        slack: the most that any sum can be short, because of skipped columns.
        scale, items: see `sums`.
        musts: the number of must-haves.
        multipliers: shape (65,536,), the must-have multiplier for each sum of logarithms; empty
            without must-haves.
    """

    sums: Shorts
    logs: Shorts
    slack: int
    scale: int
    items: int
    musts: int
    multipliers: Floats

    def take(self, rows: Ints) -> Self:
        """Return the bounds of some of the people."""
        return replace(
            self, sums=self.sums[rows], logs=self.logs[rows] if self.musts else self.logs
        )

    def concat(self, other: Self) -> Self:
        """Append the bounds of other people from the same scan."""
        sums, logs = np.append(self.sums, other.sums), np.append(self.logs, other.logs)
        return replace(self, sums=sums, logs=logs)

    def base(self) -> tuple[Floats, Floats]:
        """Return lower and upper bounds of the weighted sum of the parts."""
        sums = self.sums.astype(np.float64)
        low = np.maximum(sums - self.items, 0.0) * ((1 - 1e-9) / self.scale)
        return low, (sums + self.slack) * ((1 + 1e-9) / self.scale)

    def must(self) -> tuple[Floats, Floats]:
        """Return lower and upper bounds of the must-have multiplier."""
        if not self.musts:
            one = np.ones(len(self.sums))
            return one, one
        least = self.multipliers.take(np.maximum(self.logs.astype(np.intp) - self.musts, 0))
        return least * (1 - 1e-9), self.multipliers.take(self.logs) * (1 + 1e-9)

    def min_sum(self, base: float) -> int:
        """Return the smallest sum that somebody with the parts `base` can have."""
        return max(0, min(UINT16_MAX, int(base * self.scale * (1 - 1e-9)) - self.slack))

    def rows_from(self, least: int) -> Ints:
        """Return the positions of people whose sum is at least `least`."""
        return np.flatnonzero(self.sums >= np.uint16(least))


@dataclass(frozen=True, slots=True)
class KindScan:
    """How the items of one kind are scanned.

    Attributes:
        items: the items, with all their terms.
        is_read: shape (T,), the terms that are read for everyone; the others are skipped.
        full: shape (T, codes), what an entry adds to a sum by its term and code.
        added: shape (T, codes), what it adds when skipped terms are covered by `slack`: only the
            part above its item's slack.
        slack: the most that skipped terms can add, over all items.
        is_must: shape (items,), the items that are must-haves.
        gains: shape (T, codes), what an entry adds to the logarithms of a must-have.
    """

    items: Items
    is_read: Bools
    full: Shorts
    added: Shorts
    slack: int
    is_must: Bools
    gains: Shorts

    @property
    def entries_read(self) -> Ints:
        """The number of entries read for each item, shape (items,)."""
        return self.items.sum_by_item(self.items.entry_counts * self.is_read)


@dataclass(frozen=True, slots=True)
class ScanResult:
    """Everyone's bounds, how skills were scanned, and how many entries were read."""

    bounds: ScoreBounds
    skills: KindScan
    entries_read: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing was skipped."""
        return not self.bounds.slack

    def refine(self, pool: Pool, rows: Ints) -> ScoreBounds:
        """Return the bounds of some people with nothing skipped."""
        found = self.bounds.take(rows)
        if self.is_complete:
            return found
        hits = skill_hits(pool.skills_by_person, self.skills.items, rows)
        more = hits.best(self.skills.full) - hits.best(self.skills.added)
        return replace(found, sums=found.sums + more.sum(axis=0, dtype=np.uint16), slack=0)


def scan(pool: Pool, need: Need, plan: QueryPlan, eligible: Bools, *, complete: bool) -> ScanResult:
    """Read the posting lists of a plan once. The sum of somebody not eligible is 0.

    Args:
        complete: read all terms instead of skipping those of little weight. Must be true for a
            need with must-haves.
    """
    musts = int(np.count_nonzero(need.is_must))
    scale = UINT16_MAX - len(plan)
    log_scale = (UINT16_MAX - musts) / (max(1, musts) * -log(WEIGHTS.must_floor))
    share, weights = shares(need), need.weights
    weights *= share.skill * scale / (weights.sum() or 1.0)
    skills = _scan_of_skills(
        plan.skills, pool.size, weights, need.is_must, log_scale, complete=complete
    )
    kinds = (
        skills,
        _scan_of_past(plan.situations, share.situation * scale),
        _scan_of_past(plan.sectors, share.sector * scale),
    )
    sums = np.zeros(pool.size, np.uint16)
    logs = np.zeros(pool.size if musts else 0, np.uint16)
    _accumulate(kinds, sums, logs)
    if not eligible.all():
        np.multiply(sums, eligible, out=sums)
    return ScanResult(
        bounds=ScoreBounds(
            sums, logs, skills.slack, scale, len(plan), musts, _multipliers(log_scale, musts)
        ),
        skills=skills,
        entries_read=sum(int(kind.entries_read.sum()) for kind in kinds),
    )


def _scan_of_skills(
    items: Items, size: int, weights: Floats, is_must: Bools, log_scale: float, *, complete: bool
) -> KindScan:
    """Return how skills are scanned; `weights` are those of the items, in units of a sum."""
    full = _round_up(items.low * weights[items.item][:, None])
    of_must = is_must[items.item]
    may_skip = (items.tau <= LOW_TAU) & (not complete)
    slack = np.zeros(len(items), np.uint16)
    np.maximum.at(slack, items.item, np.where(may_skip, full.max(axis=1, initial=0), 0))
    saved = items.sum_by_item(items.entry_counts * may_skip)
    slack[saved * UINT16_MAX < MIN_POSTINGS_SAVED * size * slack] = 0
    is_read = ~may_skip | (slack == 0)[items.item]
    item_slack = slack[items.item][:, None]
    gains = np.zeros_like(full)
    above_floor = np.maximum(items.low[of_must], WEIGHTS.must_floor) / WEIGHTS.must_floor
    gains[of_must] = _round_up(np.log(above_floor) * log_scale)
    return KindScan(
        items=items,
        is_read=is_read,
        full=full,
        added=np.where(is_read[:, None], np.maximum(full, item_slack) - item_slack, np.uint16(0)),
        slack=int(slack.sum()),
        is_must=is_must,
        gains=gains,
    )


def _multipliers(log_scale: float, musts: int) -> Floats:
    if not musts:
        return np.zeros(0)
    mean = WEIGHTS.must_floor * np.exp(np.arange(UINT16_MAX + 1) / (log_scale * musts))
    return (1 - WEIGHTS.must_share) + WEIGHTS.must_share * np.minimum(mean, 1.0)


def _scan_of_past(items: Items, weight: float) -> KindScan:
    """Return how situations or sectors are scanned; together the items weigh `weight`."""
    full = _round_up(items.low * (weight / max(1, len(items))))
    everything, none = np.ones(len(full), np.bool_), np.zeros(len(items), np.bool_)
    return KindScan(items, everything, full, full, 0, none, full)


def _round_up(values: Floats) -> Shorts:
    return np.ceil(values).astype(np.uint16)


def _accumulate(kinds: Iterable[KindScan], sums: Shorts, logs: Shorts) -> None:
    """Add the best entry of each person for each item to `sums` and `logs`, in place."""
    size = len(sums)
    longest = max((int(kind.entries_read.max(initial=0)) for kind in kinds), default=0)
    # With few entries, the accumulators in use fit into the cache anyway.
    blocks = max(1, -(-size // BLOCK_ROWS)) if longest * DENSE_RATIO > size else 1
    edges = [size * block // blocks for block in range(blocks + 1)]
    work = [
        (kind.items.postings, kind.is_must[item], _scan_terms(kind, item, edges))
        for kind in kinds
        for item in range(len(kind.items))
    ]
    best = np.zeros(size, np.uint16)
    rows = np.empty(longest, np.intp)
    values, gains = np.empty((2, longest), np.uint16)
    for block, (low, high) in enumerate(pairwise(edges)):
        people = slice(low, high)
        for position, (postings, is_must, terms) in enumerate(work):
            n = 0
            for added, gain, cuts in terms:
                entries = slice(cuts[block], cuts[block + 1])
                m = n + entries.stop - entries.start
                rows[n:m] = postings.rows[entries]
                codes = postings.codes[entries]
                added.take(codes, out=values[n:m], mode="clip")
                if is_must:
                    gain.take(codes, out=gains[n:m], mode="clip")
                n = m
            if position:
                _add_best(best, rows[:n], values[:n], sums, people)
            else:
                np.maximum.at(sums, rows[:n], values[:n])  # the sums are still zero
            if is_must:
                _add_best(best, rows[:n], gains[:n], logs, people)


def _add_best(best: Shorts, rows: Ints, values: Shorts, into: Shorts, people: slice) -> None:
    """Add the best value of each person to `into`; `best` is all zero before and after."""
    np.maximum.at(best, rows, values)
    if len(rows) * SPARSE_RATIO > people.stop - people.start:
        into[people] += best[people]
        best[people] = 0
    else:
        # A person found by two columns is written twice, with the same sum.
        into[rows] = into.take(rows, mode="clip") + best.take(rows, mode="clip")
        best[rows] = 0


def _scan_terms(kind: KindScan, item: int, edges: list[int]) -> list[_ScanTerm]:
    """Return the terms of an item that are read, cut at the edges of the blocks of people."""
    items = kind.items
    terms = [term for term in items.terms_of(item) if kind.is_read[term]]
    columns = items.columns[terms]
    begins = items.postings.start[columns].tolist()
    ends = items.postings.start[columns + 1].tolist()
    inner = np.array(edges[1:-1], np.int32)
    found = []
    for term, begin, end in zip(terms, begins, ends, strict=True):
        cuts = [begin, end]
        if len(inner):
            cuts[1:1] = (items.postings.rows[begin:end].searchsorted(inner) + begin).tolist()
        found.append((kind.added[term], kind.gains[term], cuts))
    return found
