"""Why somebody fits, in the one reading that the consultant, the client and the interim share.

It takes a result as it is stored and arranges it for `components/why.html`. The sentences are the
result's own; here they are only read blind, put in order, and joined by what the numbers mean.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ranking.models import FitResult

Read = Callable[[str], str]
Item = dict[str, Any]

SENIORITY = "seniority"
REASONS_SHOWN = 3
STATES = {"have": "Shown", "near": "Partly shown", "missing": "Not shown"}
TITLES = {
    "requirement": "What the brief asks for",
    "situation": "Situations",
    "criterion": "What success looks like",
    "sector": "Sectors",
}
IMPORTANCE = {"must": "must have", "nice": "nice to have"}
_LEVELS = {1: "one level", 2: "two levels", 3: "three levels"}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the brief asks, and what the person shows of it.

    Attributes:
        key: what a press on "This is wrong" names, "requirement:ih:skill:gmp"; "" for what is no
            fact of the profile.
        state: "have", "near" or "missing"; `state_label` says it in words.
        sentence, words: what is shown, by itself and under its label.
        tag: "must have", "nice to have" or "".
        need, held: levels 1 to 5, 0 where none is asked or known.
        points: what it adds to the score.
        plus: "plus 4 points if …", or "".
        asks: what to find out in conversation.
    """

    key: str
    label: str
    state: str
    sentence: str
    words: str
    state_label: str = ""
    tag: str = ""
    need: int = 0
    held: int = 0
    points: int = 0
    plus: str = ""
    asks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """The lines of one kind, under their title."""

    title: str
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Why:
    """A result as it is read.

    Attributes:
        score, low, high: 0 to 100, whole; `high` is above `low` where something is not stated.
        reach: "could be up to 90 once the level of IFRS is stated", or "".
        parts: label and points of each part, which add up to the score.
        multipliers: what the must-haves and the seniority do to the whole, each a sentence.
        best: the strongest reasons, at most three; `gap` is the first thing missing.
        groups: every line, missing must-haves first.
        asks: what else to find out, beside the lines' own questions.
        left_out: what this ranking could not count, a sentence, or "".
    """

    score: int
    low: int
    high: int
    reach: str
    parts: list[dict[str, Any]]
    multipliers: list[Line]
    best: list[Line]
    gap: str
    groups: list[Group]
    asks: list[str]
    left_out: str

    @property
    def count(self) -> int:
        """How many lines there are."""
        return sum(len(group.lines) for group in self.groups) + len(self.multipliers)

    @property
    def first(self) -> str:
        """The one reason to say first, or ""."""
        return self.best[0].sentence if self.best else ""

    @property
    def lines(self) -> list[Line]:
        """Every line with a sentence of its own, in the order they are read."""
        return [*(line for group in self.groups for line in group.lines), *self.multipliers]


def why_of(result: FitResult, read: Read) -> Why:
    """Return how a result reads; `read` takes names out of its sentences."""
    lines = [(item, _line(item, read)) for item in result.evidence]
    said = {ask for _, line in lines for ask in line.asks}
    return Why(
        score=_whole(result.score),
        low=_whole(result.low),
        high=_whole(result.high),
        reach=_reach(result),
        parts=result.bar_parts,
        multipliers=_multipliers(result),
        best=[line for _, line in sorted(lines, key=_strongest) if line.state != "missing"][
            :REASONS_SHOWN
        ],
        gap=read(result.gaps[0]["sentence"]) if result.gaps else "",
        groups=_groups(lines),
        asks=[read(ask) for ask in result.asks if read(ask) not in said],
        left_out=_left_out(result),
    )


def seniority_in_words(parts: Item) -> str:
    """Return how far an interim's seniority is from the brief's, and what it does to the score."""
    distance, factor = parts.get("distance"), parts.get("seniority")
    if distance is None:
        return "Seniority not known: ask"
    if distance == 0:
        return "At the level of the brief"
    steps = _LEVELS.get(abs(distance), f"{abs(distance)} levels")
    docked = 0 if factor is None else round(100 * (1 - float(factor)))
    effect = f"counts {docked} % off" if docked else "costs no points"
    return f"{steps} {'above' if distance > 0 else 'below'} the brief: {effect}".capitalize()


def _line(item: Item, read: Read) -> Line:
    sentence = read(item.get("sentence", ""))
    return Line(
        key=key_of(item),
        label=item["label"],
        state=item["state"],
        state_label=STATES[item["state"]],
        tag=IMPORTANCE.get(item.get("importance") or "", ""),
        sentence=sentence,
        words=_under(item["label"], sentence),
        need=item.get("needed") or 0,
        held=item.get("held") or 0,
        points=_whole(item.get("points") or 0.0),
        plus=item.get("plus", ""),
        asks=[read(ask) for ask in item.get("asks", [])],
    )


def key_of(item: Item) -> str:
    """Return what a piece of evidence is known by, in every ranking of its brief."""
    return f"{item['kind']}:{item['code']}"


