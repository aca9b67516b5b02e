"""Who cannot be considered, and why. A gate gives reasons; it never scores."""

from enum import IntFlag

import numpy as np

from matching.need import Need
from matching.pool import Bools, Ints, Pool, Postings


class Barrier(IntFlag):
    """One bit for each condition; several may hold for one person."""

    AVAILABILITY = 1
    PLACE = 2
    LANGUAGE = 4
    RIGHT_TO_WORK = 8
    CONFLICT = 16


def barriers(pool: Pool, need: Need) -> tuple[Ints, Ints]:
    """Return (blocked, unconfirmed), each of shape (N,), uint8 of `Barrier` bits.

    `blocked` are conditions known not to be met. `unconfirmed` are those asked for that the
    person has said nothing about: they do not block, they are to be asked.
    """
    blocked = np.zeros(pool.size, dtype=np.uint8)
    unconfirmed = np.zeros(pool.size, dtype=np.uint8)

    def hold(barrier: Barrier, met: Bools, known: Bools) -> None:
        bit = np.uint8(barrier)
        blocked[known & ~met] |= bit
        unconfirmed[~known & ~met] |= bit

    if need.start_day:
        hold(
            Barrier.AVAILABILITY,
            (pool.available_from > 0) & (pool.available_from <= need.start_day),
            pool.available_from > 0,
        )
    if len(need.regions):
        met = _lists_any(pool.regions, need.regions, pool.size)
        if need.is_remote_ok:
            met |= pool.remote
        hold(Barrier.PLACE, met, _lists_something(pool.regions, pool.size) | pool.remote)
    if len(need.languages):
        met = np.ones(pool.size, dtype=np.bool_)
        for language in need.languages:
            met &= _lists_any(pool.languages, np.array([language]), pool.size)
        hold(Barrier.LANGUAGE, met, _lists_something(pool.languages, pool.size))
    if len(need.right_to_work):
        hold(
            Barrier.RIGHT_TO_WORK,
            _lists_any(pool.right_to_work, need.right_to_work, pool.size),
            _lists_something(pool.right_to_work, pool.size),
        )
    if len(need.conflicts):
        blocked[np.isin(pool.ids, need.conflicts)] |= np.uint8(Barrier.CONFLICT)
    return blocked, unconfirmed


def _lists_any(listed: Postings, columns: Ints, size: int) -> Bools:
    found = np.zeros(size, dtype=np.bool_)
    for column in columns:
        if column < listed.width:
            found[listed.rows[listed.of(int(column))]] = True
    return found


def _lists_something(listed: Postings, size: int) -> Bools:
    found = np.zeros(size, dtype=np.bool_)
    found[listed.rows] = True
    return found
