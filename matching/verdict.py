"""The verdict on one person for one brief: has done this, could do this, or other work.

It follows from the lines of an explanation alone, so it does not depend on who else is in the pool,
and another skill or assignment never makes it worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from matching.evidence import best_evidence
from matching.exact import credits_of
from matching.hits import past_hits
from matching.lines import Explanation, SeniorityLine, Subject
from matching.need import Need
from matching.pool import TOLD, Pool
from matching.postings import IntsLike, as_ints, check_range
from matching.query import build_plan
from matching.score import combine
from matching.standing import Standing, standings

MUST_MET = 0.5
"""A must-have is met from this credit on: by the skill itself at its level whenever it was used, by
a part of it, or one level short within the last years. What is only related (.45) never meets it.
An unknown level counts as the lowest, so it is not confirmed yet."""
SITUATION_DONE = 0.42
"""The situation itself counts more than this, whenever it was (.6); a narrower one within some
years. One that is only near (.4 at most), or that a single sentence tells of (.35), never does."""
TELLS, TELLS_NEAR = 0.45, 0.25
"""The credit of the words from which a record tells of the same work, and of similar work."""
ROLE_SAME, ROLE_NEAR = 0.7, 0.4
"""The credit of a role from which it is the same, and near. Two titles that are alike word for word
have .8, a role of a related family .5."""


class VerdictKind(IntEnum):
    """What the record says of the work that the brief describes; higher is better."""

    OTHER_WORK = 1
    COULD_DO = 2
    HAS_DONE = 3


class SituationFact(IntEnum):
    """Whether somebody has worked in the situation of the brief; higher is better."""

    NOT_ASKED = 0
    NOT = 1
    NEAR = 2
    DONE = 3


class RoleFact(IntEnum):
    """Whether somebody has had the role of the brief; higher is better."""

    NOT_ASKED = 0
    UNKNOWN = 1
    OTHER = 2
    NEAR = 3
    SAME = 4


class LevelFact(IntEnum):
    """Whether somebody has worked at the level of the brief, stated or read from a title."""

    NOT_ASKED = 0
    UNKNOWN = 1
    BELOW = 2
    AT = 3
    ABOVE = 4


class _Shown(IntEnum):
    """How far one of the four facts speaks for somebody."""

    NO = 0
    IN_PART = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader is told first about somebody.

    Attributes:
        kind: the verdict itself.
        musts_met, musts: how many must-haves of how many are met.
        situation: done if each situation asked for is, or if the words tell of the same work;
            near if some are, or near ones, or if the words tell of similar work.
        is_told: whether words say more of the situation than what is stated.
        situations_done, situations: how many of the situations asked for are done, stated or told.
        role: of the best past title; another protected profession is another role.
        level: the best of what is stated and read from titles.
        levels_off: levels above (+) or below (-) the brief's, 0 if unknown.
        is_level_read: whether the level was read from a past title.
        missing: the first thing missing: a must-have, else the situation, the role, the level.
        missing_index: which of the need's skills or situations, -1 if it is none of them.
    """

    kind: VerdictKind
    musts_met: int
    musts: int
    situation: SituationFact
    is_told: bool
    situations_done: int
    situations: int
    role: RoleFact
    level: LevelFact
    levels_off: int
    is_level_read: bool
    missing: Subject | None
    missing_index: int


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a verdict follows from: credits of 0 to 1, in the need's order."""

    skills: Sequence[float]
    situations: Sequence[float]
    are_told: Sequence[bool]
    words: float | None
    role: float | None
    has_title: bool
    standing: Standing | SeniorityLine
    fit: float


