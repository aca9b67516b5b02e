"""Counts each firm's work: the level of its briefs, its answers to interims, reasons given.

The pages that show it read one row of a firm, however many briefs and questions there are.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Count, ExpressionWrapper, F, FloatField, Q
from django.db.models.functions import Extract

from accounts.models import Role
from engagements.models import PanelSeat
from providers.models import Firm, FirmWork
from providers.work import usual_level
from shortlists.models import Entry, Question
from skills.scales import WorkLevel

WINDOW = timedelta(days=730)
"""The last 24 months."""
_COLUMNS = {
    WorkLevel.BOARD: "board",
    WorkLevel.EXECUTIVE: "executive",
    WorkLevel.HEAD: "head",
    WorkLevel.BELOW: "below",
}
_COUNTED = [
    *(*_COLUMNS.values(), "level", "answers", "answer_hours"),
    *("endings", "endings_with_reason", "counted_at"),
]
_BATCH = 1_000


class Median(Aggregate):
    """The median, as PostgreSQL computes it."""

    template = "percentile_cont(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


def count_work(*, now: datetime) -> int:
    """Count the work of every firm in the 24 months before `now`; return the number of firms.

    Three queries over the whole window, and one write for each thousand firms.
    """
    since = now - WINDOW
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for firm, seniority, count in _briefs(since):
        column = _COLUMNS[WorkLevel.of(seniority or 0)]
        found[firm][column] = found[firm].get(column, 0) + count
    for firm, count, seconds in _answers(since):
        found[firm] |= {"answers": count, "answer_hours": seconds / 3600}
    for firm, count, reasons in _endings(since):
        found[firm] |= {"endings": count, "endings_with_reason": reasons}
    rows = [
        FirmWork(firm_id=firm, counted_at=now, level=_level(found[firm]), **found[firm])
        for firm in Firm.objects.order_by("pk").values_list("pk", flat=True)
    ]
    FirmWork.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["firm"],
        update_fields=_COUNTED,
    )
    return len(rows)


def _level(counts: dict[str, Any]) -> WorkLevel | None:
    return usual_level({level: counts.get(column, 0) for level, column in _COLUMNS.items()})


def _briefs(since: datetime) -> Iterable[tuple[int, int | None, int]]:
    """Return firm, seniority and number of the briefs that were opened with it on the panel."""
    seats = PanelSeat.objects.informed().filter(
        brief__opened_at__gte=since, brief__seniority__isnull=False
    )
    grouped = seats.order_by().values("firm_id", "brief__seniority").annotate(count=Count("pk"))
    return grouped.values_list("firm_id", "brief__seniority", "count")


def _answers(since: datetime) -> Iterable[tuple[int, int, float]]:
    """Return firm, number of answers, and the median seconds until an answer."""
    answered = Question.objects.filter(asked_at__gte=since, answered_at__isnull=False)
    took = ExpressionWrapper(
        Extract(F("answered_at") - F("asked_at"), "epoch"), output_field=FloatField()
    )
    grouped = answered.annotate(took=took).order_by().values("firm_id")
    counted = grouped.annotate(count=Count("pk"), median=Median("took"))
    return counted.values_list("firm_id", "count", "median")


def _endings(since: datetime) -> Iterable[tuple[int, int, int]]:
    """Return firm, number of endings by others than the interim, and of those with a reason."""
    by_others = [Entry.Status.NOT_SELECTED, Entry.Status.CLOSED, Entry.Status.EXPIRED]
    ended = Entry.objects.told().filter(ended_at__gte=since, status__in=by_others)
    ended = ended.exclude(status=Entry.Status.EXPIRED, end_reason=Role.INTERIM)
    grouped = ended.order_by().values("firm_id")
    counted = grouped.annotate(count=Count("pk"), told=Count("pk", filter=~Q(end_text="")))
    return counted.values_list("firm_id", "count", "told")
