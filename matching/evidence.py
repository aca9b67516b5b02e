"""Finds the entry of a profile that gives an item of the need its credit."""

from dataclasses import dataclass

import numpy as np

from matching.hits import Hits
from matching.need import Need
from matching.outcomes import entry_cosines, outcome_similarity
from matching.pool import Ints, Pool


@dataclass(frozen=True, slots=True)
class Evidence:
    """The entry of a profile that gives an item its credit.

    Attributes:
        credit, credit_high: 0 to 1, with unknown facts at their low and at their high end.
        column: the skill, situation or sector of the entry, -1 when nothing gives credit.
        tau: how much the column counts for the item.
        level: 1 to 5, 0 when unknown.
        year: calendar year, 0 when unknown.
    """

    credit: float
    credit_high: float
    column: int
    tau: float
    level: int
    year: int


NO_EVIDENCE = Evidence(0.0, 0.0, -1, 0.0, 0, 0)


@dataclass(frozen=True, slots=True)
class OutcomeEvidence:
    """The past outcome most similar to a criterion; `entry` is -1 when none gives credit."""

    credit: float
    credit_high: float
    cosine: float
    entry: int


def best_evidence(hits: Hits) -> list[list[Evidence]]:
    """Return the evidence for each item and each row of `hits`: `[item][row]`."""
    items, term, codes = hits.items, hits.term, hits.codes
    # Compared as tuples: by credit first, then by what is easiest to understand.
    nothing = (0.0, 0.0, 0, 0, 1)
    best = [[nothing] * hits.size for _ in range(len(items))]
    highs = [[0.0] * hits.size for _ in range(len(items))]
    for at, item, column, low, high, tau, level, year in zip(
        hits.which.tolist(),
        items.item[term].tolist(),
        items.columns[term].tolist(),
        items.low[term, codes].tolist(),
        items.high[term, codes].tolist(),
        items.tau[term].tolist(),
        items.postings.levels_of(codes).tolist(),
        items.postings.years_of(codes).tolist(),
        strict=True,
    ):
        best[item][at] = max(best[item][at], (low, tau, level, year, -column))
        highs[item][at] = max(highs[item][at], high)
    return [
        [
            Evidence(credit, high, -column, tau, level, year) if column <= 0 else NO_EVIDENCE
            for (credit, tau, level, year, column), high in zip(of, tops, strict=True)
        ]
        for of, tops in zip(best, highs, strict=True)
    ]


def best_outcomes(pool: Pool, need: Need, rows: Ints) -> list[list[OutcomeEvidence]]:
    """Return the outcome that counts for each criterion and each of `rows`, which ascend."""
    similarity = outcome_similarity(pool.outcomes, need, rows)
    start = pool.outcomes.start
    found = []
    for at, (row, known) in enumerate(zip(rows.tolist(), similarity.known.tolist(), strict=True)):
        credit, cosine = similarity.credit[:, at].tolist(), similarity.cosine[:, at].tolist()
        if not known:
            found.append([OutcomeEvidence(0.0, 1.0, 0.0, -1)] * len(credit))
            continue
        if any(credit):
            entries = np.arange(start[row], start[row + 1])
            best = entry_cosines(pool.outcomes, need, entries).argmax(axis=1).tolist()
        else:
            best = [-1] * len(credit)
        found.append(
            [
                OutcomeEvidence(one, one, near, entry if one > 0 else -1)
                for one, near, entry in zip(credit, cosine, best, strict=True)
            ]
        )
    return found