def verdict_of(explanation: Explanation, need: Need) -> Verdict:
    """Return the verdict on one person.

    Somebody *has done this* who has done the situation, in the same role, at the level asked or
    above, and meets at least half of the must-haves or, where a role is asked for, tells of the
    same work in words. It is
    *other work* if two or more of these four are not there at all, or without a past title of a
    protected profession that is needed. Everybody else *could do this*.
    """
    words, role = explanation.words_line, explanation.role_line
    return _verdict(
        need,
        _Terms(
            skills=[line.credit for line in explanation.skills],
            situations=[line.credit for line in explanation.situations],
            are_told=[line.is_told for line in explanation.situations],
            words=None if words is None else words.credit,
            role=None if role is None else role.credit,
            has_title=role is None or role.credit_high <= role.credit or role.credit > 0,
            standing=explanation.seniority_line,
            fit=explanation.fit,
        ),
    )


def verdicts(pool: Pool, need: Need, rows: IntsLike) -> list[Verdict]:
    """Return the verdicts on some rows, in the order given, without explaining them.

    Raises:
        ValueError: the pool has no such row.
    """
    asked = as_ints(rows, "row").astype(np.int64)
    check_range(asked, 0, pool.size - 1, "row")
    ascending, back = np.unique(asked, return_inverse=True)
    plan = build_plan(pool, need)
    credit = credits_of(pool, need, plan, ascending)[0]
    told = [
        [one.level == TOLD for one in of]
        for of in best_evidence(past_hits(plan.situations, ascending))
    ]
    terms = zip(
        credit.skill.T.tolist(),
        credit.situation.T.tolist(),
        zip(*told, strict=True) if told else [()] * len(ascending),
        credit.words.tolist() if len(need.sentences) else [None] * len(ascending),
        credit.role.tolist() if need.asks_for_role else [None] * len(ascending),
        pool.record.has_title(ascending).tolist(),
        standings(pool, need, ascending),
        combine(need, credit).fit.tolist(),
        strict=True,
    )
    found = [_verdict(need, _Terms(*one)) for one in terms]
    return [found[position] for position in back.tolist()]


def _verdict(need: Need, terms: _Terms) -> Verdict:
    must = need.is_must.tolist()
    musts = [credit for credit, is_must in zip(terms.skills, must, strict=True) if is_must]
    told = _told(terms.words)
    situation = max(_situation(terms.situations), told)
    stated = _situation(
        [
            0.0 if is_told else one
            for one, is_told in zip(terms.situations, terms.are_told, strict=True)
        ]
    )
    standing = terms.standing
    role, (level, off) = _role(need, terms), _level(need.seniority, standing.actual)
    # Without must-haves, what is asked for stands in for them, unless it was only read in a text.
    counted = musts or ([] if need.are_skills_told else terms.skills)
    # Words make must-haves likely only beside a role: the same words are used in many trades.
    is_likely = told is SituationFact.DONE and role is not RoleFact.NOT_ASKED
    shown = (
        _shown_musts(counted, is_told=is_likely),
        _BY_SITUATION[situation],
        _BY_ROLE[role],
        _shown_level(level, off),
    )
    lacks_profession = standing.is_other_profession or standing.is_profession_unknown
    missing, index = _missing(terms, must, situation, role, level)
    return Verdict(
        kind=_kind(
            *shown,
            is_situation_asked=situation is not SituationFact.NOT_ASKED,
            is_other=lacks_profession or terms.fit <= 0,
        ),
        musts_met=sum(credit >= MUST_MET for credit in musts),
        musts=len(musts),
        situation=situation,
        is_told=situation > max(stated, SituationFact.NOT),
        situations_done=_done(terms.situations),
        situations=len(terms.situations),
        role=role,
        level=level,
        levels_off=off,
        is_level_read=standing.is_read and level is not LevelFact.NOT_ASKED,
        missing=missing,
        missing_index=index,
    )


_BY_SITUATION = {
    SituationFact.NOT_ASKED: _Shown.YES,
    SituationFact.NOT: _Shown.NO,
    SituationFact.NEAR: _Shown.IN_PART,
    SituationFact.DONE: _Shown.YES,
}
_BY_ROLE = {
    RoleFact.NOT_ASKED: _Shown.YES,
    RoleFact.UNKNOWN: _Shown.NO,
    RoleFact.OTHER: _Shown.NO,
    RoleFact.NEAR: _Shown.IN_PART,
    RoleFact.SAME: _Shown.YES,
}


