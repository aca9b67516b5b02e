"""Prune candidates that cannot reach the top k.

First a coarse upper bound for everyone (`scan`), then tighter bounds for the few that remain.
`matching.exact` scores the rest exactly.
"""

from dataclasses import dataclass, fields, replace

import numpy as np

from matching.exact import seniority_multipliers
from matching.likeness import (
    likeness,
    passes_coarse,
    role_credit,
    whole_cosine,
    words_limit,
)
from matching.need import Need
from matching.pool import Bools, Floats, Ints, Pool
from matching.query import Items, QueryPlan
from matching.scan import LOW_TAU, UINT16_MAX, ScanResult, ScoreBounds, scan
from matching.score import shares
from matching.select import kth_largest

SAMPLE_MIN, SAMPLE_PER_RANK = 200, 4
"""Sample size used to estimate the score of rank `top`: `SAMPLE_MIN + SAMPLE_PER_RANK * top`."""
NEAR_FACTOR = 5
"""People kept near the top, as a multiple of the sample size; usually more than can be in it."""
THRESHOLD_SAMPLE = 3
"""Number of sums from which the first threshold is estimated, as a multiple of those wanted."""
READ_FIRST = 4
"""People whose records are read first, as a multiple of those wanted."""
MANY = 50
"""So many people, as a multiple of those wanted, are worth reading some of them first."""
RECORD_BATCH = 1_000
"""People whose sentences are compared in one step."""
POSTINGS_PER_LOOKUP = 50
"""Looking up one person takes as long as reading this many postings (measured)."""
SKIP_MARGIN = 2
"""Skip postings if that saves this many times the cost of the look-ups."""
ROUNDING_SLACK = 1e-8

Trace = dict[str, int]
"""The number of people read at each stage of a ranking, in the order of the stages."""


def prune(
    pool: Pool, need: Need, plan: QueryPlan, eligible: Bools, top: int, *, trace: Trace
) -> Ints:
    """Return all rows that can be among the best `top`, and few others.

    If fewer than `top` people score more than 0, everyone not returned scores 0.

    Args:
        eligible: shape (N,), who may be ranked.
        trace: gets the number of people read at each stage.
    """
    limits = _FitLimits(pool, need, shares(need).record)
    # With texts or must-haves the bounds after skipping are so loose that looking up the
    # remaining people takes longer than a complete scan.
    complete = (
        bool(limits.record)
        or bool(need.is_must.any())
        or _saves_too_little(plan.skills, NEAR_FACTOR * _sample_size(pool.size, top))
    )
    scanned = scan(pool, need, plan, eligible, complete=complete)
    remaining = _prune_by_sums(pool, scanned, limits, eligible, top)
    if remaining is None:
        scanned = scan(pool, need, plan, eligible, complete=True)
        remaining = _prune_by_sums(pool, scanned, limits, eligible, top)
    assert remaining is not None
    trace["coverage"] = int(np.count_nonzero(eligible))
    trace["near top"] = len(remaining.rows)
    lowest = limits.lowest(remaining.bounds, remaining.rows)
    threshold = max(remaining.threshold, _threshold(lowest, top))
    highest = limits.highest(remaining.bounds, remaining.rows)
    remaining = remaining.take(np.flatnonzero(highest >= threshold))
    if not limits.record:
        return remaining.rows
    remaining = replace(remaining, threshold=threshold)
    return _prune_by_record(pool, need, limits, remaining, top, trace=trace)


def _saves_too_little(skills: Items, lookups: int) -> bool:
    """Return whether skipping saves fewer postings than the look-ups cost."""
    skipped = int(skills.entry_counts[skills.tau <= LOW_TAU].sum())
    return skipped <= SKIP_MARGIN * POSTINGS_PER_LOOKUP * lookups


@dataclass(frozen=True, slots=True)
class _Remaining:
    """The people not pruned so far.

    Attributes:
        rows: shape (n,), unique.
        bounds: their bounds from a complete scan.
        threshold: a fit that at least `top` people reach.
    """

    rows: Ints
    bounds: ScoreBounds
    threshold: float

    def take(self, positions: Ints) -> "_Remaining":
        """Return some of them."""
        return replace(self, rows=self.rows[positions], bounds=self.bounds.take(positions))


