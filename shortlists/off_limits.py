"""Whom a firm may not approach on a brief, by its own off-limits list."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from candidates.models import PastAssignment
from engagements.models import Brief
from interimhub.lib.prepared import Prepared
from providers.models import OffLimits
from providers.names import key_of

HELD = timedelta(days=365)
"""For how long somebody who has left stays off limits: a year, the usual term of such clauses."""


def off_limits(brief: Brief, firms: Sequence[int], people: Sequence[int]) -> set[tuple[int, int]]:
    """Return the pairs of firm and interim, by their keys, of whom the firm may not approach.

    Interims who work, or within a year before the opening worked, for an organisation that was on
    the firm's list when the brief opened. Two queries, whatever the numbers are.
    """
    if brief.opened_at is None:
        return set()
    listed = _LISTED(firms=tuple(firms), at=brief.opened_at)
    if not listed:
        return set()
    since = brief.opened_at.date() - HELD
    worked = {(key_of(name), one) for one, name in _WORKED(people=tuple(people), since=since)}
    return {(firm, one) for firm, key in listed for where, one in worked if where == key}


def _worked(*, people: tuple[int, ...], since: date) -> QuerySet[PastAssignment, tuple[int, str]]:
    recent = Q(ended_on=None) | Q(ended_on__gte=since)
    rows = PastAssignment.objects.filter(recent, candidate__in=people).exclude(organisation="")
    return rows.values_list("candidate_id", "organisation")


_WORKED: Prepared[tuple[int, str]] = Prepared(_worked)
_LISTED: Prepared[tuple[int, str]] = Prepared(
    lambda *, firms, at: (
        OffLimits.objects.at(at).filter(firm__in=firms).values_list("firm_id", "key")
    )
)
