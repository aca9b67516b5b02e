"""The highlights of an explanation: reasons, gaps and what to ask, most important first."""

from collections.abc import Mapping, Sequence

from matching.lines import (
    Ask,
    AskKind,
    Gap,
    Improvement,
    Line,
    Reason,
    RoleLine,
    SeniorityComparison,
    SeniorityLine,
    SkillLine,
    Subject,
)
from matching.need import Need
from matching.weights import WEIGHTS, SkillRelation

Lines = Mapping[Subject, Sequence[Line]]


def find_reasons(lines: Lines) -> tuple[Reason, ...]:
    """Return the items that add points, most points first."""
    found = [
        Reason(subject, index, line.points)
        for subject, of in lines.items()
        for index, line in enumerate(of)
        if line.points > 0
    ]
    return tuple(sorted(found, key=lambda r: (-r.points, r.subject, r.index)))


def find_gaps(lines: Lines, seniority: SeniorityLine) -> tuple[Gap, ...]:
    """Return the items not fully met: missing must-haves first, then by the points missing."""
    found = [
        Gap(
            subject=subject,
            index=index,
            improvement=line.improvement,
            points_if=line.points_if,
            is_missing_must=isinstance(line, SkillLine) and line.is_missing_must,
        )
        for subject, of in lines.items()
        for index, line in enumerate(of)
        if line.improvement != Improvement.NONE
    ]
    if seniority.comparison in (SeniorityComparison.BELOW, SeniorityComparison.UNKNOWN):
        found.append(Gap(Subject.SENIORITY, 0, Improvement.SHOW, seniority.points_if, False))
    return tuple(
        sorted(
            found,
            key=lambda g: (not g.is_missing_must, -g.points_if, g.subject, g.index),
        )
    )


def find_asks(
    need: Need, lines: Lines, *, role: RoleLine | None, seniority: SeniorityLine
) -> tuple[Ask, ...]:
    """Return what to ask about: missing must-haves first, then in the need's order."""
    found = [
        Ask(kind, Subject.SKILL, index)
        for index, line in enumerate(lines[Subject.SKILL])
        if isinstance(line, SkillLine)
        for kind in _skill_asks(line, need.this_year)
    ]
    found += [
        Ask(AskKind.SITUATION_MISSING, Subject.SITUATION, index)
        if line.improvement == Improvement.SHOW
        else Ask(AskKind.YEAR_UNKNOWN, Subject.SITUATION, index)
        for index, line in enumerate(lines[Subject.SITUATION])
        if line.improvement in (Improvement.SHOW, Improvement.STATE_YEAR)
    ]
    found += [
        Ask(AskKind.OUTCOME_MISSING, Subject.OUTCOME, index)
        for index, line in enumerate(lines[Subject.OUTCOME])
        if line.improvement == Improvement.SHOW
    ]
    if role is not None and role.met_by < 0:
        found.append(Ask(AskKind.ROLE_MISSING, Subject.ROLE, 0))
    kind = {
        SeniorityComparison.UNKNOWN: AskKind.SENIORITY_UNKNOWN,
        SeniorityComparison.BELOW: AskKind.SENIORITY_BELOW,
        SeniorityComparison.FAR_ABOVE: AskKind.SENIORITY_FAR_ABOVE,
    }.get(seniority.comparison)
    if kind:
        found.append(Ask(kind, Subject.SENIORITY, 0))
    return tuple(sorted(found, key=lambda a: a.kind != AskKind.MUST_MISSING))


def _skill_asks(line: SkillLine, this_year: int) -> list[AskKind]:
    if line.is_missing_must:
        return [AskKind.MUST_MISSING]
    if line.is_missing:
        return [AskKind.SKILL_MISSING]
    asks = []
    if line.relation != SkillRelation.SAME:
        asks.append(AskKind.SKILL_BY_NEIGHBOUR)
    if line.level_needed and not line.level_actual:
        asks.append(AskKind.LEVEL_UNKNOWN)
    elif line.level_actual < line.level_needed:
        asks.append(AskKind.LEVEL_BELOW)
    if not line.year_last_used:
        asks.append(AskKind.YEAR_UNKNOWN)
    elif this_year - line.year_last_used > WEIGHTS.fresh_years + WEIGHTS.half_life_years:
        asks.append(AskKind.LONG_AGO)
    unstated = AskKind.LEVEL_UNKNOWN in asks or AskKind.YEAR_UNKNOWN in asks
    if line.credit_high > line.credit and not unstated:
        # Another skill of the person could count for more if its level were known.
        asks.append(AskKind.LEVEL_UNKNOWN)
    return asks
