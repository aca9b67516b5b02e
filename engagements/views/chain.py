"""A firm brings in another; the other answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from engagements import panel_policy as policy
from engagements.actions import chain as actions
from engagements.actions.panels import PanelFixed
from engagements.forms.chain import BringInForm, ReasonForm
from engagements.models import Brief, SubFirm
from interimhub.lib.prepared import PreparedRows
from providers.models import Consultant, consultant_of

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))
ROWS: PreparedRows[SubFirm] = PreparedRows(
    SubFirm.objects.select_related("firm", "first__firm", "first__brief", "declared_by__user")
)


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Declare a firm that the reader's firm brings in."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_bring_in)
    own = _own(request)
    form = BringInForm(request.POST or None, brief=brief)
    if request.method == "POST" and form.is_valid():
        seat = brief.seats.active().of_firm(own.firm).get()
        try:
            row = actions.bring_in(seat, by=own, now=timezone.now(), **form.cleaned_data)
        except PanelFixed as refusal:
            form.add_error("firm", refusal.reason)
        else:
            messages.success(request, f"{row.firm.name} has been asked, and the client was told.")
            return redirect("engagements:panel", ref=ref)
    status = 422 if form.errors else 200
    context = {"brief": brief, "form": form}
    return render(request, "engagements/bring_in.html", context, status=status)


@require_safe
def sub_firm(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a firm who would bring it in, and for what."""
    row: SubFirm = fetch(ROWS, request.user, ref=ref, may=policy.can_read_sub_firm)
    context = {"row": row, "form": ReasonForm()}
    return render(request, "engagements/sub_firm.html", context)


@require_POST
def accept(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Come in."""
    row: SubFirm = fetch(ROWS, request.user, ref=ref, may=policy.can_answer_sub_firm)
    seat = actions.accept(row, by=_own(request), now=timezone.now())
    messages.success(
        request, "Your firm is on the brief. Client and interims read who brought it in."
    )
    return redirect(seat.brief if seat.sent_at else "engagements:briefs")


@require_POST
def refuse(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say no, with a reason."""
    row: SubFirm = fetch(ROWS, request.user, ref=ref, may=policy.can_answer_sub_firm)
    form = ReasonForm(request.POST)
    if form.is_valid():
        actions.refuse(row, by=_own(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Refused. The firm that asked and the client read your reason.")
        return redirect("engagements:briefs")
    context = {"row": row, "form": form}
    return render(request, "engagements/sub_firm.html", context, status=422)


def _own(request: HttpRequest) -> Consultant:
    own = consultant_of(the_user(request))
    if own is None:
        raise Http404
    return own