@dataclass(frozen=True, slots=True)
class _FitLimits:
    """Turns bounds of a scan into bounds of the fit: adds seniority and the record.

    Attributes:
        pool, need: the pool and the brief.
        record: the share of the parts that the scan does not read: outcome, words and role.
    """

    pool: Pool
    need: Need
    record: float

    def lowest(self, bounds: ScoreBounds, rows: Ints) -> Floats:
        """Return a lower bound of the fit of `rows`."""
        return self._fit(bounds.base()[0], bounds.must()[0], rows)

    def with_record(self, bounds: ScoreBounds, rows: Ints, top: int) -> Floats:
        """Return a lower bound of the fit of `rows`, with the records of the most promising read.

        It is as high as the fit of most who will be in the top, so that others need not be read.
        """
        lowest = self.lowest(bounds, rows)
        if self.record:
            first = np.argsort(-lowest, kind="stable")[: READ_FIRST * top]
            part = _part_of_texts(self.pool, self.need, rows[first])
            part += shares(self.need).role * role_credit(self.pool.record, self.need, rows[first])
            low = bounds.take(first).base()[0] + part * (1 - 1e-9)
            lowest[first] = self._fit(low, bounds.take(first).must()[0], rows[first])
        return lowest

    def highest(self, bounds: ScoreBounds, rows: Ints) -> Floats:
        """Return an upper bound of the fit of `rows`, with full credit for the record."""
        base = bounds.base()[1]
        if self.record:
            base += self.record * self.has_record(rows)
        return self._fit(base, bounds.must()[1], rows)

    def has_record(self, rows: Ints) -> Bools:
        """Return who has stated any past assignment."""
        return self.pool.record.is_stated(rows)

    def factor(self, rows: Ints) -> Floats:
        """Return the seniority multiplier, unknown at its low end."""
        return seniority_multipliers(self.pool, self.need, rows)[0]

    def _fit(self, base: Floats, must: Floats, rows: Ints) -> Floats:
        return 100.0 * np.minimum(base, 1.0) * must * self.factor(rows)


def _prune_by_sums(
    pool: Pool, scanned: ScanResult, limits: _FitLimits, eligible: Bools, top: int
) -> _Remaining | None:
    """Keep the people who can be among the best by their sums; None if too many need a look-up."""
    bounds = scanned.bounds
    near = _rows_near_top(bounds, top)
    sums = bounds.sums[near]
    min_near = int(sums.min(initial=UINT16_MAX))
    min_sample = max(min_near, int(kth_largest(sums, _sample_size(pool.size, top))))
    sample = near[sums >= min_sample]
    refined = scanned.refine(pool, sample)
    # The record is not in the sums: others may have all of that share in addition, or nothing.
    threshold = _threshold(limits.with_record(refined, sample, top), top)
    floor = bounds.min_sum(threshold / 100.0 - limits.record)
    if floor > min_near:
        # People who are not near the top have smaller sums than all of these.
        others = near[sums >= floor]
    elif floor:
        others = bounds.rows_from(floor)
    else:
        others = np.flatnonzero(eligible)
        if scanned.is_complete:
            has_sum = bounds.sums[others] > 0
            others = others[has_sum | limits.has_record(others) if limits.record else has_sum]
    others = others[bounds.sums[others] < min_sample]
    others = others[limits.highest(bounds.take(others), others) >= threshold]
    if not scanned.is_complete and len(others) * POSTINGS_PER_LOOKUP > scanned.entries_read:
        # Looking all of them up would take longer than a complete scan.
        return None
    rows = np.concatenate((sample, others))
    return _Remaining(rows, refined.concat(scanned.refine(pool, others)), threshold)


