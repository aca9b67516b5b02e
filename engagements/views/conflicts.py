"""Conflicts of interest on a brief."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.views import the_user
from engagements.actions import conflicts as actions
from engagements.forms.conflicts import ConflictForm
from engagements.models import Brief, Conflict
from engagements.panel_policy import can_answer_conflict
from engagements.policy import can_answer_for
from interimhub.lib.prepared import PreparedRows
from providers.models import consultant_of

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))
ROWS: PreparedRows[Conflict] = PreparedRows(
    Conflict.objects.select_related("seat__firm", "seat__brief__client", "seat__consultant__user")
)


@require_http_methods(["GET", "POST"])
def disclose(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Disclose a conflict of the reader's firm to the client."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=can_answer_for)
    own = consultant_of(the_user(request))
    if own is None:
        raise Http404
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        seat = brief.seats.active().of_firm(own.firm).get()
        actions.disclose(seat, by=own, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The client was told. You approach nobody until it is waived.")
        return redirect("engagements:panel", ref=ref)
    status = 422 if form.errors else 200
    context = {"brief": brief, "form": form}
    return render(request, "engagements/conflict.html", context, status=status)


@require_POST
def waive(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Waive a conflict."""
    return _answer(request, ref, is_waived=True)


@require_POST
def uphold(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Uphold a conflict."""
    return _answer(request, ref, is_waived=False)


def _answer(request: HttpRequest, ref: UUID, *, is_waived: bool) -> HttpResponse:
    row: Conflict = fetch(ROWS, request.user, ref=ref, may=can_answer_conflict)
    actions.answer(row, by=the_user(request), is_waived=is_waived, now=timezone.now())
    words = "may approach interims" if is_waived else "approaches nobody on this brief"
    messages.success(request, f"{row.seat.firm.name} was told: it {words}.")
    return redirect("engagements:panel", ref=row.seat.brief.ref)
