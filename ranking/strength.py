"""How many of those who can be asked are strong enough to talk to, and what the others lack.

Strong enough is who shows every must-have, at least in part, with a fit of `STRONG_FROM` or more.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from interimhub.lib.prepared import Prepared
from providers.models import Firm
from ranking.models import FitResult, FitRun

STRONG_FROM = 60
"""Points of 100. Of strangers' graded people (`away-dev`, forms) all whom a client would call have
it, 34 of 38 serious alternatives, and 8 of 158 who are not the person asked for."""


@dataclass(frozen=True, slots=True)
class Strength:
    """The people of a ranking whom some firms may ask.

    Attributes:
        strong: how many are strong enough to talk to.
        total: how many there are.
        lacking: the must-have that most of those lack who lack one; "" if nobody does.
        more: how many lack nothing else, and would be strong enough if it were not asked.
        unstated: how many of them, not counted as strong, do not state a required registration.
    """

    strong: int
    total: int
    lacking: str
    more: int
    unstated: int = 0

    @property
    def sentence(self) -> str:
        """What a manager can do with these numbers, in a sentence or two."""
        return " ".join(part for part in (self._of_strong, self._of_unstated) if part)

    @property
    def _of_unstated(self) -> str:
        if not self.unstated:
            return ""
        if self.unstated == 1:
            return "Registration not stated: 1 person, who can be asked."
        return f"Registration not stated: {self.unstated} people, who can be asked."

    @property
    def _of_strong(self) -> str:
        if not self.total:
            return "Nobody who may be asked fits yet."
        if self.total == self.unstated:
            return "Nobody who may be asked states what you require."
        text = f"{self.strong} people are strong enough to talk to."
        if self.strong < 2:
            text = "One person is strong enough to talk to."
        if not self.strong:
            text = "Nobody is strong enough to talk to."
        if not self.lacking:
            return text
        text += f" The others most often lack “{self.lacking}”"
        if not self.more:
            return f"{text}, and something else."
        more = f"{self.more} more" if self.strong else str(self.more)
        return f"{text}; without it there would be {more}."


def strength_of(run: FitRun, *, firms: Sequence[Firm]) -> Strength:
    """Return the strength of a ranking among those who are open to one of these firms.

    Others are not counted, so that their number reveals nobody; nor are those whom the ranking did
    not keep.
    """
    everyone = _FOUND(run=run, firms=tuple(firms)) if firms else []
    found = [(score, missing) for score, missing, states in everyone if states]
    counted = Counter(item["label"] for _, missing in found for item in missing)
    lacking = counted.most_common(1)[0][0] if counted else ""
    only = [
        score + float(missing[0].get("points_if") or 0)
        for score, missing in found
        if [item["label"] for item in missing] == [lacking]
    ]
    return Strength(
        strong=sum(score >= STRONG_FROM and not missing for score, missing in found),
        total=len(everyone),
        unstated=len(everyone) - len(found),
        lacking=lacking,
        more=sum(score >= STRONG_FROM for score in only),
    )


def _found(*, run: FitRun, firms: Sequence[Firm]) -> QuerySet[FitResult, tuple[float, Any, bool]]:
    rows = FitResult.objects.filter(run=run).open_to_any(firms).best_first()
    return rows.values_list("score", "missing_musts", "states_registrations")


_FOUND: Prepared[tuple[float, Any, bool]] = Prepared(_found)
