"""The wording of reasons: all sentences of pages about a result.

`evidence` stores these texts with a result; `explanation` adds those that follow from its numbers.
The text of an item, its detail, has no label. `sentence` puts the label in front.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from matching import (
    WEIGHTS,
    AskKind,
    Gap,
    Improvement,
    OutcomeLine,
    PastLine,
    SeniorityComparison,
    SkillLine,
    SkillRelation,
    number_of,
)
from skills.scales import Level

CRITERION_MET = 0.75
"""The credit from which a past outcome counts as meeting a success criterion."""
RECENTLY = f"within the last {['', 'year', 'two years', 'three years'][WEIGHTS.fresh_years]}"
RELATIONS = {
    SkillRelation.NARROWER: "a part of it",
    SkillRelation.RELATED: "closely related",
    SkillRelation.BROADER: "the wider field",
    SkillRelation.SIBLING: "next to it",
    SkillRelation.GROUP: "in the same field",
}
UNCONFIRMED = {
    "availability": "From when could you start? Your profile does not say.",
    "place": "Would you work in this region? Your profile does not say.",
    "language": "Which languages do you work in? Your profile does not say.",
    "registration": "Do you hold what the brief requires? Your profile does not state it.",
    "right_to_work": "Where may you work without a permit? Your profile does not say.",
}
"""The question for each condition of the brief that the profile does not answer."""
DATED = ("requirement", "situation", "sector")
"""The kinds of items that count less the longer ago they were."""
IF_SENIORITY = "it were that of the brief"

_LEVELS = {1: "one level", 2: "two levels", 3: "three levels"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

Facts = Mapping[str, Any]


def sentence(label: str, detail: str) -> str:
    """Return label and detail as a sentence: "IFRS: practised, last used 2024."."""
    return f"{capitalised(label)}: {detail}"


def capitalised(text: str) -> str:
    """Return the text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def uncapitalised(text: str) -> str:
    """Return the text with its first letter in lower case."""
    return text[:1].lower() + text[1:]


def whole_points(points: float) -> int:
    """Return points as pages show them: whole, halves rounded up."""
    return int(points + 0.5)


# What somebody shows of an item


def skill_detail(line: SkillLine, label: str, by: str | None, state: str) -> str:
    """Return how a requirement is met: the skill, its level and when it was last used."""
    if state == "missing":
        return "not shown in the profile."
    known = [_level(line.level_actual)] if line.level_actual or line.level_needed else []
    known += [f"last used {line.year_last_used}"] if line.year_last_used else []
    short = ""
    if line.level_actual and line.level_actual < line.level_needed:
        short = f"; asked: {_level(line.level_needed)}"
    if line.relation == SkillRelation.SAME:
        return f"{', '.join(known) or 'on the profile'}{short}."
    facts = f" ({', '.join(known)})" if known else ""
    relation = RELATIONS.get(line.relation, "near")
    return f"nearest is {by or label}, {relation}{facts}{short}."


def past_detail(line: PastLine, kind: str, facts: Facts, near: str = "") -> str:
    """Return when and where somebody has worked in a situation or sector.

    Args:
        near: the situation or sector that counts in its place, if it is only a near one.
    """
    is_sector = kind == "sector"
    if not line.is_met:
        return f"no past assignment {'in it' if is_sector else 'of this kind'}."
    done = "worked in it" if is_sector else "done"
    if line.is_told:
        done = "told of, not stated: done"
    when = f"{done} in {line.year_ended}" if line.year_ended else f"{done}, year not stated"
    what = f"near, not the same: {near}, {when}" if near else when
    return f"{what}{_where(facts, with_measure=not is_sector)}."


def criterion_detail(
    line: OutcomeLine, state: str, facts: Facts, *, is_quoted: bool = False
) -> str:
    """Return the past outcome that comes nearest to a success criterion.

    Args:
        is_quoted: whether its sentence is shown; otherwise the measure says what was achieved.
    """
    if state == "missing":
        is_open = line.credit_high > line.credit
        if is_open:
            return "the profile states no outcome to compare with it."
        return "no past outcome is similar."
    verb = "has achieved this" if state == "have" else "came closest"
    when = f" in {facts['ended']}" if facts.get("ended") else ""
    return f"{verb}{when}{_where(facts, with_measure=not is_quoted)}."


# What would add points


