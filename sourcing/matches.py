"""The presenter of a brief's matches for one firm: filters, order, counts and lines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Exists, OuterRef, Q, Subquery, Value
from django.urls import reverse

from candidates.models import CandidateSkill
from engagements.models import Brief
from interimhub.lib.pages import Chip, ListQuery
from interimhub.lib.prepared import Prepared
from interimhub.lib.search import terms
from providers.models import Firm
from ranking.blind import blind_headline, facts_of, summarise_blind
from ranking.explanation import ResultSummary
from ranking.models import FitResult, FitResultQuerySet, FitRun
from ranking.strength import STRONG_FROM
from ranking.verdict_words import COULD_DO, HAS_DONE
from shortlists.asking import has_asked
from shortlists.models import FirmReview

FILTERS = {
    "all": "All",
    "done": "Has done this",
    "could": "Could do this",
    "new": "New",
    "read": "Read",
    "aside": "Set aside",
    "approached": "Approached",
    "missing": "Missing a must-have",
    "ready": "Available by the start",
    "unstated": "Registration not stated",
}


class Matches:
    """The current ranking of one brief, as one firm may see it."""

    def __init__(self, brief: Brief, firm: Firm, query: ListQuery | None = None) -> None:
        self.brief, self.firm, self.query = brief, firm, query or ListQuery()

    @cached_property
    def run(self) -> FitRun | None:
        """The ranking of the brief's current version."""
        return FitRun.objects.current(self.brief)

    @cached_property
    def everyone(self) -> FitResultQuerySet:
        """Everybody ranked who is open to the firm, with what the firm has done about them."""
        return _everyone(self.run, self.firm, self.brief)

    @property
    def kept(self) -> list[int]:
        """The ids of the results that the filter keeps, best first."""
        return [row["pk"] for row in self._sorted if row[f"in_{self.query.show}"]]

    strong_from = STRONG_FROM

    @cached_property
    def first_weak(self) -> int | None:
        """The id of the first result kept from which on nobody is strong enough to talk to."""
        if self.query.show == "missing":
            return None
        kept = [
            row for row in self._sorted if row[f"in_{self.query.show}"] and not row["in_unstated"]
        ]
        strong = [number for number, row in enumerate(kept) if _is_strong(row)]
        below = kept[strong[-1] + 1 :] if strong else kept
        return below[0]["pk"] if below else None

    @cached_property
    def first_unstated(self) -> int | None:
        """The id of the first result kept of those who do not state a required registration."""
        kept = (row for row in self._sorted if row[f"in_{self.query.show}"])
        return next((row["pk"] for row in kept if row["in_unstated"]), None)

    @property
    def required(self) -> list[str]:
        """The labels of the registrations that the brief requires."""
        return [one["label"] for one in self.run.registrations] if self.run else []

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of results of the search for each filter."""
        # A comparison with a missing date is neither true nor false.
        return {key: sum(bool(row[f"in_{key}"]) for row in self._sorted) for key in FILTERS}

    @cached_property
    def _sorted(self) -> list[dict[str, Any]]:
        """The ids of all results of the search, best first, each with `in_…` for every filter.

        A run keeps at most 200 results, of each group if registrations are required: one query
        finds those that the firm may see, and all counts and lists use them.
        """
        if self.run is None:
            return []
        if not self.query.words:
            return _SORTED(run=self.run, firm=self.firm, brief=self.brief, **self._day)
        return list(_in_filters(self._searched, **self._day))

    def with_people(self, keys: Iterable[int]) -> list[FitResult]:
        """Load some of `kept` with everything that a line shows, in the same order."""
        if self.run is None:
            return []
        return _WITH_PEOPLE(run=self.run, firm=self.firm, brief=self.brief, keys=tuple(keys))

    def position_of(self, result: FitResult) -> "ListPosition":
        """Return the position of `result` among those kept, with its neighbours.

        The result is included even if it has just left the filter, as a new one does when it is
        read.
        """
        # The other filters are not evaluated, since one of them reads everybody's reasons.
        kept = self._in_order()
        ahead = [row for row in kept if row.position < result.position]
        behind = [row for row in kept if row.position > result.position]
        return ListPosition(
            number=len(ahead) + 1,
            total=len(ahead) + 1 + len(behind),
            previous=ahead[-1] if ahead else None,
            following=behind[0] if behind else None,
        )

    @property
    def chips(self) -> list[Chip]:
        """The filters with their counts."""
        return [
            Chip(
                label=label,
                url=replace(self.query, show=key).query_string or "?",
                is_on=key == self.query.show,
                count=self.counts[key],
            )
            for key, label in FILTERS.items()
            if key != "unstated" or self.required
        ]

    @property
    def tally(self) -> str:
        """How many were ranked, how many of them are open to the firm, how many are shown.

        The number ranked is rounded, so that the number of interims closed to the firm is not
        revealed.
        """
        if self.run is None:
            return ""
        best = " The best 200 are kept with their reasons."
        if self.required:
            best = " The best 200 who state the registration and of the others are kept."
        total = self.everyone.count() if self.query.words else self.counts["all"]
        kept = best if self.run.eligible_count > 200 else ""
        are = "is" if total == 1 else "are"
        opened = f"{total or 'None'} {are} open to being represented by your firm"
        if not self.query.is_narrowed:
            shown = f"; showing {'both' if total == 2 else f'all {total}'}" if total > 1 else ""
        else:
            shown = f"; showing {self.counts[self.query.show]} of them"
        return f"{_about(self.run.eligible_count)} ranked.{kept} {opened}{shown}."

    @cached_property
    def _searched(self) -> FitResultQuerySet:
        found = self.everyone
        for term in terms(self.query.words):
            skills = CandidateSkill.objects.filter(candidate=OuterRef("candidate_id"))
            named = skills.filter(term.among("concept__label"))
            named_otherwise = skills.filter(term.among("concept__labels__text"))
            # Only the blind headline is searched, so that a redacted name finds nobody.
            headed = [pk for pk, headline in self._headlines.items() if term.is_in(headline)]
            found = found.filter(Q(pk__in=headed) | Exists(named) | Exists(named_otherwise))
        return found

    @cached_property
    def _headlines(self) -> dict[int, str]:
        people = self.everyone.select_related("candidate__user").prefetch_related(
            "candidate__record"
        )
        return {row.pk: blind_headline(row.candidate) for row in people}

    def _in_order(self) -> list[FitResult]:
        show = self.query.show
        day = self._day if show == "ready" else {}
        if self.run is None or self.query.words:
            return list(_kept(self._searched, show, **day))
        return _KEPT[show](run=self.run, firm=self.firm, brief=self.brief, **day)

    @property
    def _day(self) -> dict[str, date]:
        return {"starts_on": self.brief.starts_on} if self.brief.starts_on else {}


def _is_strong(row: dict[str, Any]) -> bool:
    return row["score"] >= STRONG_FROM and not row["in_missing"]


def _everyone(run: FitRun | None, firm: Firm, brief: Brief) -> FitResultQuerySet:
    reviews = FirmReview.objects.of(firm, brief).filter(candidate=OuterRef("candidate_id"))
    return (
        FitResult.objects.filter(run=run)
        .open_to(firm)
        .annotate(
            read_at=Subquery(reviews.values("read_at")[:1]),
            set_aside_at=Subquery(reviews.values("set_aside_at")[:1]),
            is_approached=has_asked(firm, brief, candidate="candidate_id"),
        )
    )


def _conditions(starts_on: date | None = None) -> dict[str, Q | Value]:
    return {
        "all": Value(True, BooleanField()),
        "done": Q(verdict__kind=HAS_DONE),
        "could": Q(verdict__kind=COULD_DO),
        "new": Q(read_at__isnull=True),
        "read": Q(read_at__isnull=False),
        "aside": Q(set_aside_at__isnull=False),
        "approached": Q(is_approached=True),
        "missing": ~Q(missing_musts=[]),
        "ready": Q(candidate__available_from__lte=starts_on)
        if starts_on
        else Q(candidate__available_from__isnull=False),
        "unstated": Q(states_registrations=False),
    }


def _in_filters(rows: FitResultQuerySet, **day: date) -> Any:
    conditions: Any = {f"in_{key}": is_kept for key, is_kept in _conditions(**day).items()}
    return rows.annotate(**conditions).best_first().values("pk", "score", *conditions)


def _kept(rows: FitResultQuerySet, show: str, **day: date) -> FitResultQuerySet:
    return rows.filter(_conditions(**day)[show]).only("ref", "position").best_first()


def _prepared(listed: Callable[..., Any]) -> Prepared[Any]:
    """Return a query of everybody ranked, prepared."""
    return Prepared(lambda *, run, firm, brief, **day: listed(_everyone(run, firm, brief), **day))


_SORTED = _prepared(_in_filters)
_KEPT = {show: _prepared(partial(_kept, show=show)) for show in FILTERS}


def _with_people(
    *, run: FitRun, firm: Firm, brief: Brief, keys: tuple[int, ...]
) -> FitResultQuerySet:
    return _everyone(run, firm, brief).filter(pk__in=keys).with_people().best_first()


_WITH_PEOPLE: Prepared[FitResult] = Prepared(_with_people)


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One match in the list.

    Attributes:
        own_id: the id of the match for the firm.
        mark: the seed of the person's image, different for each firm.
    """

    result: FitResult
    own_id: str
    headline: str
    facts: list[str]
    url: str
    ask_url: str
    mark: UUID
    why: ResultSummary
    pill_label: str
    pill_tone: str


