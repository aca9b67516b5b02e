"""Of the best fifty of a brief, how many each firm cannot approach: a count, and nobody's name.

An interim's own decisions and the firm's off-limits list are counted together, so that a count
tells of neither. Few ranked people, and counts near the ends, would tell of single ones: below
`FLOOR` nothing is counted, and near nobody and everybody only a bound is given.
"""

from dataclasses import dataclass

from django.db.models import F, QuerySet, Value

from candidates.models import Candidate
from engagements.models import Brief, PanelSeat
from interimhub.lib.prepared import Prepared
from ranking.models import FitResult, FitRun
from shortlists.off_limits import off_limits

BEST = 50
FLOOR = 20
"""The fewest ranked people of whom something is told; fewer than twenty would be nearly a name."""

EDGE = 5
"""Counts below it, and as near to all, are given as a bound (small cells, as in statistics)."""


@dataclass(frozen=True, slots=True)
class FirmReach:
    """How much of the best fifty one firm cannot approach, in words; and its parallel searches.

    Attributes:
        seat: the firm's seat.
        closed: for instance "12 of the best 50".
        parallel: the number of other open briefs on which it searches among the same people.
    """

    seat: PanelSeat
    closed: str
    parallel: int


@dataclass(frozen=True, slots=True)
class Reach:
    """The firms on a brief by name, and of how many people this tells; empty below the floor."""

    ranked: int
    firms: list[FirmReach]

    @property
    def is_told(self) -> bool:
        """Whether enough people are ranked."""
        return self.ranked >= FLOOR


def reach_of(brief: Brief) -> Reach:
    """Return for a client what its firms cannot approach; the same queries for any panel."""
    best = _best(brief)
    if len(best) < FLOOR:
        return Reach(len(best), [])
    seats = _SEATS(brief=brief)
    firms = [seat.firm_id for seat in seats]
    may_find = _who_may_find(seats, best)
    kept_off = off_limits(brief, firms, best)
    parallel = _parallel(brief, firms, best)
    lines = []
    for seat in seats:
        reached = {
            one
            for one in best
            if (seat.firm_id, one) in may_find and (seat.firm_id, one) not in kept_off
        }
        closed = in_words(len(best) - len(reached), len(best))
        lines.append(FirmReach(seat, closed, len(parallel.get(seat.firm_id, set()))))
    return Reach(len(best), lines)


def in_words(closed: int, of: int) -> str:
    """Return a count, or a bound where the count would tell of single people."""
    if closed < EDGE:
        return f"fewer than {EDGE} of the best {of}"
    if closed > of - EDGE:
        return f"more than {of - EDGE} of the best {of}"
    return f"{closed} of the best {of}"


def _best(brief: Brief) -> list[int]:
    run = FitRun.objects.current(brief)
    return _BEST(run=run) if run else []


def _who_may_find(seats: list[PanelSeat], best: list[int]) -> set[tuple[int, int]]:
    """Return pairs of firm and interim: one query, by the rule of `Candidate.objects.open_to`."""
    people = Candidate.objects.filter(pk__in=best)
    parts = [
        people.open_to(seat.firm).annotate(by=Value(seat.firm_id)).values_list("by", "pk")
        for seat in seats
    ]
    return set(parts[0].union(*parts[1:])) if parts else set()


def _parallel(brief: Brief, firms: list[int], best: list[int]) -> dict[int, set[int]]:
    """Return for each firm the other open briefs whose best fifty share somebody with these."""
    others = PanelSeat.objects.informed().in_search().exclude(brief=brief)
    seats = others.filter(firm__in=firms).values_list("firm_id", "brief_id")
    found: dict[int, set[int]] = {}
    sharing = set(_sharing(best, {on for _, on in seats}))
    for firm, on in seats:
        if on in sharing:
            found.setdefault(firm, set()).add(on)
    return found


def _sharing(best: list[int], briefs: set[int]) -> QuerySet[FitResult, int]:
    rows = FitResult.objects.filter(
        run__brief__in=briefs,
        run__brief_version=F("run__brief__version"),
        candidate__in=best,
        position__lte=BEST,
    )
    return rows.values_list("run__brief_id", flat=True).distinct()


_SEATS: Prepared[PanelSeat] = Prepared(
    lambda *, brief: PanelSeat.objects.filter(brief=brief).informed().with_firms().in_order()
)
_BEST: Prepared[int] = Prepared(
    lambda *, run: (
        FitResult.objects.filter(run=run)
        .order_by("position")
        .values_list("candidate", flat=True)[:BEST]
    )
)
