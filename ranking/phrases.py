"""Sentences of an explanation. Each begins with what the brief asks, so that it can stand alone."""

from typing import Any

from matching import (
    WEIGHTS,
    AskKind,
    Gap,
    Improvement,
    OutcomeLine,
    PastLine,
    Relation,
    SeniorityComparison,
    SkillLine,
)
from skills.scales import Level

MET_FROM = 0.75  # an outcome so like a criterion is one that meets it
LATELY = f"within the last {['', 'year', 'two years', 'three years'][WEIGHTS.fresh_years]}"
TIES = {
    Relation.NARROWER: "a part of it",
    Relation.RELATED: "closely related",
    Relation.BROADER: "the wider field",
    Relation.SIBLING: "next to it",
    Relation.GROUP: "in the same field",
}
Facts = dict[str, Any]


def of_skill(line: SkillLine, label: str, by: str | None, state: str) -> str:
    """Return how a requirement is met: by what, at which level, when last."""
    if state == "missing":
        return f"{upper(label)}: not shown in the profile."
    known = [_level(line.level_held)] if line.level_held or line.level_needed else []
    known += [f"last used {line.year_last_used}"] if line.year_last_used else []
    short = ""
    if line.level_held and line.level_held < line.level_needed:
        short = f"; asked: {_level(line.level_needed)}"
    if line.relation == Relation.SAME:
        return f"{upper(label)}: {', '.join(known) or 'on the profile'}{short}."
    held = f" ({', '.join(known)})" if known else ""
    tie = TIES.get(line.relation, "near")
    return f"{upper(label)}: nearest is {by or label}, {tie}{held}{short}."


def of_past(line: PastLine, kind: str, label: str, facts: Facts) -> str:
    """Return when and where somebody has been in a situation or sector."""
    is_sector = kind == "sector"
    if not line.is_met:
        return f"{upper(label)}: no past assignment {'in it' if is_sector else 'of this kind'}."
    done = "worked in it" if is_sector else "done"
    when = f"{done} in {line.year_ended}" if line.year_ended else f"{done}, year not stated"
    return f"{upper(label)}: {when}{_where(facts, with_measure=not is_sector)}."


def of_criterion(line: OutcomeLine, label: str, state: str, facts: Facts) -> str:
    """Return the past outcome that comes nearest to a success criterion."""
    if state == "missing":
        is_open = line.credit_high > line.credit
        said = "the profile tells no outcome to hold against it"
        return f"{upper(label)}: {said if is_open else 'no past outcome comes near'}."
    verb = "has achieved the like" if state == "have" else "comes nearest"
    when = f" in {facts['ended']}" if facts.get("ended") else ""
    return f"{upper(label)}: {verb}{when}{_where(facts, with_measure=True)}."


def if_skill(line: SkillLine, label: str, this_year: int) -> str:
    """Return what would have to be so for a requirement to count in full: all that is promised."""
    at = f" at “{_level(line.level_needed)}”" if line.level_needed else ""
    above = f", as “{_level(line.level_needed)}” or above"
    year = line.year_last_used
    is_fresh = bool(year) and this_year - year <= WEIGHTS.fresh_years
    used = "" if is_fresh else f" and its last use {'lay' if year else 'were stated,'} {LATELY}"
    itself = f"{label} itself" if line.met_by >= 0 else label
    return {
        Improvement.SHOW: f"{itself} were shown{at}, used {LATELY}",
        Improvement.RAISE_LEVEL: f"{label} were held{at}{used}",
        Improvement.STATE_LEVEL: f"the level of {label} were stated{above}{used}",
        Improvement.REFRESH: f"{label} had been used {LATELY}",
        Improvement.STATE_YEAR: f"the last use of {label} were stated, {LATELY}",
    }.get(line.improvement, "")


def if_past(line: PastLine, kind: str, label: str) -> str:
    """Return what would have to be so for a situation or sector to count in full."""
    work = "in it" if kind == "sector" else "of this kind"
    return {
        Improvement.SHOW: f"a past assignment {work} were told, ended {LATELY}",
        Improvement.REFRESH: f"one {work} had ended {LATELY}",
        Improvement.STATE_YEAR: f"a year were stated for {label}, {LATELY}",
    }.get(line.improvement, "")


def if_criterion(line: OutcomeLine) -> str:
    """Return what would have to be so for a success criterion to count in full."""
    return "a past outcome just like it were told" if line.credit < 1 else ""


def plus(points: float, condition: str) -> str:
    """Return "plus 4 points if …", or "" where it would round to nothing."""
    # Halves go up, as in every other figure a reader sees.
    whole = int(points + 0.5)
    if not whole or not condition:
        return ""
    return f"plus {whole} point{'' if whole == 1 else 's'} if {condition}"


def of_gap(gap: Gap, label: str, *, is_near: bool) -> str:
    """Return what is missing of a skill, situation or sector, without its full stop."""
    must = "Must-have missing: " if gap.is_missing_must else ""
    itself = f"{upper(label)} itself is not shown, only something near it"
    return must + {
        Improvement.SHOW: itself if is_near else f"{upper(label)} is not shown",
        Improvement.RAISE_LEVEL: f"{upper(label)} is held below the level asked",
        Improvement.REFRESH: f"{upper(label)} lies some years back",
        Improvement.STATE_LEVEL: f"The level of {label} is not stated",
        Improvement.STATE_YEAR: f"No year is stated for {label}",
    }.get(gap.improvement, upper(label))


def of_outcome_gap(label: str, *, is_met: bool) -> str:
    """Return what is missing of a success criterion, without its full stop."""
    near = "Only a distant past outcome is told" if is_met else "No past outcome is told"
    return f"{near} for “{label}”"


def of_seniority_gap(standing: SeniorityComparison) -> str:
    """Return what is missing of the seniority, without its full stop."""
    below = standing == SeniorityComparison.BELOW
    return "Seniority is below the brief's" if below else "Seniority is not stated"


def of_ask(kind: AskKind, label: str, near: str) -> str:
    """Return a question, to be asked of the person."""
    return {
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
    }[kind]


def upper(words: str) -> str:
    """Return the words with a capital."""
    return words[:1].upper() + words[1:]


def _level(level: int) -> str:
    return str(Level(level).label).lower() if level else "level not stated"


def _where(facts: Facts, *, with_measure: bool) -> str:
    what = f", {facts['what']}" if facts.get("what") else ""
    return f"{what} ({facts['measure']})" if with_measure and facts.get("measure") else what
