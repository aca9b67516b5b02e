"""The directory of firms."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.views import the_user
from interimhub.lib.pages import page_of
from interimhub.lib.prepared import Prepared
from providers.models import Firm, FirmQuerySet


@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """List the firms by name. `?q=` searches, `?kind=` keeps one kind."""
    query = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Firm.Kind.values else ""
    user = the_user(request)
    if query:
        counts = _by_kind(_counted(user=user, words=query))
        rows: Any = _listed(user=user, words=query, kind=kind)
    else:
        counts, rows = _by_kind(_COUNTS(user=user)), _LISTS[kind].lazily(user=user)
    count = counts.get(kind, 0) if kind else sum(counts.values())
    context = {
        "page": page_of(rows, request, count=count),
        "query": query,
        "kind": kind,
        "chips": _chips(counts, query=query, kind=kind),
    }
    return render(request, "providers/firms.html", context)


def _listed(*, user: User, kind: str, words: str = "") -> FirmQuerySet:
    found = Firm.objects.visible_to(user).about(words).of_kind(kind)
    return found.prefetch_related("specialisms").by_name()


def _counted(*, user: User, words: str = "") -> QuerySet[Any]:
    return Firm.objects.visible_to(user).about(words).counted_by_kind()


def _by_kind(rows: Iterable[dict[str, Any]]) -> dict[str, int]:
    return {row["kind"]: row["count"] for row in rows}


_COUNTS: Prepared[dict[str, Any]] = Prepared(_counted)
_LISTS: dict[str, Prepared[Firm]] = {
    kind: Prepared(partial(_listed, kind=kind)) for kind in ("", *Firm.Kind.values)
}


def _chips(counts: dict[str, int], *, query: str, kind: str) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "url": f"?{urlencode({'q': query, 'kind': '' if value == kind else value})}",
            "is_on": value == kind,
            "count": counts.get(value, 0),
        }
        for value, label in Firm.Kind.choices
    ]
