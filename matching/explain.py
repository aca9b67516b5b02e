"""Explain a score: one line per item, with evidence, points and possible gains."""

import numpy as np

from matching.evidence import Closest, Evidence, RecordEvidence, best_evidence, record_evidence
from matching.exact import Scores, score_rows
from matching.highlights import find_asks, find_gaps, find_reasons
from matching.hits import past_hits, skill_hits
from matching.likeness import likeness
from matching.lines import (
    ClosestSentence,
    Explanation,
    Improvement,
    Line,
    OutcomeLine,
    PastLine,
    RoleLine,
    SeniorityComparison,
    SeniorityLine,
    SkillLine,
    Subject,
    WordsLine,
)
from matching.need import Importance, Need
from matching.pool import TOLD, Ints, Pool
from matching.postings import IntsLike, as_ints
from matching.query import build_plan
from matching.score import number_of
from matching.standing import Standing, standings
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
    records = record_evidence(pool, need, rows, likeness(pool.record, need, rows))
    context = build_context(need)
    standing = standings(pool, need, rows)
    found = [
        _explain(
            need,
            context,
            scored,
            position,
            skills=[one[position] for one in skills],
            situations=[one[position] for one in situations],
            record=records[position],
            sectors=[one[position] for one in sectors],
            standing=standing[position],
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
    record: RecordEvidence,
    sectors: list[Evidence],
    standing: Standing,
) -> Explanation:
    now = PersonCredits(
        skills=[one.credit for one in skills],
        situations=[one.credit for one in situations],
        outcomes=[one.credit for one in record.criteria],
        sectors=[one.credit for one in sectors],
        words=[record.words] if len(need.sentences) else [],
        role=[record.role] if need.asks_for_role else [],
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
    outcome_lines = _outcome_lines(need, record.criteria, worth, gains)
    words_line = _words_line(need, record, worth, gains)
    role_line = _role_line(need, record, worth, gains)
    sector_lines = _past_lines(Subject.SECTOR, need.sectors, sectors, worth, gains)
    seniority_line = _seniority_line(need.seniority, standing, gains[Subject.SENIORITY][0])
    lines: dict[Subject, tuple[Line, ...]] = {
        Subject.SKILL: skill_lines,
        Subject.SITUATION: situation_lines,
        Subject.OUTCOME: outcome_lines,
        Subject.SECTOR: sector_lines,
        Subject.WORDS: () if words_line is None else (words_line,),
        Subject.ROLE: () if role_line is None else (role_line,),
    }
    return Explanation(
        row=int(scored.rows[position]),
        fit=float(scored.fit[position]),
        low=float(scored.low[position]),
        high=float(scored.high[position]),
        number=number_of(float(scored.fit[position])),
        number_high=number_of(float(scored.high[position])),
        skill=float(scored.skill[position]),
        situation=float(scored.situation[position]),
        outcome=float(scored.outcome[position]),
        sector=float(scored.sector[position]),
        words=float(scored.words[position]),
        role=float(scored.role[position]),
        must=now.must,
        seniority=now.seniority,
        shares=scored.shares,
        skills=skill_lines,
        situations=situation_lines,
        outcomes=outcome_lines,
        sectors=sector_lines,
        words_line=words_line,
        role_line=role_line,
        seniority_line=seniority_line,
        reasons=find_reasons(lines),
        gaps=find_gaps(lines, seniority_line),
        asks=find_asks(need, lines, role=role_line, seniority=seniority_line),
    )


def _outcome_lines(
    need: Need,
    achieved: list[Closest],
    worth: dict[Subject, list[float]],
    gains: dict[Subject, list[float]],
) -> tuple[OutcomeLine, ...]:
    lines = [
        OutcomeLine(
            criterion=int(need.criterion[index]),
            credit=one.credit,
            credit_high=one.credit_high,
            cosine=one.cosine,
            met_by=one.assignment,
            sentence=one.sentence,
            points=worth[Subject.OUTCOME][index],
            improvement=Improvement.SHOW if one.assignment < 0 else Improvement.NONE,
            points_if=gains[Subject.OUTCOME][index],
        )
        for index, one in enumerate(achieved)
    ]
    return tuple(sorted(lines, key=lambda line: line.criterion))


def _words_line(
    need: Need,
    record: RecordEvidence,
    worth: dict[Subject, list[float]],
    gains: dict[Subject, list[float]],
) -> WordsLine | None:
    if not len(need.sentences):
        return None
    closest = [
        ClosestSentence(int(need.sentence[item]), one.cosine, one.assignment, one.sentence)
        for item, one in enumerate(record.sentences)
    ]
    return WordsLine(
        credit=record.words,
        credit_high=record.words if record.has_text else 1.0,
        cosine=record.whole,
        met_by=record.assignment,
        sentences=tuple(sorted(closest, key=lambda one: one.index)),
        points=worth[Subject.WORDS][0],
        improvement=Improvement.NONE if record.has_text else Improvement.SHOW,
        points_if=gains[Subject.WORDS][0],
    )


def _role_line(
    need: Need,
    record: RecordEvidence,
    worth: dict[Subject, list[float]],
    gains: dict[Subject, list[float]],
) -> RoleLine | None:
    if not need.asks_for_role:
        return None
    return RoleLine(
        credit=record.role,
        credit_high=record.role if record.has_title else 1.0,
        met_by=record.role_assignment,
        points=worth[Subject.ROLE][0],
        improvement=Improvement.NONE if record.role >= 1.0 else Improvement.SHOW,
        points_if=gains[Subject.ROLE][0],
    )


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
            met_by=one.column,
            is_told=one.level == TOLD,
            year_ended=one.year,
            points=worth[subject][index],
            improvement=_past_improvement(one, int(columns[index])),
            points_if=gains[subject][index],
        )
        for index, one in enumerate(evidence)
    )


def _past_improvement(evidence: Evidence, asked: int) -> Improvement:
    if evidence.credit >= 1.0:
        return Improvement.NONE
    if evidence.column != asked:
        return Improvement.SHOW
    if evidence.level == TOLD:
        return Improvement.STATE
    return Improvement.REFRESH if evidence.year else Improvement.STATE_YEAR


def _seniority_line(needed: int, standing: Standing, gain: float) -> SeniorityLine:
    actual = standing.actual
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
        is_read=standing.is_read,
        is_other_profession=standing.is_other_profession,
        is_profession_unknown=standing.is_profession_unknown,
        distance=distance,
        comparison=comparison,
        factor=standing.factor,
        factor_high=standing.factor_high,
        points_if=gain,
    )
