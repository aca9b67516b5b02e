"""The presenter of a result: one explanation for the consultant, the client and the interim.

It prepares a stored result for `components/why.html`: the order and grouping of items, and the
meaning of the numbers. The texts come from `wording`. `read` removes names from each of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ranking import record_wording, wording
from ranking.models import FitResult
from ranking.verdict_words import VerdictWords, read_verdict

Read = Callable[[str], str]
Item = dict[str, Any]

SENIORITY = "seniority"
PROFESSION = "profession"
REASONS_SHOWN = 3
STATES = {"have": "Shown", "near": "Partly shown", "missing": "Not shown"}
TITLES = {
    "requirement": "What the brief asks for",
    "situation": "Situations",
    "criterion": "What success looks like",
    "role": "Past roles",
    "words": "What the record tells",
    "sector": "Sectors",
}
IMPORTANCE = {"must": "must have", "nice": "nice to have"}


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the record, and the one of the brief that it is close to.

    Attributes:
        asked: "" where the line itself is what the brief asks for.
    """

    asked: str
    said: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One item that the brief asks for, and what the profile shows of it.

    Attributes:
        key: identifies the item when the interim disputes it, "requirement:ih:skill:gmp"; "" if it
            is not a fact of the profile.
        state: "have", "near" or "missing"; `state_label` is its text.
        detail: what is shown, as a text under the label; `sentence` is the same with the label.
        tag: "must have", "nice to have" or "".
        need, actual: levels 1 to 5, 0 if none is asked or known.
        points: what it adds to the score.
        plus: "plus 4 points if …", or "".
        asks: questions for the conversation.
        quotes: sentences of the record that show it, closest first.
    """

    key: str
    label: str
    state: str
    sentence: str
    detail: str
    state_label: str = ""
    tag: str = ""
    need: int = 0
    actual: int = 0
    points: int = 0
    plus: str = ""
    asks: list[str] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The lines of one kind, under their title."""

    title: str
    lines: list[ReasonLine]


@dataclass(frozen=True, slots=True)
class ResultSummary:
    """A result as a list shows it; the attributes are those of `ResultExplanation`."""

    verdict: VerdictWords | None
    score: int
    high: int
    parts: list[dict[str, Any]]
    first: str
    gap: str


@dataclass(frozen=True, slots=True)
class ResultExplanation:
    """A result as pages show it.

    Attributes:
        verdict: what is said first; None if there is nothing to compare.
        score, low, high: whole numbers, 0 to 100; `high` is above `low` if something is not stated.
        reach: "could be up to 90 once the level of IFRS is stated", or "".
        parts: label and points of each part; they add up to the score.
        multipliers: the effect of the must-haves and of the seniority on the whole score.
        best: the strongest reasons, at most three; `gap` is the first thing missing.
        groups: every line, missing must-haves first.
        asks: questions that belong to no line.
        left_out: what this ranking could not count, a sentence, or "".
    """

    verdict: VerdictWords | None
    score: int
    low: int
    high: int
    reach: str
    parts: list[dict[str, Any]]
    multipliers: list[ReasonLine]
    best: list[ReasonLine]
    gap: str
    groups: list[ReasonGroup]
    asks: list[str]
    left_out: str

    @property
    def count(self) -> int:
        """The number of lines."""
        return sum(len(group.lines) for group in self.groups) + len(self.multipliers)

    @property
    def first(self) -> str:
        """The strongest reason as a sentence, or ""."""
        return self.best[0].sentence if self.best else ""

    @property
    def lines(self) -> list[ReasonLine]:
        """Every line, in the order of the page."""
        return [*(line for group in self.groups for line in group.lines), *self.multipliers]


def explain_result(result: FitResult, read: Read) -> ResultExplanation:
    """Return a result as pages show it.

    Args:
        read: applied to each text; for a blind reader it removes names.
    """
    lines = [(item, _line(item, read)) for item in result.evidence]
    asked = {ask for _, line in lines for ask in line.asks}
    shown = [(item, line) for item, line in lines if item["state"] != "missing"]
    shown.sort(key=lambda one: _strongest_first(one[0]))
    return ResultExplanation(
        verdict=_verdict(result, read),
        score=wording.whole_points(result.score),
        low=wording.whole_points(result.low),
        high=wording.whole_points(result.high),
        reach=wording.reach(result.score, result.high, result.evidence, result.parts),
        parts=result.bar_parts,
        multipliers=_multipliers(result),
        best=[line for _, line in shown[:REASONS_SHOWN]],
        gap=_first_gap(result, read),
        groups=_groups(lines),
        asks=[read(ask) for ask in result.asks if read(ask) not in asked],
        left_out=_left_out(result),
    )


