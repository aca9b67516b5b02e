"""The directory of firms, and a firm's own off-limits list."""

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from interimhub.lib.pages import page_of
from interimhub.lib.prepared import Prepared
from providers import actions
from providers.forms import OffLimitsForm
from providers.models import Consultant, Firm, FirmQuerySet, OffLimits, consultant_of


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
        "is_firm": consultant_of(user) is not None,
        "chips": _chips(counts, query=query, kind=kind),
    }
    return render(request, "providers/firms.html", context)


def _listed(*, user: User, kind: str, words: str = "") -> FirmQuerySet:
    found = Firm.objects.visible_to(user).about(words).of_kind(kind).with_work()
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


@require_http_methods(["GET", "POST"])
def off_limits(request: HttpRequest) -> HttpResponse:
    """Show the firm's own list; any of its consultants adds to it."""
    own = _own(request)
    form = OffLimitsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.declare(by=own, now=timezone.now(), **form.cleaned_data)
        except actions.AlreadyOffLimits as refusal:
            form.add_error("name", refusal.reason)
        else:
            messages.success(request, f"{row.name} is off limits on briefs that open from now on.")
            return redirect("providers:off_limits")
    status = 422 if form.errors else 200
    context = {"firm": own.firm, "rows": OffLimits.objects.of(own.firm), "form": form}
    return render(request, "providers/off_limits.html", context, status=status)


@require_POST
def take_off(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take an organisation off the firm's list."""
    own = _own(request)
    row: OffLimits = fetch(OffLimits.objects, request.user, ref=ref)
    actions.take_off(row, by=own, now=timezone.now())
    messages.success(request, f"{row.name} is off your list, for briefs that open from now on.")
    return redirect("providers:off_limits")


def _own(request: HttpRequest) -> Consultant:
    own = consultant_of(the_user(request))
    if own is None:
        raise Http404
    return own
