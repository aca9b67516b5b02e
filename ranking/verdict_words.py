"""The verdict of a result: as JSON that is stored with it, and in words for its readers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from matching import LevelFact, Need, Subject, Verdict

HAS_DONE, COULD_DO, OTHER_WORK = "has_done", "could_do", "other_work"
TITLES = {
    HAS_DONE: "Has done this",
    COULD_DO: "Could do this",
    OTHER_WORK: "Other work",
}
"""The verdicts, best first."""
MISSING = {
    Subject.SITUATION: "comparable work",
    Subject.ROLE: "the role",
    Subject.SENIORITY: "the level",
}
SITUATIONS = {"done": "done", "near": "near", "not": "not shown"}
ROLES = {"same": "same", "near": "near", "other": "other", "unknown": "not stated"}
LEVELS = {"at": "as asked", "unknown": "not stated"}
STATES = {"done": "have", "same": "have", "at": "have", "above": "have", "near": "near"}

_STEPS = ("no", "one", "two", "three", "four", "five", "six")


@dataclass(frozen=True, slots=True)
class VerdictFact:
    """One of the facts below a verdict, as pages show it.

    Attributes:
        label, text: "Must-haves" and "2 of 3", "Role" and "near".
        state: "have", "near" or "missing", for its mark; the text says the same.
    """

    label: str
    text: str
    state: str

    @property
    def sentence(self) -> str:
        """The fact in one line: "Must-haves 2 of 3", "Role: near"."""
        colon = "" if self.label == "Must-haves" else ":"
        return f"{self.label}{colon} {self.text}"


@dataclass(frozen=True, slots=True)
class VerdictWords:
    """A verdict as pages show it.

    Attributes:
        kind: "has_done", "could_do" or "other_work".
        title: "Has done this".
        missing: the first thing missing of somebody who could do this, or "".
        facts: up to four: must-haves, situation, role, level; those that the brief asks for.
    """

    kind: str
    title: str
    missing: str
    facts: list[VerdictFact]

    @property
    def sentence(self) -> str:
        """The verdict in one line: "Could do this; missing: GMP"."""
        return f"{self.title}; missing: {self.missing}" if self.missing else self.title


def verdict_json(
    verdict: Verdict,
    need: Need,
    *,
    skill: Callable[[int], str],
    situation: Callable[[int], str],
) -> dict[str, Any]:
    """Return a verdict as it is stored and printed; `docs/matching.md` lists the keys.

    Args:
        skill, situation: return what a column of the need is called.
    """
    return {
        "kind": verdict.kind.name.lower(),
        "order": int(verdict.kind),
        "musts_met": verdict.musts_met,
        "musts": verdict.musts,
        "situation": verdict.situation.name.lower(),
        "is_told": verdict.is_told,
        "situations_done": verdict.situations_done,
        "situations": verdict.situations,
        "role": verdict.role.name.lower(),
        "level": verdict.level.name.lower(),
        "levels_off": verdict.levels_off if verdict.level > LevelFact.UNKNOWN else None,
        "is_level_read": verdict.is_level_read,
        "missing": _missing(verdict, need, skill, situation),
    }


def read_verdict(stored: Mapping[str, Any], read: Callable[[str], str]) -> VerdictWords | None:
    """Return a stored verdict in words; None if there is none.

    Args:
        read: applied to what is missing; for a blind reader it removes names.
    """
    if not stored:
        return None
    kind = stored["kind"]
    return VerdictWords(
        kind=kind,
        title=TITLES[kind],
        missing=read(stored["missing"]) if kind == COULD_DO else "",
        facts=[*_musts(stored), *_situation(stored), *_role(stored), *_level(stored)],
    )


def _missing(
    verdict: Verdict, need: Need, skill: Callable[[int], str], situation: Callable[[int], str]
) -> str:
    at = verdict.missing_index
    if verdict.missing is None:
        return ""
    if verdict.missing == Subject.SKILL:
        return skill(int(need.skills[at]))
    if verdict.missing == Subject.SITUATION and at >= 0:
        return situation(int(need.situations[at]))
    return MISSING[verdict.missing]


def _musts(stored: Mapping[str, Any]) -> list[VerdictFact]:
    met, of = stored["musts_met"], stored["musts"]
    if not of:
        return []
    state = "have" if met == of else "near" if 2 * met >= of else "missing"
    return [VerdictFact("Must-haves", f"{met} of {of}", state)]


def _situation(stored: Mapping[str, Any]) -> list[VerdictFact]:
    found = stored["situation"]
    if found == "not_asked":
        return []
    done, of = stored["situations_done"], stored["situations"]
    text = SITUATIONS[found]
    if stored["is_told"]:
        text = f"{text}, told not stated"
    elif found == "near" and 0 < done < of:
        text = f"{done} of {of} done"
    return [VerdictFact("Situation", text, STATES.get(found, "missing"))]


def _role(stored: Mapping[str, Any]) -> list[VerdictFact]:
    found = stored["role"]
    if found == "not_asked":
        return []
    return [VerdictFact("Role", ROLES[found], STATES.get(found, "missing"))]


def _level(stored: Mapping[str, Any]) -> list[VerdictFact]:
    found, off = stored["level"], stored["levels_off"] or 0
    if found == "not_asked":
        return []
    text = LEVELS.get(found, f"{_STEPS[min(abs(off), 6)]} {'above' if off > 0 else 'below'}")
    if stored["is_level_read"]:
        text = f"{text}, read from a title"
    state = "near" if found == "below" and off == -1 else STATES.get(found, "missing")
    return [VerdictFact("Level", text, state)]
