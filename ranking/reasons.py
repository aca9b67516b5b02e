"""The score's terms in words: the same words for the consultant, the client and the interim.

An explanation from `matching` speaks in columns and enums. Here it becomes the JSON of a
`FitResult`; `docs/matching.md` lists the keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matching import (
    Explanation,
    Gap,
    Importance,
    OutcomeLine,
    PastLine,
    Relation,
    SeniorityComparison,
    SkillLine,
    Subject,
)
from ranking import phrases
from skills.scales import Seniority

IMPORTANCE = {Importance.MUST: "must", Importance.SHOULD: "should", Importance.NICE: "nice"}
GAPS_KEPT = 6
UNCONFIRMED = {
    "availability": "From when could you start? Your profile does not say.",
    "place": "Would you work in this region? Your profile does not say.",
    "language": "Which languages do you work in? Your profile does not say.",
    "right_to_work": "Where may you work without a permit? Your profile does not say.",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What an explanation needs to speak of concepts and of past work.

    Attributes:
        labels: column → (code, label).
        past: (candidate id, concept code) → facts of the latest assignment of that kind.
        criteria: (ref, measure) of each criterion, as they were given.
        outcomes: assignment's primary key → the same facts as in `past`, with `ended`, a year.
        this_year: the year that recency is counted from.
    """

    labels: dict[int, tuple[str, str]]
    past: dict[tuple[int, str], dict[str, Any]]
    criteria: list[tuple[str, str]] = field(default_factory=list)
    outcomes: dict[int, dict[str, Any]] = field(default_factory=dict)
    this_year: int = 0


def told(
    explanation: Explanation,
    words: Words,
    *,
    candidate_id: int,
    unconfirmed: list[str],
    entries: Sequence[int] = (),
) -> dict[str, Any]:
    """Return `parts`, `evidence`, `gaps` and `asks` of a result.

    Args:
        entries: the past assignment of each outcome that the explanation speaks of by number.
    """
    asks = _asks(explanation, words)
    evidence = [
        *(_requirement(line, words) for line in explanation.skills),
        *(_past(line, "situation", words, candidate_id) for line in explanation.situations),
        *(_criterion(line, words, entries) for line in explanation.outcomes),
        *(_past(line, "sector", words, candidate_id) for line in explanation.sectors),
    ]
    numbered = [
        (subject, index)
        for subject, lines in (
            (Subject.SKILL, explanation.skills),
            (Subject.SITUATION, explanation.situations),
            (Subject.OUTCOME, explanation.outcomes),
            (Subject.SECTOR, explanation.sectors),
        )
        for index in range(len(lines))
    ]
    for item, number in zip(evidence, numbered, strict=True):
        item["asks"] = asks.get(number, [])
    evidence.sort(key=_missing_musts_first)
    return {
        "parts": _parts(explanation),
        "evidence": evidence,
        "gaps": [_gap(gap, explanation, words) for gap in explanation.gaps[:GAPS_KEPT]],
        "asks": [
            *asks.get((Subject.SENIORITY, 0), []),
            *(UNCONFIRMED[name] for name in unconfirmed if name in UNCONFIRMED),
        ],
    }


def _asks(explanation: Explanation, words: Words) -> dict[tuple[Subject, int], list[str]]:
    """Return the questions about each item, by what it is and its number among those."""
    found: dict[tuple[Subject, int], list[str]] = {}
    for ask in explanation.asks:
        _, label = _label(ask.subject, ask.index, explanation, words)
        near = ""
        if ask.subject == Subject.SKILL:
            met_by = explanation.skills[ask.index].met_by
            near = words.labels[met_by][1] if met_by >= 0 else ""
        said = found.setdefault((ask.subject, ask.index), [])
        said.append(phrases.of_ask(ask.kind, label, near))
    return found


def _missing_musts_first(item: dict[str, Any]) -> tuple[bool, int, int, float]:
    kinds = ["requirement", "situation", "criterion", "sector"]
    weights = ["must", "should", "nice", None]
    is_missing_must = item["importance"] == "must" and item["state"] == "missing"
    return (
        not is_missing_must,
        kinds.index(item["kind"]),
        weights.index(item["importance"]),
        -item["points"],
    )


def _parts(explanation: Explanation) -> dict[str, Any]:
    shares = explanation.shares
    multiplied = explanation.must * explanation.seniority
    terms = {
        "skills": (shares.skill, explanation.skill),
        "situation": (shares.situation, explanation.situation),
        "outcome": (shares.outcome, explanation.outcome),
        "sector": (shares.sector, explanation.sector),
    }
    seniority = explanation.seniority_line
    is_known = seniority.comparison not in {
        SeniorityComparison.NOT_ASKED,
        SeniorityComparison.UNKNOWN,
    }
    parts: dict[str, Any] = {
        name: {
            "share": round(share, 4),
            "value": round(value, 4),
            "points": round(100 * share * value * multiplied, 2),
        }
        for name, (share, value) in terms.items()
        if share
    }
    return {
        **parts,
        "must": round(explanation.must, 4),
        "seniority": round(explanation.seniority, 4),
        "distance": seniority.distance if is_known else None,
        "standing": seniority.comparison.name.lower(),
        "held": Seniority(seniority.held).label if seniority.held else "",
        "needed": Seniority(seniority.needed).label if seniority.needed else "",
    }