def _under(label: str, sentence: str) -> str:
    """Return a sentence that begins with its label as it reads below that label."""
    start = f"{label}: ".casefold()
    words = sentence[len(start) :] if sentence.casefold().startswith(start) else sentence
    return words[:1].upper() + words[1:]


def _strongest(pair: tuple[Item, Line]) -> tuple[bool, float]:
    # Where somebody has stood says more than what they can: it is the first thing said.
    item, _ = pair
    return item["kind"] != "situation", -(item.get("points") or 0.0)


def _groups(lines: list[tuple[Item, Line]]) -> list[Group]:
    missing = [line for item, line in lines if _is_missing_must(item)]
    groups = [Group("Must-haves that are not shown", missing)] if missing else []
    for kind, title in TITLES.items():
        kept = [line for item, line in lines if item["kind"] == kind and not _is_missing_must(item)]
        groups += [Group(title, kept)] if kept else []
    return groups


def _is_missing_must(item: Item) -> bool:
    return item.get("importance") == "must" and item["state"] == "missing"


def _multipliers(result: FitResult) -> list[Line]:
    parts = result.parts
    found = []
    musts = [item for item in result.evidence if item.get("importance") == "must"]
    if musts:
        found.append(_multiplier("", "Must-haves", _musts(musts, parts), parts.get("must")))
    if parts.get("standing", "not_asked") != "not_asked":
        sentence = f"{seniority_in_words(parts)}{_levels(parts)}."
        factor = parts.get("seniority")
        found.append(_multiplier(SENIORITY, "Seniority", sentence, factor, _seniority_plus(result)))
    return found


def _multiplier(key: str, label: str, words: str, factor: float | None, plus: str = "") -> Line:
    state = "have" if factor is None or factor >= 1 else "near"
    return Line(key, label, state, f"{label}: {_lower(words)}", words, plus=plus)


def _seniority_plus(result: FitResult) -> str:
    said = [gap.get("plus", "") for gap in result.gaps if gap.get("code") == SENIORITY]
    return said[0] if said else ""


def _musts(musts: list[Item], parts: Item) -> str:
    short = sum(1 for item in musts if (item.get("credit") or 0) < 1)
    docked = round(100 * (1 - float(parts.get("must", 1))))
    if not short:
        said = {1: "The one must-have is", 2: "Both are"}.get(
            len(musts), f"All {_number(len(musts))} are"
        )
        return f"{said} met in full; nothing is taken off."
    if len(musts) == 1:
        return f"The one must-have is not met in full, which takes {docked} % off the whole."
    if short < len(musts):
        some = f"{_number(short).capitalize()} of {_number(len(musts))}"
        said = f"{some} {'is' if short == 1 else 'are'} not"
    else:
        said = {2: "Neither is"}.get(short, f"None of the {_number(short)} is")
    return f"{said} met in full, which takes {docked} % off the whole."


def _levels(parts: Item) -> str:
    held, needed = parts.get("held", ""), parts.get("needed", "")
    if not held or not needed or held == needed:
        return ""
    return f" (has worked as {_lower(held)}; asked: {_lower(needed)})"


def _left_out(result: FitResult) -> str:
    if result.run_id and result.run.is_without_outcomes:
        return "Past outcomes could not be compared with what success looks like this time."
    return ""


def _reach(result: FitResult) -> str:
    """Say how far the score could rise, and on what being stated."""
    if _whole(result.high) <= _whole(result.score):
        return ""
    levels, years, is_outcome_open = [], [], False
    for item in result.evidence:
        is_skill, is_met = item["kind"] == "requirement", item["state"] != "missing"
        about = (item.get("by") if is_skill else "") or item["label"]
        if is_skill and is_met and item.get("needed") and not item.get("held"):
            levels.append(about)
        if is_met and item["kind"] != "criterion" and not item.get("last_used"):
            years.append(about)
        is_outcome_open |= item.get("is_open", False)
    open_facts = [
        _one_or_many(levels, "the level of {}", "levels"),
        _one_or_many(years, "the last year of {}", "dates"),
        "a past outcome" if is_outcome_open else "",
        "seniority" if result.parts.get("standing") == "unknown" else "",
    ]
    named = [words for words in open_facts if words] or ["what is not known"]
    listed = " and ".join([", ".join(named[:-1]), named[-1]] if named[:-1] else named)
    is_one = len(named) == 1 and len(levels) < 2 and len(years) < 2
    return f"could be up to {_whole(result.high)} once {listed} {'is' if is_one else 'are'} stated"


def _one_or_many(found: list[str], one: str, many: str) -> str:
    if not found:
        return ""
    return one.format(found[0]) if len(found) == 1 else f"{_number(len(found))} {many}"


def _whole(points: float) -> int:
    # Halves go up, as in every other figure a reader sees.
    return int(points + 0.5)


def _number(number: int) -> str:
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
