"""The coordinator's page of a brief."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch, insist
from accounts.views import the_user
from coordination import actions, policy
from coordination.process import process_of
from coordination.reach import reach_of
from engagements.forms.chain import ReasonForm
from engagements.models import Brief, PanelSeat, SubFirm
from engagements.progress import as_firms_read, stages
from interimhub.lib.prepared import PreparedRows
from providers.models import Firm, consultant_of

_BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))

_SUB_FIRMS: PreparedRows[SubFirm] = PreparedRows(
    SubFirm.objects.select_related("firm", "first__firm", "first__brief__client")
)


@require_safe
def process(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the coordinator how far the firms on the brief are."""
    user = the_user(request)
    brief: Brief = fetch(_BRIEFS, user, ref=ref, may=policy.can_coordinate)
    brief = as_firms_read(brief)
    context = {
        "brief": brief,
        "stages": stages(brief),
        "process": process_of(brief, user, now=timezone.now()),
    }
    return render(request, "coordination/process.html", context)


@require_POST
def nudge(request: HttpRequest, ref: UUID, firm: UUID) -> HttpResponse:
    """Remind one firm on the panel."""
    user = the_user(request)
    brief: Brief = fetch(_BRIEFS, user, ref=ref, may=policy.can_coordinate)
    reminded: Firm = fetch(Firm.objects, user, ref=firm)
    own, seat = consultant_of(user), PanelSeat.objects.on_panel_of(brief, reminded)
    if own is None or seat is None:
        raise Http404
    insist(policy.can_nudge(user, seat), brief)
    actions.nudge(seat, by=own, now=timezone.now())
    messages.success(request, f"{seat.firm.name} has been reminded.")
    return redirect("coordination:process", ref=ref)


@require_http_methods(["GET", "POST"])
def end_sub_firm(request: HttpRequest, ref: UUID) -> HttpResponse:
    """End that a firm was brought in, with a reason."""
    user = the_user(request)
    row: SubFirm = fetch(_SUB_FIRMS, user, ref=ref, may=policy.can_end_sub_firm)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.end_sub_firm(row, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Ended. Both firms read your reason.")
        return redirect("engagements:panel", ref=row.first.brief.ref)
    status = 422 if form.errors else 200
    context = {"row": row, "brief": row.first.brief, "form": form}
    return render(request, "coordination/end_sub_firm.html", context, status=status)


@require_safe
def reach(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the client how much of the best fifty each firm cannot approach."""
    brief: Brief = fetch(_BRIEFS, request.user, ref=ref, may=policy.can_read_reach)
    context = {"brief": brief, "reach": reach_of(brief)}
    return render(request, "coordination/reach.html", context)
