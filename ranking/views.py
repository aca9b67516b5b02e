"""Opening a brief, the progress of its ranking, and ranking it again."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from engagements.models import Brief, PanelSeat, client_member_of, informed_firms
from engagements.policy import can_open
from interimhub.lib.pages import unless_unchanged
from interimhub.lib.prepared import PreparedRows
from ranking import actions, policy
from ranking.models import FitRun, is_ranking_given_up
from ranking.strength import STRONG_FROM, strength_of

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_POST
def open_brief(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Open a confirmed brief to every firm on the panel at the same moment."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=can_open)
    actions.open_brief(brief, by=the_user(request), now=timezone.now())
    messages.success(request, "The brief is open. Interims are being ranked by fit.")
    return redirect(brief)


@require_safe
def progress(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the progress of the ranking; a finished or failed one stops polling."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref)
    if not brief.is_in_search:
        raise Http404
    context = {"brief": brief, **progress_of(the_user(request), brief)}
    return unless_unchanged(request, render(request, "ranking/_progress.html", context))


@require_POST
def rank_again(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Rank a brief again after its ranking was given up."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_rank_again)
    actions.rank_again(brief, by=the_user(request), now=timezone.now())
    messages.success(request, "Interims are being ranked again.")
    return redirect(brief)


def progress_of(
    user: User, brief: Brief, *, seats: Iterable[PanelSeat] | None = None
) -> dict[str, object]:
    """Return the context of `ranking/_progress.html` for a brief in search, without the brief.

    Args:
        seats: the active ones of the brief with their firms, if they are loaded.
    """
    if is_ranking_given_up(brief):
        return {"is_given_up": True, "may_rank_again": policy.can_rank_again(user, brief)}
    run = FitRun.objects.current(brief)
    if run is None or not brief.is_ranked:
        return {"run": run, "is_waiting": not brief.is_ranked}
    if client_member_of(user) is None:
        return {"run": run}  # a firm has the list
    if seats is None:
        firms = informed_firms(brief)
    else:
        firms = [seat.firm for seat in seats if seat.sent_at]
    return {
        "run": run,
        "strength": strength_of(run, firms=firms),
        "strong_from": STRONG_FROM,
    }
