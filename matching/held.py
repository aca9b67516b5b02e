"""Which one thing that a person holds gives an item of the brief its credit."""

from dataclasses import dataclass

import numpy as np

from matching.lookup import Hits
from matching.need import Need
from matching.outcomes import entry_cosines, likeness
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


def best_held(hits: Hits) -> list[list[Held]]:
    """Return what gives each item its credit, for each of the rows that were looked up."""
    items, line, codes = hits.items, hits.line, hits.codes
    # The credit first, then what reads best among equals.
    nothing = (0.0, 0.0, 0, 0, 1)
    best = [[nothing] * hits.size for _ in range(len(items))]
    highs = [[0.0] * hits.size for _ in range(len(items))]
    for at, number, column, low, high, tau, level, year in zip(
        hits.which.tolist(),
        items.number[line].tolist(),
        items.columns[line].tolist(),
        items.low[line, codes].tolist(),
        items.high[line, codes].tolist(),
        items.tau[line].tolist(),
        items.entries.levels_of(codes).tolist(),
        items.entries.years_of(codes).tolist(),
        strict=True,
    ):
        best[number][at] = max(best[number][at], (low, tau, level, year, -column))
        highs[number][at] = max(highs[number][at], high)
    return [
        [
            Held(credit, high, -column, tau, level, year) if column <= 0 else NOTHING
            for (credit, tau, level, year, column), high in zip(of, tops, strict=True)
        ]
        for of, tops in zip(best, highs, strict=True)
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
