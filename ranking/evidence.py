"""Turns an explanation in numbers and enums into the JSON of a `FitResult`.

All three readers get the same texts: consultant, client and interim. `docs/matching.md` lists the
keys.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from matching import (
    Explanation,
    Gap,
    Importance,
    OutcomeLine,
    PastLine,
    RoleLine,
    SeniorityComparison,
    SkillLine,
    SkillRelation,
    Subject,
    WordsLine,
)
from ranking import quotes, record_wording, wording
from ranking.evidence_context import EvidenceContext, Facts
from skills.scales import Seniority

IMPORTANCE = {Importance.MUST: "must", Importance.SHOULD: "should", Importance.NICE: "nice"}
GAPS_KEPT = 6

Line = SkillLine | PastLine | OutcomeLine | WordsLine | RoleLine
One = TypeVar("One", WordsLine, RoleLine)


def evidence_of(
    explanation: Explanation,
    context: EvidenceContext,
    *,
    candidate_id: int,
    unconfirmed: list[str],
    assignments: Sequence[int] = (),
) -> dict[str, Any]:
    """Return `parts`, `evidence`, `gaps` and `asks` of a result.

    Args:
        unconfirmed: the conditions of the brief that the profile does not answer.
        assignments: primary keys of the person's assignments, as the explanation numbers them.
    """
    questions = _questions(explanation, context)
    evidence = [
        *(_requirement(line, context) for line in explanation.skills),
        *(_past(line, "situation", context, candidate_id) for line in explanation.situations),
        *(_criterion(line, context, assignments) for line in explanation.outcomes),
        *(_past(line, "sector", context, candidate_id) for line in explanation.sectors),
        *(_words(line, context, assignments) for line in _stated(explanation.words_line)),
        *(_role(line, context, assignments) for line in _stated(explanation.role_line)),
    ]
    numbered = [
        (subject, index)
        for subject, lines in (
            (Subject.SKILL, explanation.skills),
            (Subject.SITUATION, explanation.situations),
            (Subject.OUTCOME, explanation.outcomes),
            (Subject.SECTOR, explanation.sectors),
            (Subject.WORDS, _stated(explanation.words_line)),
            (Subject.ROLE, _stated(explanation.role_line)),
        )
        for index in range(len(lines))
    ]
    for item, number in zip(evidence, numbered, strict=True):
        item["asks"] = questions.get(number, [])
    evidence.sort(key=_missing_musts_first)
    return {
        "parts": _parts(explanation, context),
        "evidence": evidence,
        "gaps": [_gap(gap, explanation, context) for gap in _gaps(explanation)[:GAPS_KEPT]],
        "asks": [
            *questions.get((Subject.SENIORITY, 0), []),
            *(wording.UNCONFIRMED[name] for name in unconfirmed if name in wording.UNCONFIRMED),
        ],
    }


def _questions(
    explanation: Explanation, context: EvidenceContext
) -> dict[tuple[Subject, int], list[str]]:
    """Return the questions about each item, by its subject and its number within the subject."""
    found: dict[tuple[Subject, int], list[str]] = {}
    for ask in explanation.asks:
        _, label = _label(ask.subject, ask.index, explanation, context)
        near = ""
        if ask.subject == Subject.SKILL:
            met_by = explanation.skills[ask.index].met_by
            near = context.labels[met_by][1] if met_by >= 0 else ""
        questions = found.setdefault((ask.subject, ask.index), [])
        questions.append(wording.question(ask.kind, label, near))
    return found


def _missing_musts_first(item: dict[str, Any]) -> tuple[bool, int, int, float]:
    kinds = ["requirement", "situation", "criterion", "role", "words", "sector"]
    weights = ["must", "should", "nice", None]
    is_missing_must = item["importance"] == "must" and item["state"] == "missing"
    return (
        not is_missing_must,
        kinds.index(item["kind"]),
        weights.index(item["importance"]),
        -item["points"],
    )


def _parts(explanation: Explanation, context: EvidenceContext) -> dict[str, Any]:
    shares = explanation.shares
    terms: dict[str, tuple[float, float, Sequence[Line]]] = {
        "skills": (shares.skill, explanation.skill, explanation.skills),
        "situation": (shares.situation, explanation.situation, explanation.situations),
        "outcome": (shares.outcome, explanation.outcome, explanation.outcomes),
        "sector": (shares.sector, explanation.sector, explanation.sectors),
        "words": (shares.words, explanation.words, _stated(explanation.words_line)),
        "role": (shares.role, explanation.role, _stated(explanation.role_line)),
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
            "points": round(sum(line.points for line in lines), 2),
        }
        for name, (share, value, lines) in terms.items()
        if share
    }
    return {
        **parts,
        "must": round(explanation.must, 4),
        "seniority": round(explanation.seniority, 4),
        "distance": seniority.distance if is_known else None,
        "comparison": seniority.comparison.name.lower(),
        "actual": Seniority(seniority.actual).label if seniority.actual else "",
        "needed": Seniority(seniority.needed).label if seniority.needed else "",
        "is_read": seniority.is_read,
        "other_profession": context.profession if seniority.is_other_profession else "",
    }


def _stated(line: One | None) -> tuple[One, ...]:
    return () if line is None else (line,)


def _requirement(line: SkillLine, context: EvidenceContext) -> dict[str, Any]:
    code, label = context.labels[line.skill]
    by = context.labels[line.met_by][1] if line.met_by >= 0 else None
    is_same = line.relation == SkillRelation.SAME
    if line.is_missing or line.met_by < 0:
        state = "missing"
    else:
        state = "have" if is_same and line.level_actual >= line.level_needed else "near"
    return {
        "kind": "requirement",
        "code": code,
        "label": label,
        "importance": IMPORTANCE[line.importance],
        "needed": line.level_needed or None,
        "actual": line.level_actual or None,
        "relation": line.relation.name.lower(),
        "by": by,
        "last_used": line.year_last_used or None,
        "credit": round(line.credit, 4),
        "state": state,
        "points": round(line.points, 2),
        "points_if": round(line.points_if, 1),
        "plus": wording.plus(line.points_if, wording.if_skill(line, label, context.this_year)),
        "detail": wording.skill_detail(line, label, by, state),
    }


def _past(line: PastLine, kind: str, context: EvidenceContext, candidate_id: int) -> dict[str, Any]:
    code, label = context.labels[line.column]
    held, near = context.labels[line.met_by] if line.is_met else (code, label)
    facts = context.past.get((candidate_id, held), {})
    state = "near" if line.is_near or line.is_told else "have" if line.is_met else "missing"
    return {
        "kind": kind,
        "code": code,
        "label": label,
        "importance": None,
        "needed": None,
        "actual": None,
        "relation": {"have": "same", "near": "near", "missing": "none"}[state],
        "by": facts.get("what"),
        "last_used": line.year_ended or None,
        "credit": round(line.credit, 4),
        "state": state,
        "points": round(line.points, 2),
        "points_if": round(line.points_if, 1),
        "plus": wording.plus(line.points_if, wording.if_past(line, kind, label)),
        "assignment": facts.get("assignment"),
        "detail": wording.past_detail(line, kind, facts, near=near if line.is_near else ""),
    }


def _criterion(
    line: OutcomeLine, context: EvidenceContext, assignments: Sequence[int]
) -> dict[str, Any]:
    code, label = context.criteria[line.criterion]
    # An assignment that was removed after the pool was loaded has no facts here.
    facts = context.assignments.get(_numbered(line.met_by, assignments), {})
    quoted = quotes.quote_of(line, assignments, context.sentences)
    state = "have" if line.credit >= wording.CRITERION_MET else "near"
    if not line.is_met:
        state = "missing"
    return {
        "kind": "criterion",
        "code": code,
        "label": label,
        "importance": None,
        "needed": None,
        "actual": None,
        "relation": "similar" if line.is_met else "none",
        "by": facts.get("what"),
        "last_used": facts.get("ended"),
        "credit": round(line.credit, 4),
        "cosine": round(line.cosine, 4),
        "state": state,
        "points": round(line.points, 2),
        "points_if": round(line.points_if, 1),
        "plus": wording.plus(line.points_if, wording.if_criterion(line)),
        "is_open": line.credit_high > line.credit,
        "assignment": facts.get("assignment"),
        "detail": wording.criterion_detail(line, state, facts, is_quoted=bool(quoted)),
        "quotes": quoted,
    }


def _words(line: WordsLine, context: EvidenceContext, assignments: Sequence[int]) -> dict[str, Any]:
    state = record_wording.state_of(line.credit)
    facts = context.assignments.get(_numbered(line.met_by, assignments), {})
    return _of_the_record(line, "words", record_wording.WORDS, facts) | {
        "relation": "similar" if line.credit > 0 else "none",
        "by": facts.get("what"),
        "cosine": round(line.cosine, 4),
        "state": state,
        "plus": wording.plus(line.points_if, record_wording.if_words(line), is_most=True),
        "detail": record_wording.words_detail(line, state, facts),
        "quotes": quotes.quotes_of(line, context.asked, assignments, context.sentences),
    }


def _role(line: RoleLine, context: EvidenceContext, assignments: Sequence[int]) -> dict[str, Any]:
    state = record_wording.state_of(line.credit)
    facts = context.assignments.get(_numbered(line.met_by, assignments), {})
    return _of_the_record(line, "role", record_wording.ROLE, facts) | {
        "relation": record_wording.role_relation(line),
        "by": facts.get("title"),
        "state": state,
        "plus": wording.plus(line.points_if, record_wording.if_role(line)),
        "detail": record_wording.role_detail(line, state, facts),
    }


def _of_the_record(
    line: WordsLine | RoleLine, kind: str, label: str, facts: Facts
) -> dict[str, Any]:
    return {
        "kind": kind,
        "code": kind,
        "label": label,
        "importance": None,
        "needed": None,
        "actual": None,
        "last_used": facts.get("ended"),
        "credit": round(line.credit, 4),
        "points": round(line.points, 2),
        "points_if": round(line.points_if, 1),
        "is_open": line.credit_high > line.credit,
        "assignment": facts.get("assignment"),
    }


def _numbered(number: int, assignments: Sequence[int]) -> int:
    """Return the primary key of an assignment by its number, or 0."""
    return assignments[number] if 0 <= number < len(assignments) else 0


def _label(
    subject: Subject, index: int, explanation: Explanation, context: EvidenceContext
) -> tuple[str, str]:
    """Return code and label of what a gap or a question is about."""
    if subject == Subject.SENIORITY:
        return "seniority", "seniority"
    if subject == Subject.WORDS:
        return "words", record_wording.WORDS
    if subject == Subject.ROLE:
        return "role", record_wording.ROLE
    if subject == Subject.OUTCOME:
        return context.criteria[explanation.outcomes[index].criterion]
    columns = {
        Subject.SKILL: [line.skill for line in explanation.skills],
        Subject.SITUATION: [line.column for line in explanation.situations],
        Subject.SECTOR: [line.column for line in explanation.sectors],
    }
    return context.labels[columns[subject][index]]


def _gaps(explanation: Explanation) -> list[Gap]:
    """Return the gaps; a role that counts as shown is none."""
    role = explanation.role_line
    is_shown = role is not None and record_wording.state_of(role.credit) == "have"
    return [gap for gap in explanation.gaps if not (is_shown and gap.subject == Subject.ROLE)]


def _gap(gap: Gap, explanation: Explanation, context: EvidenceContext) -> dict[str, Any]:
    code, label = _label(gap.subject, gap.index, explanation, context)
    importance = None
    if gap.subject == Subject.SKILL:
        skill = explanation.skills[gap.index]
        importance = IMPORTANCE[skill.importance]
        is_near = skill.met_by >= 0 and not skill.is_missing
        missing = wording.missing(gap, label, is_near=is_near)
        condition = wording.if_skill(skill, label, context.this_year)
    elif gap.subject == Subject.OUTCOME:
        outcome = explanation.outcomes[gap.index]
        missing = wording.missing_criterion(label, is_met=outcome.is_met)
        condition = wording.if_criterion(outcome)
    elif gap.subject == Subject.SENIORITY:
        missing = wording.missing_seniority(explanation.seniority_line.comparison)
        condition = wording.IF_SENIORITY
    elif gap.subject == Subject.WORDS and explanation.words_line:
        missing = record_wording.MISSING_WORDS
        condition = record_wording.if_words(explanation.words_line)
    elif gap.subject == Subject.ROLE and explanation.role_line:
        missing = record_wording.missing_role(explanation.role_line)
        condition = record_wording.if_role(explanation.role_line)
    else:
        kind = gap.subject.name.lower()
        past = explanation.situations if kind == "situation" else explanation.sectors
        missing = wording.missing(gap, label, is_near=past[gap.index].is_near)
        condition = wording.if_past(past[gap.index], kind, label)
    plus = wording.plus(gap.points_if, condition, is_most=gap.subject == Subject.WORDS)
    return {
        "code": code,
        "label": label,
        "importance": importance,
        "points_if": round(gap.points_if, 1),
        "plus": plus,
        "is_missing_must": gap.is_missing_must,
        "sentence": wording.gap_sentence(missing, plus),
    }
