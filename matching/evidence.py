"""Finds the entry of a profile that gives an item of the need its credit."""

from dataclasses import dataclass

import numpy as np

from matching.hits import Hits
from matching.likeness import Likeness, entry_cosines, title_credit
from matching.need import Need
from matching.pool import Floats, Ints, Pool


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
class Closest:
    """The sentence of a record that is most like a sentence of the brief.

    Attributes:
        credit: 0 to 1; only success criteria have one.
        credit_high: with unknown facts at their high end.
        cosine: 0 when nothing was read.
        assignment, sentence: the person's assignment, and the sentence in it, as the caller
            numbered them; -1 for none.
    """

    credit: float
    credit_high: float
    cosine: float
    assignment: int
    sentence: int


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """What of one person's record counts for a brief.

    Attributes:
        has_text, has_title: whether texts and titles are known.
        words, role: the credits, 0 to 1.
        whole: the cosine of the brief and the best assignment.
        assignment: that assignment, -1 for none.
        role_assignment: the assignment with the best role, -1 for none.
        sentences, criteria: for each of the brief's, in the need's order.
    """

    has_text: bool
    has_title: bool
    words: float
    role: float
    whole: float
    assignment: int
    role_assignment: int
    sentences: list[Closest]
    criteria: list[Closest]


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


def record_evidence(pool: Pool, need: Need, rows: Ints, found: Likeness) -> list[RecordEvidence]:
    """Return what counts of the records of `rows`, which ascend; `found` is their likeness."""
    record = pool.record
    held = record.title[record.assignments_of(rows)[1]]
    by_title = title_credit(record, need, held[held >= 0]) if need.asks_for_role else None
    return [
        _evidence_of(pool, need, (begin, end), found, at=at, by_title=by_title)
        for at, (begin, end) in enumerate(
            zip(record.start[rows].tolist(), record.start[rows + 1].tolist(), strict=True)
        )
    ]


def _evidence_of(
    pool: Pool,
    need: Need,
    span: tuple[int, int],
    found: Likeness,
    *,
    at: int,
    by_title: Floats | None,
) -> RecordEvidence:
    assignments = np.arange(*span)
    is_like = bool(found.is_like[at]) and len(assignments) > 0
    whole, cosines, of = entry_cosines(pool.record, need, assignments)
    closest = cosines.argmax(axis=1) if is_like and cosines.size else None
    before = pool.record.sentence_start[assignments] - pool.record.sentence_start[assignments[:1]]

    def place(item: int) -> tuple[int, int]:
        if closest is None:
            return -1, -1
        sentence = int(closest[item])
        return int(of[sentence]), sentence - int(before[of[sentence]])

    has_text = bool(found.has_text[at])
    sentences = [
        Closest(0.0, 0.0, float(found.sentences[item, at]), *place(item))
        for item in range(len(need.sentences))
    ]
    criteria = []
    for item in range(len(need.criteria)):
        credit = float(found.outcome[item, at])
        where = place(len(need.sentences) + item) if credit > 0 else (-1, -1)
        high = credit if has_text else 1.0
        criteria.append(Closest(credit, high, float(found.criteria[item, at]), *where))
    role = float(found.role[at])
    best_role = -1
    if role > 0 and by_title is not None:
        titles = pool.record.title[assignments]
        best_role = int(np.where(titles >= 0, by_title[titles], -1.0).argmax())
    return RecordEvidence(
        has_text=has_text,
        has_title=bool(found.has_title[at]),
        words=float(found.words[at]),
        role=role,
        whole=float(found.whole[at]),
        assignment=int(whole.argmax()) if is_like and len(need.whole) else -1,
        role_assignment=best_role,
        sentences=sentences,
        criteria=criteria,
    )