def _kind(
    musts: _Shown,
    situation: _Shown,
    role: _Shown,
    level: _Shown,
    *,
    is_situation_asked: bool,
    is_other: bool,
) -> VerdictKind:
    if is_other or [musts, situation, role, level].count(_Shown.NO) > 1:
        return VerdictKind.OTHER_WORK
    has_done = situation is role is level is _Shown.YES and musts > _Shown.NO
    if has_done and is_situation_asked:
        return VerdictKind.HAS_DONE
    return VerdictKind.COULD_DO


def _shown_musts(skills: Sequence[float], *, is_told: bool) -> _Shown:
    met = sum(credit >= MUST_MET for credit in skills)
    if met == len(skills):
        return _Shown.YES
    return _Shown.IN_PART if is_told or 2 * met >= len(skills) else _Shown.NO


def _shown_level(level: LevelFact, distance: int) -> _Shown:
    if level is LevelFact.UNKNOWN:
        return _Shown.NO
    if level is LevelFact.BELOW:
        return _Shown.IN_PART if distance == -1 else _Shown.NO
    return _Shown.YES


def _situation(situations: Sequence[float]) -> SituationFact:
    if not situations:
        return SituationFact.NOT_ASKED
    if _done(situations) == len(situations):
        return SituationFact.DONE
    return SituationFact.NEAR if any(situations) else SituationFact.NOT


def _done(situations: Sequence[float]) -> int:
    return sum(credit >= SITUATION_DONE for credit in situations)


def _told(words: float | None) -> SituationFact:
    if words is None:
        return SituationFact.NOT_ASKED
    if words >= TELLS:
        return SituationFact.DONE
    return SituationFact.NEAR if words >= TELLS_NEAR else SituationFact.NOT


def _role(need: Need, terms: _Terms) -> RoleFact:
    if terms.standing.is_other_profession:
        return RoleFact.OTHER
    if terms.standing.is_profession_unknown:
        return RoleFact.UNKNOWN
    if terms.role is None:
        # Where only a profession is asked for, it is the role.
        return RoleFact.SAME if need.profession else RoleFact.NOT_ASKED
    if terms.role >= ROLE_SAME:
        return RoleFact.SAME
    if terms.role >= ROLE_NEAR:
        return RoleFact.NEAR
    return RoleFact.OTHER if terms.has_title else RoleFact.UNKNOWN


def _level(needed: int, actual: int) -> tuple[LevelFact, int]:
    """Return the fact, and the levels above (+) or below (-) the needed one."""
    if not needed:
        return LevelFact.NOT_ASKED, 0
    if not actual:
        return LevelFact.UNKNOWN, 0
    off = actual - needed
    return (LevelFact.AT if off == 0 else LevelFact.ABOVE if off > 0 else LevelFact.BELOW), off


def _missing(
    terms: _Terms,
    must: Sequence[bool],
    situation: SituationFact,
    role: RoleFact,
    level: LevelFact,
) -> tuple[Subject | None, int]:
    unmet = [
        (credit, at)
        for at, (credit, is_must) in enumerate(zip(terms.skills, must, strict=True))
        if is_must and credit < MUST_MET
    ]
    if unmet:
        return Subject.SKILL, min(unmet)[1]
    if situation in {SituationFact.NOT, SituationFact.NEAR}:
        undone = [(c, at) for at, c in enumerate(terms.situations) if c < SITUATION_DONE]
        return Subject.SITUATION, min(undone, default=(0.0, -1))[1]
    if role not in {RoleFact.NOT_ASKED, RoleFact.SAME}:
        return Subject.ROLE, -1
    if level in {LevelFact.UNKNOWN, LevelFact.BELOW}:
        return Subject.SENIORITY, -1
    return None, -1
