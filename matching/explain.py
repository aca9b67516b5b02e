"""One person's score taken apart: the terms are the explanation."""

import numpy as np

from matching.again import Person, Standard, evaluate_again, prepare, split_fit
from matching.exact import Scores, score_rows
from matching.held import Achieved, Held, best_achieved, best_held
from matching.hints import find_asks, find_gaps, find_reasons
from matching.lines import (
    Explanation,
    Line,
    OutcomeLine,
    PastLine,
    SeniorityLine,
    SkillLine,
    Standing,
    Step,
    Subject,
)
from matching.lookup import past_hits, skill_hits
from matching.need import Importance, Need
from matching.plan import lay_out
from matching.pool import Ints, Pool
from matching.postings import IntsLike, whole
from matching.score import Bounds, seniority_factors
from matching.weights import WEIGHTS, Relation


def explain(pool: Pool, need: Need, row: int) -> Explanation:
    """Take the score of one row apart; `explain_many` is much quicker for several.

    Raises:
        IndexError: the pool has no such row.
    """
    return explain_many(pool, need, [row])[0]


def explain_many(pool: Pool, need: Need, rows: IntsLike) -> list[Explanation]:
    """Take the scores of some rows apart, in the order given.

    The numbers are those of `rank`, which also says who is barred.

    Raises:
        IndexError: the pool has no such row.
    """
    asked = whole(rows, "row").astype(np.int64)
    if len(asked) and not 0 <= asked.min() <= asked.max() < pool.size:
        raise IndexError(f"explain: rows {asked.min()} to {asked.max()} of a pool of {pool.size}")
    plan = lay_out(pool, need)
    rows, back = np.unique(asked, return_inverse=True)
    scored = score_rows(pool, need, plan, rows)
    skills = best_held(skill_hits(pool.held, plan.skills, rows))
    situations = best_held(past_hits(plan.situations, rows))
    sectors = best_held(past_hits(plan.sectors, rows))
    outcomes = best_achieved(pool, need, rows)
    standard, factor = prepare(need), seniority_factors(need.seniority)
    held = pool.seniority[rows].tolist()
    found = [
        _explain(
            need,
            standard,
            scored,
            place,
            skills=[one[place] for one in skills],
            situations=[one[place] for one in situations],
            outcomes=outcomes[place],
            sectors=[one[place] for one in sectors],
            standing=(held[place], factor),
        )
        for place in range(len(rows))
    ]
    return [found[place] for place in back.tolist()]


def _explain(
    need: Need,
    standard: Standard,
    scored: Scores,
    place: int,
    *,
    skills: list[Held],
    situations: list[Held],
    outcomes: list[Achieved],
    sectors: list[Held],
    standing: tuple[int, Bounds],
) -> Explanation:
    now = Person(
        skills=[one.credit for one in skills],
        situations=[one.credit for one in situations],
        outcomes=[one.credit for one in outcomes],
        sectors=[one.credit for one in sectors],
        must=float(scored.must[place]),
        seniority=float(scored.seniority[place]),
    )
    gains = evaluate_again(standard, now)
    worth = split_fit(standard, now)
    skill_lines = tuple(
        _skill_line(need, i, one, worth[Subject.SKILL][i], gains[Subject.SKILL][i])
        for i, one in enumerate(skills)
    )
    situation_lines = _past_lines(Subject.SITUATION, need.situations, situations, worth, gains)
    outcome_lines = _outcome_lines(need, outcomes, worth, gains)
    sector_lines = _past_lines(Subject.SECTOR, need.sectors, sectors, worth, gains)
    seniority = _seniority_line(need.seniority, *standing, gains[Subject.SENIORITY][0])
    lines: dict[Subject, tuple[Line, ...]] = {
        Subject.SKILL: skill_lines,
        Subject.SITUATION: situation_lines,
        Subject.OUTCOME: outcome_lines,
        Subject.SECTOR: sector_lines,
    }
    return Explanation(
        row=int(scored.rows[place]),
        fit=float(scored.fit[place]),
        low=float(scored.low[place]),
        high=float(scored.high[place]),
        skill=float(scored.skill[place]),
        situation=float(scored.situation[place]),
        outcome=float(scored.outcome[place]),
        sector=float(scored.sector[place]),
        must=now.must,
        seniority=now.seniority,
        shares=scored.shares,
        skills=skill_lines,
        situations=situation_lines,
        outcomes=outcome_lines,
        sectors=sector_lines,
        standing=seniority,
        reasons=find_reasons(lines),
        gaps=find_gaps(lines, seniority),
        asks=find_asks(need, skill_lines, situation_lines, outcome_lines, seniority),
    )


def _outcome_lines(
    need: Need,
    achieved: list[Achieved],
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
            step=Step.SHOW if one.entry < 0 else Step.NONE,
            points_if=gains[Subject.OUTCOME][index],
        )
        for index, one in enumerate(achieved)
    ]
    return tuple(sorted(lines, key=lambda line: line.criterion))


def _skill_line(need: Need, index: int, held: Held, points: float, gain: float) -> SkillLine:
    needed = int(need.levels[index])
    return SkillLine(
        skill=int(need.skills[index]),
        importance=Importance(int(need.importance[index])),
        level_needed=needed,
        credit=held.credit,
        credit_high=held.credit_high,
        met_by=held.column,
        relation=Relation.of(held.tau),
        tau=held.tau,
        level_held=held.level,
        year_last_used=held.year,
        is_missing=held.credit_high <= WEIGHTS.must_floor,
        points=points,
        step=_skill_step(int(need.skills[index]), needed, held),
        points_if=gain,
    )


def _skill_step(skill: int, needed: int, held: Held) -> Step:
    if held.credit >= 1.0:
        return Step.NONE
    if held.column != skill:
        return Step.SHOW
    if needed and not held.level:
        return Step.STATE_LEVEL
    if held.level < needed:
        return Step.RAISE_LEVEL
    return Step.REFRESH if held.year else Step.STATE_YEAR


def _past_lines(
    subject: Subject,
    columns: Ints,
    held: list[Held],
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
            step=_past_step(one),
            points_if=gains[subject][index],
        )
        for index, one in enumerate(held)
    )


def _past_step(held: Held) -> Step:
    if held.credit >= 1.0:
        return Step.NONE
    if held.column < 0:
        return Step.SHOW
    return Step.REFRESH if held.year else Step.STATE_YEAR


def _seniority_line(needed: int, held: int, factor: Bounds, gain: float) -> SeniorityLine:
    distance = held - needed if held and needed else 0
    if not needed:
        standing = Standing.NOT_ASKED
    elif not held:
        standing = Standing.UNKNOWN
    elif distance < 0:
        standing = Standing.BELOW
    else:
        standing = (Standing.EQUAL, Standing.ONE_ABOVE, Standing.FAR_ABOVE)[min(distance, 2)]
    return SeniorityLine(
        needed=needed,
        held=held,
        distance=distance,
        standing=standing,
        factor=float(factor.low[held]),
        factor_high=float(factor.high[held]),
        points_if=gain,
    )
