"""Explain a score: one line per item, with evidence, points and possible gains."""

import numpy as np

from matching.evidence import Evidence, OutcomeEvidence, best_evidence, best_outcomes
from matching.exact import Scores, score_rows
from matching.highlights import find_asks, find_gaps, find_reasons
from matching.hits import past_hits, skill_hits
from matching.lines import (
    Explanation,
    Improvement,
    Line,
    OutcomeLine,
    PastLine,
    SeniorityComparison,
    SeniorityLine,
    SkillLine,
    Subject,
)
from matching.need import Importance, Need
from matching.pool import Ints, Pool
from matching.postings import IntsLike, as_ints
from matching.query import build_plan
from matching.score import Bounds, seniority_factors
from matching.weights import WEIGHTS, SkillRelation
from matching.what_if import (
    FitContext,
    PersonCredits,
    build_context,
    gains_if_met,
    points_by_item,
)


def explain(pool: Pool, need: Need, row: int) -> Explanation:
    """Explain the score of one row; `explain_many` is much faster for several.

    Raises:
        IndexError: the pool has no such row.
    """
    return explain_many(pool, need, [row])[0]


def explain_many(pool: Pool, need: Need, rows: IntsLike) -> list[Explanation]:
    """Explain the scores of some rows, in the order given.

    The numbers are those of `rank`, which also reports who is blocked.

    Raises:
        IndexError: the pool has no such row.
    """
    asked = as_ints(rows, "row").astype(np.int64)
    if len(asked) and not 0 <= asked.min() <= asked.max() < pool.size:
        raise IndexError(f"explain: rows {asked.min()} to {asked.max()} of a pool of {pool.size}")
    plan = build_plan(pool, need)
    rows, back = np.unique(asked, return_inverse=True)
    scored = score_rows(pool, need, plan, rows)
    skills = best_evidence(skill_hits(pool.skills_by_person, plan.skills, rows))
    situations = best_evidence(past_hits(plan.situations, rows))
    sectors = best_evidence(past_hits(plan.sectors, rows))
    outcomes = best_outcomes(pool, need, rows)
    context, factor = build_context(need), seniority_factors(need.seniority)
    seniority = pool.seniority[rows].tolist()
    found = [
        _explain(
            need,
            context,
            scored,
            position,
            skills=[one[position] for one in skills],
            situations=[one[position] for one in situations],
            outcomes=outcomes[position],
            sectors=[one[position] for one in sectors],
            seniority=(seniority[position], factor),
        )
        for position in range(len(rows))
    ]
    return [found[position] for position in back.tolist()]


def _explain(
    need: Need,
    context: FitContext,
    scored: Scores,
    position: int,
    *,
    skills: list[Evidence],
    situations: list[Evidence],
    outcomes: list[OutcomeEvidence],
    sectors: list[Evidence],
    seniority: tuple[int, Bounds],
) -> Explanation:
    now = PersonCredits(
        skills=[one.credit for one in skills],
        situations=[one.credit for one in situations],
        outcomes=[one.credit for one in outcomes],
        sectors=[one.credit for one in sectors],
        must=float(scored.must[position]),
        seniority=float(scored.seniority[position]),
    )
    gains = gains_if_met(context, now)
    worth = points_by_item(context, now)
    skill_lines = tuple(
        _skill_line(need, i, one, worth[Subject.SKILL][i], gains[Subject.SKILL][i])
        for i, one in enumerate(skills)
    )
    situation_lines = _past_lines(Subject.SITUATION, need.situations, situations, worth, gains)
    outcome_lines = _outcome_lines(need, outcomes, worth, gains)
    sector_lines = _past_lines(Subject.SECTOR, need.sectors, sectors, worth, gains)
    seniority_line = _seniority_line(need.seniority, *seniority, gains[Subject.SENIORITY][0])
    lines: dict[Subject, tuple[Line, ...]] = {
        Subject.SKILL: skill_lines,
        Subject.SITUATION: situation_lines,
        Subject.OUTCOME: outcome_lines,
        Subject.SECTOR: sector_lines,
    }
    return Explanation(
        row=int(scored.rows[position]),
        fit=float(scored.fit[position]),
        low=float(scored.low[position]),
        high=float(scored.high[position]),
        skill=float(scored.skill[position]),
        situation=float(scored.situation[position]),
        outcome=float(scored.outcome[position]),
        sector=float(scored.sector[position]),
        must=now.must,
        seniority=now.seniority,
        shares=scored.shares,
        skills=skill_lines,
        situations=situation_lines,
        outcomes=outcome_lines,
        sectors=sector_lines,
        seniority_line=seniority_line,
        reasons=find_reasons(lines),
        gaps=find_gaps(lines, seniority_line),
        asks=find_asks(need, skill_lines, situation_lines, outcome_lines, seniority_line),
    )