def if_skill(line: SkillLine, label: str, this_year: int) -> str:
    """Return what has to be true for a requirement to count in full."""
    at = f" at “{_level(line.level_needed)}”" if line.level_needed else ""
    above = f", as “{_level(line.level_needed)}” or above"
    year = line.year_last_used
    is_fresh = bool(year) and this_year - year <= WEIGHTS.fresh_years
    used = "" if is_fresh else f" and its last use {'lay' if year else 'were stated,'} {RECENTLY}"
    itself = " itself" if line.met_by >= 0 else ""
    return {
        Improvement.SHOW: f"{label}{itself} were shown{at}, used {RECENTLY}",
        Improvement.RAISE_LEVEL: f"{label} were held{at}{used}",
        Improvement.STATE_LEVEL: f"the level of {label} were stated{above}{used}",
        Improvement.REFRESH: f"{label} had been used {RECENTLY}",
        Improvement.STATE_YEAR: f"the last use of {label} were stated, {RECENTLY}",
    }.get(line.improvement, "")


def if_past(line: PastLine, kind: str, label: str) -> str:
    """Return what has to be true for a situation or sector to count in full."""
    work = "in it" if kind == "sector" else "of this kind"
    return {
        Improvement.SHOW: f"a past assignment {work} were stated, ended {RECENTLY}",
        Improvement.REFRESH: f"one {work} had ended {RECENTLY}",
        Improvement.STATE_YEAR: f"a year were stated for {label}, {RECENTLY}",
        Improvement.STATE: f"it were stated with an assignment that ended {RECENTLY}",
    }.get(line.improvement, "")


def if_criterion(line: OutcomeLine) -> str:
    """Return what has to be true for a success criterion to count in full."""
    return "a past outcome just like it were stated" if line.credit < 1 else ""


def plus(points: float, condition: str, *, is_most: bool = False) -> str:
    """Return "plus 4 points if …", or "" if the points round to zero.

    Args:
        is_most: whether the points are the most that the condition can give.
    """
    whole = whole_points(points)
    if not whole or not condition:
        return ""
    least = "up to " if is_most else ""
    return f"plus {least}{whole} point{'' if whole == 1 else 's'} if {condition}"


# What is missing


def gap_sentence(missing: str, points: str) -> str:
    """Return what is missing, with the points that it would add, as a sentence."""
    return f"{missing}: {points}." if points else f"{missing}."


def missing(gap: Gap, label: str, *, is_near: bool) -> str:
    """Return what is missing of a skill, situation or sector, without a full stop.

    Args:
        is_near: whether a related skill is shown in its place.
    """
    must = "Must-have missing: " if gap.is_missing_must else ""
    name = capitalised(label)
    itself = f"{name} itself is not shown, only something related"
    return must + {
        Improvement.SHOW: itself if is_near else f"{name} is not shown",
        Improvement.RAISE_LEVEL: f"{name} is held below the level asked",
        Improvement.REFRESH: f"{name} was some years ago",
        Improvement.STATE_LEVEL: f"The level of {label} is not stated",
        Improvement.STATE_YEAR: f"No year is stated for {label}",
        Improvement.STATE: f"{name} is told, not stated",
    }.get(gap.improvement, name)


def missing_criterion(label: str, *, is_met: bool) -> str:
    """Return what is missing of a success criterion, without a full stop."""
    near = "Only a less similar past outcome is stated" if is_met else "No past outcome is stated"
    return f"{near} for “{label}”"


def missing_seniority(comparison: SeniorityComparison) -> str:
    """Return what is missing of the seniority, without a full stop."""
    is_below = comparison == SeniorityComparison.BELOW
    return "Seniority is below the brief's" if is_below else "Seniority is not stated"


def question(kind: AskKind, label: str, near: str) -> str:
    """Return a question to ask the interim.

    Args:
        near: the skill that is shown in place of the one asked for.
    """
    return {
        AskKind.MUST_MISSING: f"Where have you done {label}? It is a must-have, not shown yet.",
        AskKind.SKILL_MISSING: f"Have you worked with {label}?",
        AskKind.SKILL_BY_NEIGHBOUR: f"How much does your {near} cover {label}?",
        AskKind.LEVEL_BELOW: f"How deep does your {label} go? The brief asks for more.",
        AskKind.LEVEL_UNKNOWN: f"What is your level in {label}?",
        AskKind.YEAR_UNKNOWN: f"When did you last use {label}?",
        AskKind.LONG_AGO: f"What has changed in {label} since you last used it?",
        AskKind.SITUATION_MISSING: f"Which of your assignments came closest to this: {label}?",
        AskKind.OUTCOME_MISSING: f"What have you achieved that comes closest to this: {label}?",
        AskKind.ROLE_MISSING: "Which of your past roles came closest to this one?",
        AskKind.SENIORITY_UNKNOWN: "What was the most recent level of your responsibility?",
        AskKind.SENIORITY_BELOW: "What in your record shows that you can fill a role of this size?",
        AskKind.SENIORITY_FAR_ABOVE: "Why does a role below your last one interest you now?",
    }[kind]


# What the numbers of a stored result mean


