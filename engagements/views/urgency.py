"""Marking a brief as urgent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.views import the_user
from engagements import policy
from engagements.actions import leading as actions
from engagements.forms.panels import UrgencyForm
from engagements.models import Brief
from interimhub.lib.prepared import PreparedRows

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_http_methods(["GET", "POST"])
def urgent(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Mark a brief as urgent, with the reason that its firms read."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_mark_urgent)
    form = UrgencyForm(request.POST or None, initial={"reason": brief.urgency_reason})
    if request.method == "POST" and form.is_valid():
        actions.set_urgency(brief, by=the_user(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, "It is urgent now: a firm has 60 minutes to play it back.")
        return redirect(brief)
    status = 422 if form.errors else 200
    return render(request, "engagements/urgent.html", {"brief": brief, "form": form}, status=status)


@require_POST
def not_urgent(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say that a brief is not urgent any more."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_mark_urgent)
    actions.set_urgency(brief, reason="", by=the_user(request), now=timezone.now())
    messages.success(request, "It is not urgent any more.")
    return redirect(brief)
