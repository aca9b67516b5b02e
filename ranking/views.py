"""The moment a brief opens, how far its ranking has come, and having it made again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from engagements.models import Brief
from engagements.policy import can_open
from ranking import actions, policy
from ranking.models import FitRun, is_ranking_given_up

BRIEFS = Brief.objects.select_related("client", "manager__user")


@require_POST
def open_brief(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Release a confirmed brief to every invited firm at the same moment."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=can_open)
    actions.open_brief(brief, by=the_user(request), now=timezone.now())
    messages.success(request, "The brief is open; interims are being ranked by fit.")
    return redirect(brief)


@require_safe
def progress(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show how far the ranking has come; the finished part stops asking by itself."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref)
    if not brief.is_in_search:
        raise Http404
    context = {"brief": brief, **progress_of(the_user(request), brief)}
    return render(request, "ranking/_progress.html", context)


@require_POST
def rank_again(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Have a brief ranked again whose ranking was given up."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_rank_again)
    actions.rank_again(brief, by=the_user(request), now=timezone.now())
    messages.success(request, "Interims are being ranked again.")
    return redirect(brief)


def progress_of(user: User, brief: Brief) -> dict[str, object]:
    """Return what `ranking/_progress.html` shows of a brief in search, beside the brief itself."""
    if is_ranking_given_up(brief):
        return {"is_given_up": True, "may_rank_again": policy.can_rank_again(user, brief)}
    return {"run": FitRun.objects.current(brief)}
