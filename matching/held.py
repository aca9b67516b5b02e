"""Which one thing that a person holds gives an item of the brief its credit."""

from dataclasses import dataclass

import numpy as np

from matching.need import Need
from matching.outcomes import entry_cosines, likeness
from matching.plan import Item
from matching.pool import Ints, Pool


@dataclass(frozen=True, slots=True)
class Held:
    """The one thing held that gives an item its credit."""

    credit: float
    credit_high: float
    column: int
    tau: float
    level: int
    year: int


NOTHING = Held(0.0, 0.0, -1, 0.0, 0, 0)


@dataclass(frozen=True, slots=True)
class Achieved:
    """The past outcome that is most like a criterion; `entry` -1 when none gives credit."""

    credit: float
    credit_high: float
    cosine: float
    entry: int


def best_held(item: Item, rows: Ints) -> list[Held]:
    """Return what gives an item its credit, for each of the rows, which ascend."""
    # The credit first, then what reads best among equals.
    best: list[tuple[float, float, int, int, int]] = [(0.0, 0.0, 0, 0, 1)] * len(rows)
    highs = [0.0] * len(rows)
    small = rows.astype(np.int32)
    for place, column in enumerate(item.columns):
        which, entry = item.entries.find(column, small)
        if not len(which):
            continue
        codes = item.entries.codes[entry]
        lows, tops = item.low[place][codes].tolist(), item.high[place][codes].tolist()
        levels = item.entries.levels_of(codes).tolist()
        years = item.entries.years_of(codes).tolist()
        tau = float(item.tau[place])
        for at, low, top, level, year in zip(
            which.tolist(), lows, tops, levels, years, strict=True
        ):
            best[at] = max(best[at], (low, tau, level, year, -column))
            highs[at] = max(highs[at], top)
    return [
        Held(credit, high, -column, tau, level, year) if column <= 0 else NOTHING
        for (credit, tau, level, year, column), high in zip(best, highs, strict=True)
    ]


def best_achieved(pool: Pool, need: Need, rows: Ints) -> list[list[Achieved]]:
    """Return for each of the rows, which ascend, the outcome that counts for each criterion."""
    like = likeness(pool.outcomes, need, rows)
    start = pool.outcomes.start
    found = []
    for place, (row, known) in enumerate(zip(rows.tolist(), like.known.tolist(), strict=True)):
        credit, cosine = like.credit[:, place].tolist(), like.cosine[:, place].tolist()
        if not known:
            found.append([Achieved(0.0, 1.0, 0.0, -1)] * len(credit))
            continue
        if any(credit):
            entries = np.arange(start[row], start[row + 1])
            number = entry_cosines(pool.outcomes, need, entries).argmax(axis=1).tolist()
        else:
            number = [-1] * len(credit)
        found.append(
            [
                Achieved(one, one, near, at if one > 0 else -1)
                for one, near, at in zip(credit, cosine, number, strict=True)
            ]
        )
    return found
