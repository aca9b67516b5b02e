"""One person's score taken apart: the terms are the explanation."""

import numpy as np

from matching.again import (
    as_column,
    credits_of,
    evaluate_again,
    round_points,
    split_fit,
)
from matching.held import Held, best_past, best_skill
from matching.hints import find_asks, find_gaps, find_reasons
from matching.lines import (
    Explanation,
    PastLine,
    SeniorityLine,
    SkillLine,
    Standing,
    Step,
    Subject,
)
from matching.need import Importance, Need
from matching.pool import Ints, Pool
from matching.score import (
    Bounds,
    Credits,
    combine,
    recency_factors,
    seniority_factors,
    shares,
)
from matching.weights import WEIGHTS, Relation


def explain(pool: Pool, need: Need, row: int) -> Explanation:
    """Take the score of one row apart.

    Its numbers are those of `rank`, which also says who is barred.

    Raises:
        IndexError: the pool has no such row.
    """
    if not 0 <= row < pool.size:
        raise IndexError(f"explain: row {row} of a pool of {pool.size}")
    recency = recency_factors(need.this_year)
    skills = [best_skill(pool, need, row, i, recency) for i in range(len(need.skills))]
    situations = [best_past(pool.situations, int(c), row, recency) for c in need.situations]
    sectors = [best_past(pool.sectors, int(c), row, recency) for c in need.sectors]
    held = int(pool.seniority[row])
    factor = seniority_factors(need.seniority)

    now = credits_of(skills, situations, sectors, float(factor.low[held]))
    parts = combine(need, now)
    fit = round_points(parts.fit[0])
    best = Credits(
        as_column([h.credit_high for h in skills]),
        as_column([h.credit_high for h in situations]),
        as_column([h.credit_high for h in sectors]),
        np.array([factor.high[held]]),
    )
    high = max(round_points(combine(need, best).fit[0]), fit)
    gains = evaluate_again(need, now, parts)
    worth = split_fit(need, now, parts)

    skill_lines = tuple(
        _skill_line(need, i, one, worth[Subject.SKILL][i], gains[Subject.SKILL][i])
        for i, one in enumerate(skills)
    )
    situation_lines = _past_lines(Subject.SITUATION, need.situations, situations, worth, gains)
    sector_lines = _past_lines(Subject.SECTOR, need.sectors, sectors, worth, gains)
    standing = _seniority_line(need.seniority, held, factor, gains[Subject.SENIORITY][0])
    return Explanation(
        row=row,
        fit=fit,
        low=fit,
        high=high,
        skill=float(parts.skill[0]),
        situation=float(parts.situation[0]),
        sector=float(parts.sector[0]),
        must=float(parts.must[0]),
        seniority=float(parts.seniority[0]),
        shares=shares(need),
        skills=skill_lines,
        situations=situation_lines,
        sectors=sector_lines,
        standing=standing,
        reasons=find_reasons(skill_lines, situation_lines, sector_lines),
        gaps=find_gaps(skill_lines, situation_lines, sector_lines, standing),
        asks=find_asks(need, skill_lines, situation_lines, standing),
    )


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
