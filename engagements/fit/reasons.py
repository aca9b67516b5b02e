"""The score's terms in words: the same words for the consultant, the client and the interim.

An explanation from `matching` speaks in columns and enums. Here it becomes the JSON of a
`FitResult`; `docs/matching.md` lists the keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from matching import (
    Ask,
    AskKind,
    Explanation,
    Gap,
    Importance,
    OutcomeLine,
    PastLine,
    Relation,
    SkillLine,
    Standing,
    Step,
    Subject,
)
from skills.scales import Level, Seniority

IMPORTANCE = {Importance.MUST: "must", Importance.SHOULD: "should", Importance.NICE: "nice"}
GAPS_KEPT = 6
ASKS_KEPT = 6
MET_FROM = 0.75  # an outcome so like a criterion is one that meets it
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
    """

    labels: dict[int, tuple[str, str]]
    past: dict[tuple[int, str], dict[str, Any]]
    criteria: list[tuple[str, str]] = field(default_factory=list)
    outcomes: dict[int, dict[str, Any]] = field(default_factory=dict)


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
    evidence = [
        *(_requirement(line, words) for line in explanation.skills),
        *(_past(line, "situation", words, candidate_id) for line in explanation.situations),
        *(_criterion(line, words, entries) for line in explanation.outcomes),
        *(_past(line, "sector", words, candidate_id) for line in explanation.sectors),
    ]
    evidence.sort(key=_missing_musts_first)
    return {
        "parts": _parts(explanation),
        "evidence": evidence,
        "gaps": [_gap(gap, explanation, words) for gap in explanation.gaps[:GAPS_KEPT]],
        "asks": [
            *(_ask(ask, explanation, words) for ask in explanation.asks[:ASKS_KEPT]),
            *(UNCONFIRMED[name] for name in unconfirmed if name in UNCONFIRMED),
        ],
    }


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
    standing = explanation.standing
    is_known = standing.standing not in {Standing.NOT_ASKED, Standing.UNKNOWN}
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
        "distance": standing.distance if is_known else None,
        "standing": standing.standing.name.lower(),
        "held": Seniority(standing.held).label if standing.held else "",
        "needed": Seniority(standing.needed).label if standing.needed else "",
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
        "sentence": _skill_sentence(line, label, by, state),
    }


def _skill_sentence(line: SkillLine, label: str, by: str | None, state: str) -> str:
    if state == "missing":
        return f"Nothing in the profile shows {label}."
    level = Level(line.level_held).label.lower() if line.level_held else "level not stated"
    used = f", last used {line.year_last_used}" if line.year_last_used else ""
    if line.relation == Relation.SAME:
        short = ""
        if line.level_needed and line.level_held and line.level_held < line.level_needed:
            short = f"; asked: {Level(line.level_needed).label.lower()}"
        return f"{_upper(label)}: {level}{used}{short}."
    ties = {
        Relation.NARROWER: "a part of it",
        Relation.RELATED: "closely related",
        Relation.BROADER: "the wider field",
        Relation.SIBLING: "next to it",
        Relation.GROUP: "in the same field",
    }
    return f"{_upper(by or label)} ({level}{used}) is {ties.get(line.relation, 'near')}: {label}."


def _past(line: PastLine, kind: str, words: Words, candidate_id: int) -> dict[str, Any]:
    code, label = words.labels[line.column]
    facts = words.past.get((candidate_id, code), {})
    if not line.is_met:
        sentence = f"No past assignment of this kind: {label}."
    else:
        year = f" in {line.year_ended}" if line.year_ended else ""
        where = f": {facts['what']}" if facts.get("what") else ""
        measure = f" ({facts['measure']})" if facts.get("measure") else ""
        verb = "Has done it" if kind == "situation" else "Has worked in it"
        sentence = f"{_upper(label)}. {verb}{year}{where}{measure}."
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
        "assignment": facts.get("assignment"),
        "sentence": sentence,
    }


def _criterion(line: OutcomeLine, words: Words, entries: Sequence[int]) -> dict[str, Any]:
    code, label = words.criteria[line.criterion]
    assignment = entries[line.met_by] if 0 <= line.met_by < len(entries) else 0
    # What was told away between the arrays and these words is no longer named.
    facts = words.outcomes.get(assignment, {})
    if not line.is_met:
        state = "missing"
        sentence = f"No past outcome comes near: {label}."
        if line.credit_high > line.credit:
            sentence = f"The profile tells no outcome to hold against this: {label}."
    else:
        state = "have" if line.credit >= MET_FROM else "near"
        year = f" in {facts['ended']}" if facts.get("ended") else ""
        where = f": {facts['what']}" if facts.get("what") else ""
        measure = f" ({facts['measure']})" if facts.get("measure") else ""
        verb = "Has achieved the like" if state == "have" else "Comes nearest"
        sentence = f"{_upper(label)}. {verb}{year}{where}{measure}."
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
        "assignment": facts.get("assignment"),
        "sentence": sentence,
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
        importance = IMPORTANCE[explanation.skills[gap.index].importance]
    steps = {
        Step.SHOW: f"{_upper(label)} is not shown",
        Step.RAISE_LEVEL: f"{_upper(label)} is held below the level asked",
        Step.REFRESH: f"{_upper(label)} was last used some years ago",
        Step.STATE_LEVEL: f"The level of {label} is not stated",
        Step.STATE_YEAR: f"It is not stated when {label} was last used",
    }
    fact = steps.get(gap.step, _upper(label))
    if gap.subject == Subject.OUTCOME:
        is_near = explanation.outcomes[gap.index].is_met
        fact = f"{_upper(label)}: {'only a distant' if is_near else 'no'} past outcome is told"
    if gap.subject == Subject.SENIORITY:
        fact = "Seniority is below the brief, or not stated"
    must = "Must-have missing: " if gap.is_missing_must else ""
    points = f" (plus {gap.points_if:.0f} points if it were)" if gap.points_if >= 1 else ""
    return {
        "code": code,
        "label": label,
        "importance": importance,
        "points_if": round(gap.points_if, 1),
        "is_missing_must": gap.is_missing_must,
        "sentence": f"{must}{fact}{points}.",
    }


def _ask(ask: Ask, explanation: Explanation, words: Words) -> str:
    _, label = _label(ask.subject, ask.index, explanation, words)
    near = ""
    if ask.subject == Subject.SKILL:
        met_by = explanation.skills[ask.index].met_by
        near = words.labels[met_by][1] if met_by >= 0 else ""
    questions = {
        AskKind.MUST_MISSING: f"Where have you done {label}? It is a must-have, not shown yet.",
        AskKind.SKILL_MISSING: f"Have you worked with {label}?",
        AskKind.SKILL_BY_NEIGHBOUR: f"How far does {near} reach into {label}?",
        AskKind.LEVEL_BELOW: f"How deep does your {label} go? The brief asks for more.",
        AskKind.LEVEL_UNKNOWN: f"At what level do you hold {label}?",
        AskKind.YEAR_UNKNOWN: f"When did you last use {label}?",
        AskKind.LONG_AGO: f"What has changed in {label} since you last used it?",
        AskKind.SITUATION_MISSING: f"Which of your assignments came closest to this: {label}?",
        AskKind.OUTCOME_MISSING: f"What have you achieved that comes closest to this: {label}?",
        AskKind.SENIORITY_UNKNOWN: "At what level did you answer for an organisation last?",
        AskKind.SENIORITY_BELOW: "What in your record shows that you can carry a role this size?",
        AskKind.SENIORITY_FAR_ABOVE: "Why does a role below your last one interest you now?",
    }
    return questions[ask.kind]


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
