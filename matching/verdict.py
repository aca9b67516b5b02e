"""The verdict on one person for one brief: has done this, could do this, or other work.

It follows from the lines of an explanation alone, so it does not depend on who else is in the pool,
and another skill or assignment never makes it worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from matching.lines import Explanation, PastLine, SeniorityComparison, SkillLine, Subject
from matching.need import Need
from matching.weights import WEIGHTS

MUST_MET = 0.5
"""A must-have is met from this credit on: by the skill itself at its level whenever it was used, by
a part of it, or one level short within the last years. What is only related (.45) never meets it.
An unknown level counts as the lowest, so it is not confirmed yet."""
SITUATION_DONE = WEIGHTS.recency_floor
"""The situation itself counts at least this, whenever it was, and so does a narrower one within
the last years; a situation that is only near never does."""
TOLD, TOLD_NEAR = 0.45, 0.25
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
        is_told: whether the words say more of the situation than what is stated.
        situations_done, situations: how many situations of how many are done as stated.
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


def verdict_of(explanation: Explanation, need: Need) -> Verdict:
    """Return the verdict on one person.

    Somebody *has done this* who has done the situation, in the same role, at the level asked or
    above, and meets at least half of the must-haves or tells of the same work in words. It is
    *other work* if two or more of these four are not there at all, or without a past title of a
    protected profession that is needed. Everybody else *could do this*.
    """
    musts = [line for line in explanation.skills if line.is_must]
    stated, told = _stated(explanation.situations), _told(explanation)
    situation = max(stated, told)
    role, level = _role(explanation), _level(explanation)
    seniority = explanation.seniority_line
    # Without must-haves, what is asked for stands in for them, unless it was only read in a text.
    counted = musts or ([] if need.are_skills_told else list(explanation.skills))
    shown = (
        _shown_musts(counted, is_told=told is SituationFact.DONE),
        _BY_SITUATION[situation],
        _BY_ROLE[role],
        _shown_level(level, seniority.distance),
    )
    lacks_profession = seniority.is_other_profession or seniority.is_profession_unknown
    missing, index = _missing(explanation, musts, situation, role, level)
    return Verdict(
        kind=_kind(
            *shown,
            is_situation_asked=situation is not SituationFact.NOT_ASKED,
            is_other=lacks_profession or explanation.fit <= 0,
        ),
        musts_met=sum(line.credit >= MUST_MET for line in musts),
        musts=len(musts),
        situation=situation,
        is_told=told > max(stated, SituationFact.NOT),
        situations_done=_done(explanation.situations),
        situations=len(explanation.situations),
        role=role,
        level=level,
        levels_off=seniority.distance,
        is_level_read=seniority.is_read and level is not LevelFact.NOT_ASKED,
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


def _shown_musts(lines: Sequence[SkillLine], *, is_told: bool) -> _Shown:
    met = sum(line.credit >= MUST_MET for line in lines)
    if met == len(lines):
        return _Shown.YES
    return _Shown.IN_PART if is_told or 2 * met >= len(lines) else _Shown.NO


def _shown_level(level: LevelFact, distance: int) -> _Shown:
    if level is LevelFact.UNKNOWN:
        return _Shown.NO
    if level is LevelFact.BELOW:
        return _Shown.IN_PART if distance == -1 else _Shown.NO
    return _Shown.YES


def _stated(lines: Sequence[PastLine]) -> SituationFact:
    if not lines:
        return SituationFact.NOT_ASKED
    if _done(lines) == len(lines):
        return SituationFact.DONE
    return SituationFact.NEAR if any(line.is_met for line in lines) else SituationFact.NOT


def _done(lines: Sequence[PastLine]) -> int:
    return sum(line.credit >= SITUATION_DONE for line in lines)


def _told(explanation: Explanation) -> SituationFact:
    line = explanation.words_line
    if line is None:
        return SituationFact.NOT_ASKED
    if line.credit >= TOLD:
        return SituationFact.DONE
    return SituationFact.NEAR if line.credit >= TOLD_NEAR else SituationFact.NOT


def _role(explanation: Explanation) -> RoleFact:
    line, seniority = explanation.role_line, explanation.seniority_line
    if seniority.is_other_profession:
        return RoleFact.OTHER
    if seniority.is_profession_unknown:
        return RoleFact.UNKNOWN
    if line is None:
        return RoleFact.NOT_ASKED
    if line.credit >= ROLE_SAME:
        return RoleFact.SAME
    if line.credit >= ROLE_NEAR:
        return RoleFact.NEAR
    return RoleFact.UNKNOWN if line.credit_high > line.credit else RoleFact.OTHER


def _level(explanation: Explanation) -> LevelFact:
    return {
        SeniorityComparison.NOT_ASKED: LevelFact.NOT_ASKED,
        SeniorityComparison.UNKNOWN: LevelFact.UNKNOWN,
        SeniorityComparison.BELOW: LevelFact.BELOW,
        SeniorityComparison.EQUAL: LevelFact.AT,
    }.get(explanation.seniority_line.comparison, LevelFact.ABOVE)


def _missing(
    explanation: Explanation,
    musts: Sequence[SkillLine],
    situation: SituationFact,
    role: RoleFact,
    level: LevelFact,
) -> tuple[Subject | None, int]:
    unmet = [line for line in musts if line.credit < MUST_MET]
    if unmet:
        worst = min(unmet, key=lambda line: line.credit)
        return Subject.SKILL, explanation.skills.index(worst)
    if situation in {SituationFact.NOT, SituationFact.NEAR}:
        lines = explanation.situations
        open_ones = [line for line in lines if line.credit < SITUATION_DONE]
        if not open_ones:
            return Subject.SITUATION, -1
        return Subject.SITUATION, lines.index(min(open_ones, key=lambda line: line.credit))
    if role not in {RoleFact.NOT_ASKED, RoleFact.SAME}:
        return Subject.ROLE, -1
    if level in {LevelFact.UNKNOWN, LevelFact.BELOW}:
        return Subject.SENIORITY, -1
    return None, -1