def line_of(result: FitResult, found: Matches) -> MatchLine:
    """Return one line of the list; take the result from `Matches.with_people`."""
    brief, firm = found.brief, found.firm
    label, tone = _pill(result)
    headline, why = summarise_blind(result)
    own_id = str(firm.own_id(result.ref))
    url = reverse("sourcing:match", args=[brief.ref, own_id])
    return MatchLine(
        result=result,
        own_id=own_id,
        headline=headline,
        facts=facts_of(result.candidate, brief, result.parts),
        url=f"{url}{found.query.query_string}",
        ask_url=f"{url}approach/",
        mark=firm.own_id(result.candidate.ref),
        why=why,
        pill_label=label,
        pill_tone=tone,
    )


def required_of(result: FitResult | None, profile: dict[str, Any]) -> list[dict[str, object]]:
    """Return each registration that the brief requires, and whether the profile states it.

    Args:
        profile: the snapshot of the interim.
    """
    run = result.run if result and result.run_id else None
    held = {one["code"] for one in profile["registrations"]}
    return [
        {"label": one["label"], "is_stated": one["code"] in held}
        for one in (run.registrations if run else [])
    ]


def _pill(result: Any) -> tuple[str, str]:
    if result.is_approached:
        return "Approached", "live"
    if result.set_aside_at:
        return "Set aside", "quiet"
    return ("Read", "quiet") if result.read_at else ("New", "")


@dataclass(frozen=True, slots=True)
class ListPosition:
    """The position of one match in the list that the reader came from."""

    number: int
    total: int
    previous: FitResult | None
    following: FitResult | None


def _about(number: int) -> str:
    if number < 10:
        return "Fewer than ten interims were"
    return f"At least {number // 10 * 10:,} interims were"
