"""The gate: who cannot be considered, with reasons. It never affects a score."""

from collections.abc import Iterator
from dataclasses import replace
from enum import IntFlag

import numpy as np

from matching.need import Need
from matching.pool import Bools, Ints, Pool


class Barrier(IntFlag):
    """One bit for each condition; several may apply to one person."""

    AVAILABILITY = 1
    PLACE = 2
    LANGUAGE = 4
    RIGHT_TO_WORK = 8
    CONFLICT = 16
    REGISTRATION = 32
    """Never known not to be met: what somebody lists is never complete."""


BATCH_ROWS = 1 << 17
"""People per block, so that their columns stay in the cache while all conditions are checked."""


def barriers(pool: Pool, need: Need, rows: Ints) -> tuple[Ints, Ints]:
    """Return (blocked, unconfirmed) of some rows, each of shape (n,), uint8 of `Barrier` bits.

    `blocked` are conditions that are known not to be met. `unconfirmed` are conditions about which
    the person has stated nothing: they do not block, and should be asked about.
    """
    blocked = np.zeros(len(rows), dtype=np.uint8)
    unconfirmed = np.zeros(len(rows), dtype=np.uint8)
    for barrier, met, known in _conditions(pool, need, rows):
        failed = ~met
        blocked |= _bits(known & failed, barrier)
        unconfirmed |= _bits(~known & failed, barrier)
    return blocked, unconfirmed


def gate(pool: Pool, need: Need) -> tuple[Bools, dict[Barrier, int]]:
    """Return who is eligible, shape (N,), and the number blocked by each barrier.

    People who are not live are in neither.
    """
    eligible = pool.live.copy()
    blocked_counts = dict.fromkeys(Barrier, 0)
    for begin in range(0, pool.size, BATCH_ROWS):
        rows = slice(begin, begin + BATCH_ROWS)
        for barrier, met, known in _conditions(pool, need, rows):
            passes = np.logical_not(known, out=known)
            passes |= met
            blocked_counts[barrier] += int(np.count_nonzero(pool.live[rows] > passes))
            eligible[rows] &= passes
    return eligible, blocked_counts


def by_registrations(pool: Pool, need: Need) -> tuple[Pool, ...]:
    """Return the pool of those who state every registration needed, then that of the others.

    If none is needed, the pool as it is. The rows keep their numbers.
    """
    if not len(need.registrations):
        return (pool,)
    states = _states_all(pool, need.registrations, slice(0, pool.size))
    return replace(pool, live=pool.live & states), replace(pool, live=pool.live & ~states)


def _states_all(pool: Pool, columns: Ints, rows: Ints | slice) -> Bools:
    """Return who states every one of these registrations, shape (n,)."""
    wanted = np.arange(*rows.indices(pool.size)) if isinstance(rows, slice) else rows
    held = pool.registrations
    found: Bools = np.logical_and.reduce(
        [np.isin(wanted, held.rows[held.slice_of(column)]) for column in columns.tolist()]
    )
    return found


def _bits(holds: Bools, barrier: Barrier) -> Ints:
    return holds.view(np.uint8) * np.uint8(barrier)


def _conditions(
    pool: Pool, need: Need, rows: Ints | slice
) -> Iterator[tuple[Barrier, Bools, Bools]]:
    """Yield each condition of the brief, who meets it, and for whom that is known."""
    if need.start_day:
        day = pool.available_from[rows]
        known = day > 0
        yield Barrier.AVAILABILITY, known & (day <= need.start_day), known
    if len(need.regions):
        remote = pool.remote[rows]
        met = pool.regions.any_of(need.regions, rows)
        if need.is_remote_ok:
            met |= remote
        yield Barrier.PLACE, met, pool.regions.is_stated(rows) | remote
    if len(need.languages):
        met = pool.languages.all_of(need.languages, rows)
        yield Barrier.LANGUAGE, met, pool.languages.is_stated(rows)
    if len(need.right_to_work):
        met = pool.right_to_work.any_of(need.right_to_work, rows)
        yield Barrier.RIGHT_TO_WORK, met, pool.right_to_work.is_stated(rows)
    if len(need.registrations):
        states = _states_all(pool, need.registrations, rows)
        yield Barrier.REGISTRATION, states, states.copy()
    if len(need.conflicts):
        ids = pool.ids[rows]
        yield Barrier.CONFLICT, ~np.isin(ids, need.conflicts), np.ones(len(ids), np.bool_)
