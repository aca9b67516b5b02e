"""Who cannot be considered, and why. A gate gives reasons; it never scores."""

from collections.abc import Iterator
from enum import IntFlag

import numpy as np

from matching.need import Need
from matching.pool import Bools, Ints, Pool


class Barrier(IntFlag):
    """One bit for each condition; several may hold for one person."""

    AVAILABILITY = 1
    PLACE = 2
    LANGUAGE = 4
    RIGHT_TO_WORK = 8
    CONFLICT = 16


AT_A_TIME = 1 << 17
"""So many people at a time: what is known of them stays in the cache for all conditions."""


def barriers(pool: Pool, need: Need, rows: Ints) -> tuple[Ints, Ints]:
    """Return (blocked, unconfirmed) of some rows, each of shape (n,), uint8 of `Barrier` bits.

    `blocked` are conditions known not to be met. `unconfirmed` are those asked for that the
    person has said nothing about: they do not block, they are to be asked.
    """
    blocked = np.zeros(len(rows), dtype=np.uint8)
    unconfirmed = np.zeros(len(rows), dtype=np.uint8)
    for barrier, met, known in _conditions(pool, need, rows):
        failed = ~met
        blocked |= _bits(known & failed, barrier)
        unconfirmed |= _bits(~known & failed, barrier)
    return blocked, unconfirmed


def gate(pool: Pool, need: Need) -> tuple[Bools, dict[Barrier, int]]:
    """Return who may be ranked, shape (N,), and how many each barrier keeps out.

    Who is not live is in neither.
    """
    may = pool.live.copy()
    kept_out = dict.fromkeys(Barrier, 0)
    for begin in range(0, pool.size, AT_A_TIME):
        rows = slice(begin, begin + AT_A_TIME)
        for barrier, met, known in _conditions(pool, need, rows):
            open_ = np.logical_not(known, out=known)
            open_ |= met
            kept_out[barrier] += int(np.count_nonzero(pool.live[rows] > open_))
            may[rows] &= open_
    return may, kept_out


def _bits(holds: Bools, barrier: Barrier) -> Ints:
    return holds.view(np.uint8) * np.uint8(barrier)


def _conditions(
    pool: Pool, need: Need, rows: Ints | slice
) -> Iterator[tuple[Barrier, Bools, Bools]]:
    """Yield each condition the brief sets, who meets it, and of whom that is known."""
    if need.start_day:
        day = pool.available_from[rows]
        known = day > 0
        yield Barrier.AVAILABILITY, known & (day <= need.start_day), known
    if len(need.regions):
        remote = pool.remote[rows]
        met = pool.regions.any_of(need.regions, rows)
        if need.is_remote_ok:
            met |= remote
        yield Barrier.PLACE, met, pool.regions.something(rows) | remote
    if len(need.languages):
        met = pool.languages.all_of(need.languages, rows)
        yield Barrier.LANGUAGE, met, pool.languages.something(rows)
    if len(need.right_to_work):
        met = pool.right_to_work.any_of(need.right_to_work, rows)
        yield Barrier.RIGHT_TO_WORK, met, pool.right_to_work.something(rows)
    if len(need.conflicts):
        ids = pool.ids[rows]
        yield Barrier.CONFLICT, ~np.isin(ids, need.conflicts), np.ones(len(ids), np.bool_)
