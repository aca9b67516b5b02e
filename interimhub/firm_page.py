"""The public page of a firm; an interim can trust or block the firm there."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates.models import candidate_of
from candidates.visibility import visibility_to
from interimhub.lib.prepared import Prepared, PreparedRows
from providers.models import Consultant, Firm

_FIRMS: PreparedRows[Firm] = PreparedRows(Firm.objects.prefetch_related("specialisms"))
_PEOPLE: Prepared[Consultant] = Prepared(
    lambda *, firm: Consultant.objects.filter(firm=firm).active().select_related("user").by_name()
)


@require_safe
def firm(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a firm and its consultants; show an interim whether it may find them."""
    user = the_user(request)
    row: Firm = fetch(_FIRMS, user, ref=ref)
    candidate = candidate_of(user)
    context = {
        "firm": row,
        "people": _PEOPLE(firm=row),
        "visibility": visibility_to(candidate, [row])[0] if candidate else None,
    }
    return render(request, "firm.html", context)
