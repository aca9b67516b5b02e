"""The level of a firm's work, and how it treats interims, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format

from skills.scales import WorkLevel

ENOUGH = 5
"""The fewest briefs, answers or endings of which a number is shown."""
TOO_FEW = "Too few to say"
_DAY = 24


def usual_level(by_level: Mapping[int, int]) -> WorkLevel | None:
    """Return the highest level that at least half of the briefs reach; None for too few briefs."""
    count = sum(by_level.values())
    if count < ENOUGH:
        return None
    reached = 0
    for level in sorted(WorkLevel, reverse=True):
        reached += by_level.get(level, 0)
        if 2 * reached >= count:
            return level
    raise AssertionError("the lowest level is reached by all")


@dataclass(frozen=True, slots=True)
class WorkFacts:
    """What an interim reads of a firm's work beside its kind and specialism.

    Attributes:
        declared: the `WorkLevel` that the firm declares, or None.
        declared_on: when it declared it.
        by_level: the number of briefs at each level in the last 24 months, highest level first.
        recorded: the `WorkLevel` by the record; None with fewer than `ENOUGH` briefs.
        answers: the number of interims' questions that it answered in that time.
        answer_hours: the median time until an answer, in hours.
        endings: the number of conversations that it or its client ended in that time.
        endings_with_reason: the number of those in which the interim read why.
    """

    declared: int | None
    declared_on: date | None
    by_level: Mapping[int, int]
    recorded: int | None
    answers: int
    answer_hours: float | None
    endings: int
    endings_with_reason: int

    @property
    def level(self) -> WorkLevel | None:
        """The level by the record, else as declared; None if neither is known."""
        known = self.recorded or self.declared
        return WorkLevel(known) if known else None

    @property
    def is_declared(self) -> bool:
        """Whether only the firm itself says so."""
        return self.recorded is None and self.declared is not None

    @property
    def is_executive(self) -> bool:
        """Whether its work is known to be at executive level or above."""
        return self.level is not None and self.level >= WorkLevel.EXECUTIVE

    @property
    def level_words(self) -> str:
        """The level of its work in one or two words."""
        return str(self.level.label) if self.level else "Not stated"

    @property
    def basis(self) -> str:
        """Where the level comes from."""
        if self.recorded is not None:
            shares = [
                f"{WorkLevel(level).label.lower()} {count}"
                for level, count in self.by_level.items()
                if count
            ]
            return f"{sum(self.by_level.values())} briefs in 24 months: {', '.join(shares)}"
        if self.declared_on:
            return f"declared by the firm on {date_format(self.declared_on, 'j F Y')}"
        return "fewer than five briefs here, and nothing declared"

    @property
    def in_one_line(self) -> str:
        """The level and where it comes from: "Executive (declared by the firm on 1 May 2026)"."""
        return f"{self.level_words} ({self.basis})"

    @property
    def answer_words(self) -> str:
        """How fast it answers interims' questions."""
        if self.answers < ENOUGH or self.answer_hours is None:
            return TOO_FEW
        return f"{_hours(self.answer_hours)}, the median of {self.answers} answers"

    @property
    def reason_words(self) -> str:
        """How often an interim learnt why a conversation ended."""
        if self.endings < ENOUGH:
            return TOO_FEW
        return f"{self.endings_with_reason} of {self.endings} endings"


def _hours(hours: float) -> str:
    if hours < 1:
        return "Within the hour"
    if hours < 2 * _DAY:
        rounded = round(hours)
        return f"{rounded} hour{'' if rounded == 1 else 's'}"
    return f"{round(hours / _DAY)} days"