def _outcome_lines(
    need: Need,
    achieved: list[OutcomeEvidence],
    worth: dict[Subject, list[float]],
    gains: dict[Subject, list[float]],
) -> tuple[OutcomeLine, ...]:
    lines = [
        OutcomeLine(
            criterion=int(need.criterion[index]),
            credit=one.credit,
            credit_high=one.credit_high,
            cosine=one.cosine,
            met_by=one.entry,
            points=worth[Subject.OUTCOME][index],
            improvement=Improvement.SHOW if one.entry < 0 else Improvement.NONE,
            points_if=gains[Subject.OUTCOME][index],
        )
        for index, one in enumerate(achieved)
    ]
    return tuple(sorted(lines, key=lambda line: line.criterion))


def _skill_line(
    need: Need, index: int, evidence: Evidence, points: float, gain: float
) -> SkillLine:
    needed = int(need.levels[index])
    return SkillLine(
        skill=int(need.skills[index]),
        importance=Importance(int(need.importance[index])),
        level_needed=needed,
        credit=evidence.credit,
        credit_high=evidence.credit_high,
        met_by=evidence.column,
        relation=SkillRelation.of(evidence.tau),
        tau=evidence.tau,
        level_actual=evidence.level,
        year_last_used=evidence.year,
        is_missing=evidence.credit_high <= WEIGHTS.must_floor,
        points=points,
        improvement=_skill_improvement(int(need.skills[index]), needed, evidence),
        points_if=gain,
    )


def _skill_improvement(skill: int, needed: int, evidence: Evidence) -> Improvement:
    if evidence.credit >= 1.0:
        return Improvement.NONE
    if evidence.column != skill:
        return Improvement.SHOW
    if needed and not evidence.level:
        return Improvement.STATE_LEVEL
    if evidence.level < needed:
        return Improvement.RAISE_LEVEL
    return Improvement.REFRESH if evidence.year else Improvement.STATE_YEAR


def _past_lines(
    subject: Subject,
    columns: Ints,
    evidence: list[Evidence],
    worth: dict[Subject, list[float]],
    gains: dict[Subject, list[float]],
) -> tuple[PastLine, ...]:
    return tuple(
        PastLine(
            column=int(columns[index]),
            credit=one.credit,
            credit_high=one.credit_high,
            is_met=one.column >= 0,
            year_ended=one.year,
            points=worth[subject][index],
            improvement=_past_improvement(one),
            points_if=gains[subject][index],
        )
        for index, one in enumerate(evidence)
    )


def _past_improvement(evidence: Evidence) -> Improvement:
    if evidence.credit >= 1.0:
        return Improvement.NONE
    if evidence.column < 0:
        return Improvement.SHOW
    return Improvement.REFRESH if evidence.year else Improvement.STATE_YEAR


def _seniority_line(needed: int, actual: int, factor: Bounds, gain: float) -> SeniorityLine:
    distance = actual - needed if actual and needed else 0
    if not needed:
        comparison = SeniorityComparison.NOT_ASKED
    elif not actual:
        comparison = SeniorityComparison.UNKNOWN
    elif distance < 0:
        comparison = SeniorityComparison.BELOW
    else:
        comparison = (
            SeniorityComparison.EQUAL,
            SeniorityComparison.ONE_ABOVE,
            SeniorityComparison.FAR_ABOVE,
        )[min(distance, 2)]
    return SeniorityLine(
        needed=needed,
        actual=actual,
        distance=distance,
        comparison=comparison,
        factor=float(factor.low[actual]),
        factor_high=float(factor.high[actual]),
        points_if=gain,
    )
