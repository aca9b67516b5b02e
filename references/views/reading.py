"""References as the client and the firm that speaks read them: a part of their own pages."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import fetch
from accounts.views import the_user
from interimhub.lib.pages import render_part
from references.models import Loan
from shortlists.asking import url_for
from shortlists.models import Entry
from shortlists.notices.about import person_url
from shortlists.policy import clients, firms
from shortlists.views.firms import fetch_at

_ENTRIES = Entry.objects.select_related("brief__client", "firm", "candidate__user")


@require_safe
def lent_references(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the client what the interim lends it; without htmx as a page of its own."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=clients.can_read)
    return _lent(request, entry, person_url(entry))


@require_safe
def firm_references(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the firm that speaks what the interim lends it."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=firms.can_speak)
    return _lent(request, entry, url_for(firms.the_consultant(user).firm, entry))


def _lent(request: HttpRequest, entry: Entry, back: str) -> HttpResponse:
    loans = Loan.objects.visible_to(the_user(request)).in_conversation(entry)
    context = {"loans": loans.with_reference().oldest_first(), "back": back, "brief": entry.brief}
    return render_part(request, "references/lent.html", "lent", context)