def summarise_result(result: FitResult, read: Read) -> ResultSummary:
    """Return a result as a list shows it."""
    shown = [item for item in result.evidence if item["state"] != "missing"]
    best = min(shown, key=_strongest_first, default=None)
    return ResultSummary(
        verdict=_verdict(result, read),
        score=wording.whole_points(result.score),
        high=wording.whole_points(result.high),
        parts=result.bar_parts,
        first=_sentence(best, read) if best else "",
        gap=_first_gap(result, read),
    )


def _verdict(result: FitResult, read: Read) -> VerdictWords | None:
    # Where nothing can be compared, nothing can be said.
    return read_verdict(result.verdict, read) if result.evidence else None


def _first_gap(result: FitResult, read: Read) -> str:
    return read(result.gaps[0]["sentence"]) if result.gaps else ""


def evidence_key(item: Item) -> str:
    """Return the key of an item of evidence, the same in every ranking of its brief."""
    return f"{item['kind']}:{item['code']}"


def _line(item: Item, read: Read) -> ReasonLine:
    detail = item["detail"]
    return ReasonLine(
        key=evidence_key(item),
        label=read(item["label"]),
        state=item["state"],
        state_label=STATES[item["state"]],
        tag=IMPORTANCE.get(item.get("importance") or "", ""),
        sentence=_sentence(item, read),
        detail=wording.capitalised(read(detail)),
        need=item.get("needed") or 0,
        actual=item.get("actual") or 0,
        points=wording.whole_points(item.get("points") or 0.0),
        plus=item.get("plus", ""),
        asks=[read(ask) for ask in item.get("asks", [])],
        quotes=[_quote(one, read) for one in item.get("quotes", [])],
    )


def _quote(quote: dict[str, str], read: Read) -> Quote:
    # Names are removed before it is cut: half a name would not be recognised.
    return Quote(*(record_wording.cut(read(quote[name])) for name in ("asked", "said")))


def _sentence(item: Item, read: Read) -> str:
    if item["kind"] == "words" and item.get("quotes"):
        return record_wording.closest(_quote(item["quotes"][0], read).said)
    return read(wording.sentence(item["label"], item["detail"]))


def _strongest_first(item: Item) -> tuple[bool, float]:
    # Situations come first, since they say more about a person than skills.
    return item["kind"] != "situation", -(item.get("points") or 0.0)


def _groups(lines: list[tuple[Item, ReasonLine]]) -> list[ReasonGroup]:
    missing = [line for item, line in lines if _is_missing_must(item)]
    groups = [ReasonGroup("Must-haves that are not shown", missing)] if missing else []
    for kind, title in TITLES.items():
        kept = [line for item, line in lines if item["kind"] == kind and not _is_missing_must(item)]
        groups += [ReasonGroup(title, kept)] if kept else []
    return groups


def _is_missing_must(item: Item) -> bool:
    return item.get("importance") == "must" and item["state"] == "missing"


def _multipliers(result: FitResult) -> list[ReasonLine]:
    parts = result.parts
    lines = []
    musts = [item for item in result.evidence if item.get("importance") == "must"]
    if musts:
        detail = wording.must_haves(musts, parts)
        lines.append(_multiplier("", "Must-haves", detail, parts.get("must")))
    if parts.get("comparison", "not_asked") != "not_asked":
        detail = wording.seniority_with_levels(parts)
        plus = next(
            (gap.get("plus", "") for gap in result.gaps if gap.get("code") == SENIORITY), ""
        )
        factor = wording.seniority_factor(parts)
        lines.append(_multiplier(SENIORITY, "Seniority", detail, factor, plus))
    if parts.get("other_profession"):
        detail = record_wording.other_profession(parts["other_profession"])
        lines.append(_multiplier(PROFESSION, "Profession", detail, 0.0))
    return lines


def _multiplier(
    key: str, label: str, detail: str, factor: float | None, plus: str = ""
) -> ReasonLine:
    return ReasonLine(
        key=key,
        label=label,
        state="have" if factor is None or factor >= 1 else "near",
        sentence=wording.sentence(label, wording.uncapitalised(detail)),
        detail=detail,
        plus=plus,
    )


def _left_out(result: FitResult) -> str:
    if result.run_id and result.run.is_without_words:
        return wording.without_words()
    if result.run_id and result.run.is_without_outcomes:
        return wording.without_outcomes()
    return ""