def seniority(parts: Facts) -> str:
    """Return the distance of the seniority from the brief's, and its effect on the score."""
    distance = parts.get("distance")
    if distance is None:
        return "Seniority not known: ask"
    factor = seniority_factor(parts)
    percent = percent_off(factor) if factor else 0
    if distance == 0 and not percent:
        return "At the level of the brief"
    effect = f"counts {percent} % off" if percent else "costs no points"
    if distance == 0:
        return f"At the level of the brief: {effect}"
    steps = _LEVELS.get(abs(distance), f"{abs(distance)} levels")
    return f"{steps} {'above' if distance > 0 else 'below'} the brief: {effect}".capitalize()


def seniority_factor(parts: Facts) -> float | None:
    """Return what the level alone multiplies the score by, without another profession."""
    factor = parts.get("seniority")
    if factor is None or not parts.get("other_profession"):
        return factor
    return float(factor) / WEIGHTS.other_profession


def seniority_with_levels(parts: Facts) -> str:
    """Return the same as a sentence that names both levels if they differ."""
    actual, needed = parts.get("actual", ""), parts.get("needed", "")
    levels = ""
    if actual and needed and actual != needed:
        levels = f" (has worked as {uncapitalised(actual)}; asked: {uncapitalised(needed)})"
    read = " The level is read from a past title: stating it counts more."
    return f"{seniority(parts)}{levels}.{read if parts.get('is_read') else ''}"


def must_haves(musts: Sequence[Facts], parts: Facts) -> str:
    """Return how many must-haves are fully met, and how much the others reduce the score."""
    short = sum(1 for item in musts if (item.get("credit") or 0) < 1)
    if not short:
        all_of_them = {1: "The one must-have is", 2: "Both are"}.get(
            len(musts), f"All {_number(len(musts))} are"
        )
        return f"{all_of_them} fully met; nothing is deducted."
    if len(musts) == 1:
        subject = "The one must-have is not"
    elif short < len(musts):
        some = f"{_number(short).capitalize()} of {_number(len(musts))}"
        subject = f"{some} {'is' if short == 1 else 'are'} not"
    else:
        subject = {2: "Neither is"}.get(short, f"None of the {_number(short)} is")
    percent = percent_off(parts.get("must", 1))
    return f"{subject} fully met, which reduces the total by {percent} %."


def without_words() -> str:
    """Return that this ranking compared neither the words of the brief nor past outcomes."""
    return "The words of the brief could not be compared with past assignments and outcomes."


def without_outcomes() -> str:
    """Return that this ranking did not count past outcomes."""
    return "Past outcomes could not be compared with what success looks like this time."


def reach(score: float, high: float, evidence: Sequence[Facts], parts: Facts) -> str:
    """Return how high the score could be once unknown facts are stated, or "" if it cannot rise."""
    if whole_points(high) <= whole_points(score):
        return ""
    levels, years, open_kinds = [], [], set()
    for item in evidence:
        is_skill, is_met = item["kind"] == "requirement", item["state"] != "missing"
        about = (item.get("by") if is_skill else "") or item["label"]
        if is_skill and is_met and item.get("needed") and not item.get("actual"):
            levels.append(about)
        if is_met and item["kind"] in DATED and not item.get("last_used"):
            years.append(about)
        if item.get("is_open"):
            open_kinds.add(item["kind"])
    open_facts = [
        _one_or_many(levels, "the level of {}", "levels"),
        _one_or_many(years, "the last year of {}", "dates"),
        _open_work(open_kinds),
        "seniority" if parts.get("comparison") == "unknown" else "",
    ]
    named = [text for text in open_facts if text] or ["what is not known"]
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if named[:-1] else named)
    is_one = len(named) == 1 and max(len(levels), len(years)) < 2 and "words" not in open_kinds
    return f"could be up to {whole_points(high)} once {listed} {'is' if is_one else 'are'} stated"


def _open_work(kinds: set[str]) -> str:
    if "words" in kinds:
        return "past assignments" if "role" in kinds else "past assignments in words"
    return "a past outcome" if "criterion" in kinds else "a past role" if "role" in kinds else ""


def _one_or_many(found: list[str], one: str, many: str) -> str:
    if not found:
        return ""
    return one.format(found[0]) if len(found) == 1 else f"{_number(len(found))} {many}"


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def percent_off(factor: float) -> int:
    """Return by how many per cent a factor of the fit lowers the number that readers see."""
    return round(100 - number_of(100.0 * float(factor)))


def _level(level: int) -> str:
    return str(Level(level).label).lower() if level else "level not stated"


def _where(facts: Facts, *, with_measure: bool) -> str:
    what = f", {facts['what']}" if facts.get("what") else ""
    return f"{what} ({facts['measure']})" if with_measure and facts.get("measure") else what