def _requirement(line: SkillLine, words: Words) -> dict[str, Any]:
    code, label = words.labels[line.skill]
    by = words.labels[line.met_by][1] if line.met_by >= 0 else None
    is_same = line.relation == Relation.SAME
    if line.is_missing or line.met_by < 0:
        state = "missing"
    else:
        state = "have" if is_same and line.level_held >= line.level_needed else "near"
    return {
        "kind": "requirement",
        "code": code,
        "label": label,
        "importance": IMPORTANCE[line.importance],
        "needed": line.level_needed or None,
        "held": line.level_held or None,
        "relation": line.relation.name.lower(),
        "by": by,
        "last_used": line.year_last_used or None,
        "credit": round(line.credit, 4),
        "state": state,
        "points": round(line.points, 2),
        "points_if": round(line.points_if, 1),
        "plus": phrases.plus(line.points_if, phrases.if_skill(line, label, words.this_year)),
        "sentence": phrases.of_skill(line, label, by, state),
    }


def _past(line: PastLine, kind: str, words: Words, candidate_id: int) -> dict[str, Any]:
    code, label = words.labels[line.column]
    facts = words.past.get((candidate_id, code), {})
    return {
        "kind": kind,
        "code": code,
        "label": label,
        "importance": None,
        "needed": None,
        "held": None,
        "relation": "same" if line.is_met else "none",
        "by": facts.get("what"),
        "last_used": line.year_ended or None,
        "credit": round(line.credit, 4),
        "state": "have" if line.is_met else "missing",
        "points": round(line.points, 2),
        "points_if": round(line.points_if, 1),
        "plus": phrases.plus(line.points_if, phrases.if_past(line, kind, label)),
        "assignment": facts.get("assignment"),
        "sentence": phrases.of_past(line, kind, label, facts),
    }


def _criterion(line: OutcomeLine, words: Words, entries: Sequence[int]) -> dict[str, Any]:
    code, label = words.criteria[line.criterion]
    assignment = entries[line.met_by] if 0 <= line.met_by < len(entries) else 0
    # What was told away between the arrays and these words is no longer named.
    facts = words.outcomes.get(assignment, {})
    state = "have" if line.credit >= phrases.MET_FROM else "near"
    if not line.is_met:
        state = "missing"
    return {
        "kind": "criterion",
        "code": code,
        "label": label,
        "importance": None,
        "needed": None,
        "held": None,
        "relation": "similar" if line.is_met else "none",
        "by": facts.get("what"),
        "last_used": facts.get("ended"),
        "credit": round(line.credit, 4),
        "cosine": round(line.cosine, 4),
        "state": state,
        "points": round(line.points, 2),
        "points_if": round(line.points_if, 1),
        "plus": phrases.plus(line.points_if, phrases.if_criterion(line)),
        "is_open": line.credit_high > line.credit,
        "assignment": facts.get("assignment"),
        "sentence": phrases.of_criterion(line, label, state, facts),
    }


def _label(subject: Subject, index: int, explanation: Explanation, words: Words) -> tuple[str, str]:
    """Return code and label of what a gap or a question is about."""
    if subject == Subject.SENIORITY:
        return "seniority", "seniority"
    if subject == Subject.OUTCOME:
        return words.criteria[explanation.outcomes[index].criterion]
    columns = {
        Subject.SKILL: [line.skill for line in explanation.skills],
        Subject.SITUATION: [line.column for line in explanation.situations],
        Subject.SECTOR: [line.column for line in explanation.sectors],
    }
    return words.labels[columns[subject][index]]


def _gap(gap: Gap, explanation: Explanation, words: Words) -> dict[str, Any]:
    code, label = _label(gap.subject, gap.index, explanation, words)
    importance = None
    if gap.subject == Subject.SKILL:
        skill = explanation.skills[gap.index]
        importance = IMPORTANCE[skill.importance]
        is_near = skill.met_by >= 0 and not skill.is_missing
        fact = phrases.of_gap(gap, label, is_near=is_near)
        condition = phrases.if_skill(skill, label, words.this_year)
    elif gap.subject == Subject.OUTCOME:
        outcome = explanation.outcomes[gap.index]
        fact = phrases.of_outcome_gap(label, is_met=outcome.is_met)
        condition = phrases.if_criterion(outcome)
    elif gap.subject == Subject.SENIORITY:
        fact = phrases.of_seniority_gap(explanation.seniority_line.comparison)
        condition = "it were that of the brief"
    else:
        kind = gap.subject.name.lower()
        past = explanation.situations if kind == "situation" else explanation.sectors
        fact = phrases.of_gap(gap, label, is_near=False)
        condition = phrases.if_past(past[gap.index], kind, label)
    plus = phrases.plus(gap.points_if, condition)
    return {
        "code": code,
        "label": label,
        "importance": importance,
        "points_if": round(gap.points_if, 1),
        "plus": plus,
        "is_missing_must": gap.is_missing_must,
        "sentence": f"{fact}: {plus}." if plus else f"{fact}.",
    }
