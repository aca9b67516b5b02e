"""Conversations: their list, and the interim's page of one."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates.models import candidate_of
from interimhub.lib.pages import ListQuery, page_of, render_part
from providers.models import consultant_of
from shortlists.conversations import FIRM_FILTERS, Conversations
from shortlists.models import Entry
from shortlists.policy.interims import is_the_interim
from shortlists.views.choice import ROWS, conversation_for_interim


@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """List the reader's conversations: an interim's own, or those of a consultant's firm."""
    user = the_user(request)
    consultant, candidate = consultant_of(user), candidate_of(user)
    if consultant is None and candidate is None:
        raise PermissionDenied(
            "Conversations are between interims and firms. You meet people on your briefs."
        )
    found = Conversations(
        user,
        ListQuery.parse(request.GET.dict(), FIRM_FILTERS),
        consultant=consultant,
        candidate=candidate,
    )
    page = page_of(found.rows, request, count=found.counts[found.query.show])
    context = {
        "found": found,
        "page": page,
        "lines": [found.line_of(entry) for entry in page],
        "is_firm": consultant is not None,
        "keep": [("show", found.query.show)] if found.query.show != "all" else [],
    }
    return render_part(request, "shortlists/conversations.html", "conversations", context)


@require_safe
def conversation(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one conversation to its interim; firms and the client have pages of their own."""
    user = the_user(request)
    entry: Entry = fetch(ROWS, user, ref=ref)
    if is_the_interim(user, entry):
        return conversation_for_interim(request, entry)
    if consultant_of(user):
        raise Http404  # a firm's address of it is another
    return redirect("shortlists:person", entry.ref)