def _rows_near_top(bounds: ScoreBounds, top: int) -> Ints:
    """Return the rows with the highest sums, about `NEAR_FACTOR` times the sample size."""
    wanted = min(len(bounds.sums), NEAR_FACTOR * _sample_size(len(bounds.sums), top))
    # The number need not be exact, so the threshold is estimated from every n-th sum.
    step = max(1, len(bounds.sums) // (THRESHOLD_SAMPLE * wanted))
    every_nth = np.ascontiguousarray(bounds.sums[::step])
    rows = bounds.rows_from(max(1, int(kth_largest(every_nth, max(1, wanted // step)))))
    if len(rows) < 2 * top:
        rows = bounds.rows_from(max(1, int(kth_largest(bounds.sums, wanted))))
    return rows


def _sample_size(size: int, top: int) -> int:
    """Return how many of the highest sums are used to estimate the score of rank `top`."""
    return min(size, SAMPLE_MIN + SAMPLE_PER_RANK * top)


def _prune_by_record(
    pool: Pool, need: Need, limits: _FitLimits, remaining: _Remaining, top: int, *, trace: Trace
) -> Ints:
    """Read titles, then coarse vectors, then whole texts; then sentences, the best first.

    Each step lowers the upper bounds, and only who can still be among the best is read further.
    """
    record, share = pool.record, shares(need)
    found = _Reading.begin(remaining, limits.factor(remaining.rows))
    threshold = remaining.threshold
    if share.role:
        trace["titles"] = len(found.rows)
        role = share.role * role_credit(record, need, found.rows)
        found = found.lift(role * (1 - 1e-9), role * (1 + 1e-9))
    unread = share.words + share.outcome
    found = found.open(np.where(record.is_stated(found.rows), unread, 0.0))
    threshold = max(threshold, _threshold(found.lowest(), top))
    found = found.take(np.flatnonzero(found.highest() >= threshold))
    if unread and len(found.rows) > MANY * top:
        # Without much in its fields, a brief finds its best people only now.
        first = np.sort(np.argsort(-found.highest(), kind="stable")[: READ_FIRST * top])
        first_read = found.take(first).read(pool, need)
        threshold = max(threshold, _threshold(first_read.lowest(), top))
        found = found.take(np.flatnonzero(found.highest() >= threshold))
    if unread and len(need.whole):
        trace["coarse"] = len(found.rows)
        found = found.open(np.where(passes_coarse(record, need, found.rows), unread, 0.0))
        found = found.take(np.flatnonzero(found.highest() >= threshold))
        like = np.flatnonzero(found.unread > 0)
        trace["whole"] = len(like)
        most = share.words * words_limit(whole_cosine(record, need, found.rows[like]))
        limit = np.zeros(len(found.rows))
        limit[like] = (share.outcome + most) * (1 + 1e-9)
        found = found.open(limit)
        found = found.take(np.flatnonzero(found.highest() >= threshold))
    if not unread:
        return np.sort(found.rows)
    return _read_sentences(pool, need, found, threshold, top, trace=trace)


@dataclass(frozen=True, slots=True)
class _Reading:
    """People whose records are being read: bounds of their base, and the part not read yet.

    All arrays have shape (n,).
    """

    rows: Ints
    base_low: Floats
    base_high: Floats
    must_low: Floats
    must_high: Floats
    factor: Floats
    unread: Floats

    @classmethod
    def begin(cls, remaining: _Remaining, factor: Floats) -> "_Reading":
        """Start with the bounds of a complete scan."""
        low, high = remaining.bounds.base()
        must_low, must_high = remaining.bounds.must()
        nothing = np.zeros(len(remaining.rows))
        return cls(remaining.rows, low, high, must_low, must_high, 100.0 * factor, nothing)

    def lift(self, low: Floats, high: Floats) -> "_Reading":
        """Add a part that has been read."""
        return replace(self, base_low=self.base_low + low, base_high=self.base_high + high)

    def open(self, unread: Floats) -> "_Reading":
        """Set the most that the parts not read yet can add."""
        return replace(self, unread=unread)

    def take(self, positions: Ints) -> "_Reading":
        """Return some of the people."""
        return _Reading(*(getattr(self, one.name)[positions] for one in fields(self)))

    def read(self, pool: Pool, need: Need) -> "_Reading":
        """Read the texts of everybody who may have any credit for them."""
        part = np.zeros(len(self.rows))
        reads = np.flatnonzero(self.unread > 0)
        part[reads] = _part_of_texts(pool, need, self.rows[reads])
        return self.lift(part * (1 - 1e-9), part * (1 + 1e-9)).open(np.zeros(len(part)))

    def lowest(self) -> Floats:
        """Return lower bounds of the fit."""
        return self.factor * self.must_low * np.minimum(self.base_low, 1.0)

    def highest(self) -> Floats:
        """Return upper bounds of the fit."""
        return self.factor * self.must_high * np.minimum(self.base_high + self.unread, 1.0)


def _read_sentences(
    pool: Pool, need: Need, found: _Reading, threshold: float, top: int, *, trace: Trace
) -> Ints:
    """Compare sentences, highest upper bound first, until nobody else can be among the best."""
    lowest, highest = found.lowest(), found.highest()
    order = np.argsort(-highest)
    done = 0
    while done < len(order) and highest[order[done]] >= threshold:
        batch = np.sort(order[done : done + max(RECORD_BATCH, 2 * top, done)])
        here = found.take(batch)
        here = here.read(pool, need)
        lowest[batch], highest[batch] = here.lowest(), here.highest()
        done += len(batch)
        threshold = max(threshold, _threshold(lowest, top))
    trace["sentences"] = done
    compared = np.sort(order[:done])
    return found.rows[compared[highest[compared] >= threshold]]


def _part_of_texts(pool: Pool, need: Need, rows: Ints) -> Floats:
    """Return what words and outcomes add to the weighted sum of the parts, shape (n,)."""
    share, found = shares(need), likeness(pool.record, need, rows)
    part = share.words * found.words
    if len(need.criteria):
        part += share.outcome * found.outcome.mean(axis=0)
    return part


def _threshold(lowest: Floats, top: int) -> float:
    """Return a lower bound of the fit of rank `top`, lowered so that rounded ties stay in."""
    return max(0.0, float(kth_largest(lowest, top)) - ROUNDING_SLACK)
