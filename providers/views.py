"""The directory of firms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.views import the_user
from interimhub.lib.pages import page_of
from providers.models import Firm


@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """List the firms by name. `?q=` searches, `?kind=` keeps one kind."""
    query = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Firm.Kind.values else ""
    found = Firm.objects.visible_to(the_user(request)).about(query)
    counts = found.count_by_kind()
    rows = found.of_kind(kind).prefetch_related("specialisms").by_name()
    count = counts.get(kind, 0) if kind else sum(counts.values())
    context = {
        "page": page_of(rows, request, count=count),
        "query": query,
        "kind": kind,
        "chips": _chips(counts, query=query, kind=kind),
    }
    return render(request, "providers/firms.html", context)


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
