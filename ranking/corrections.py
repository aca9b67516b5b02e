"""Reasons that an interim disputes: the page of the fact, and the effect of a correction."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from candidates.models import Candidate
from ranking.blind import explain_blind
from ranking.explanation import PROFESSION, SENIORITY, ReasonLine, evidence_key
from ranking.models import FitResult
from ranking.versions import require_same_versions

LEAST_POINTS = 0.05
"""A smaller difference is not visible in figures with one decimal."""


@dataclass(frozen=True, slots=True)
class ProfileLink:
    """A page of the profile.

    Attributes:
        url: its URL without `query` and `anchor`; `with_query` adds both.
    """

    url: str
    query: str = ""
    anchor: str = ""

    def with_query(self, query: str) -> str:
        """Return the complete URL, with a further query for the way back."""
        joined = "&".join(filter(None, [self.query, query]))
        return f"{self.url}?{joined}{self.anchor}"


@dataclass(frozen=True, slots=True)
class Change:
    """One line that has changed.

    Attributes:
        before, after: the text then and now; "" if there was no line.
        points: what it adds now, minus what it added then.
    """

    label: str
    before: str
    after: str
    points: float

    @property
    def signed(self) -> str:
        """The points with their sign, "+3.4" or "−0.8"; "" if they are the same."""
        shown = f"{self.points:+.1f}"
        return "" if shown in {"+0.0", "-0.0"} else shown.replace("-", "−")

    @property
    def is_reworded(self) -> bool:
        """Whether its text has changed, not only its points."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Difference:
    """Two results of one interim on one brief, compared.

    Attributes:
        before, after: the scores, 0 to 100.
        changes: the lines that have changed, reworded ones first.
        same_count: the number of unchanged lines.
        verdict_before, verdict_after: the verdicts in one line each, "" if there was none.
    """

    before: float
    after: float
    changes: list[Change]
    same_count: int
    verdict_before: str = ""
    verdict_after: str = ""

    @property
    def points(self) -> float:
        """The difference of the scores, in points."""
        return round(self.after - self.before, 1)

    @property
    def size(self) -> float:
        """The difference of the scores without its sign."""
        return abs(self.points)

    @property
    def has_new_verdict(self) -> bool:
        """Whether the verdict is another one than before."""
        return bool(self.verdict_before) and self.verdict_before != self.verdict_after

    @property
    def is_more(self) -> bool:
        """Whether the score has risen."""
        return self.points > 0


def line_named(result: FitResult, key: str) -> str | None:
    """Return the label of the line with this key, or None."""
    lines = {line.key: line.label for line in explain_blind(result).lines if line.key}
    return lines.get(key)


def link_to_fact(result: FitResult, key: str, candidate: Candidate) -> ProfileLink:
    """Return the page of the profile where the fact behind a line is, or can be, stated."""
    if key == SENIORITY:
        return ProfileLink(reverse("candidates:basics"), anchor="#id_seniority")
    if key == PROFESSION:
        return ProfileLink(reverse("candidates:add_assignment"))
    item = next(item for item in result.evidence if evidence_key(item) == key)
    if item["kind"] == "requirement":
        return ProfileLink(reverse("candidates:skills"), urlencode({"skill": item["code"]}))
    work = item.get("assignment")
    if work and candidate.record.with_ref(work).exists():
        return ProfileLink(reverse("candidates:change_assignment", args=[work]))
    if item["kind"] == "sector" and item["state"] != "missing":
        return ProfileLink(reverse("candidates:basics"), anchor="#id_sectors_field")
    kinds = {"situation": "situations", "sector": "sectors"}
    ticked = {kinds[item["kind"]]: item["code"]} if item["kind"] in kinds else {}
    return ProfileLink(reverse("candidates:add_assignment"), urlencode(ticked))


def difference(before: FitResult, after: FitResult) -> Difference:
    """Compare a stored result of an interim with one computed now for the same brief.

    Raises:
        OtherVersions: the stored one was made with other versions of the software.
    """
    require_same_versions(before.run)
    then, now = _lines(before), _lines(after)
    keys = [*now, *(key for key in then if key not in now)]
    changes = [_change(then.get(key), now.get(key)) for key in keys]
    told = [change for change in changes if _is_seen(change)]
    return Difference(
        before=before.score,
        after=after.score,
        changes=sorted(told, key=lambda change: not change.is_reworded),
        same_count=len(changes) - len(told),
        verdict_before=_verdict(before),
        verdict_after=_verdict(after),
    )


def _verdict(result: FitResult) -> str:
    verdict = explain_blind(result).verdict
    return verdict.sentence if verdict else ""


def _lines(result: FitResult) -> dict[str, tuple[ReasonLine, float]]:
    exact = {evidence_key(item): item.get("points") or 0.0 for item in result.evidence}
    return {
        line.key or line.label: (line, exact.get(line.key, 0.0))
        for line in explain_blind(result).lines
    }


def _change(then: tuple[ReasonLine, float] | None, now: tuple[ReasonLine, float] | None) -> Change:
    line, points = now or (None, 0.0)
    old, old_points = then or (None, 0.0)
    named = line or old
    return Change(
        label=named.label if named else "",
        before=old.detail if old else "",
        after=line.detail if line else "",
        points=round(points - old_points, 2),
    )


def _is_seen(change: Change) -> bool:
    return change.is_reworded or abs(change.points) >= LEAST_POINTS
