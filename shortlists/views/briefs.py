"""Pages where a client steers a brief in search: raise the cap, hold, resume, cancel."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import fetch
from accounts.views import the_user
from engagements.models import Brief
from interimhub.lib.prepared import PreparedRows
from shortlists.actions import briefs
from shortlists.forms.clients import CancelForm, CapForm, HoldForm
from shortlists.policy import clients as policy

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_http_methods(["GET", "POST"])
def raise_cap(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Raise the number of people that the manager meets."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_raise_cap)
    form = CapForm(request.POST or None, brief=brief)
    if not form.is_valid():
        return _page(request, "shortlists/cap.html", brief, form)
    briefs.raise_cap(brief, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, "The firms may put more people in front of you.")
    return redirect("shortlists:compare", ref=ref)


@require_http_methods(["GET", "POST"])
def hold(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Put a brief on hold; the page first says what that does."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_hold)
    form = HoldForm(request.POST or None, brief=brief)
    if not form.is_valid():
        return _page(request, "shortlists/hold.html", brief, form)
    briefs.hold_brief(brief, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, "The brief is on hold; everybody on it has been notified.")
    return redirect(brief)


@require_http_methods(["GET", "POST"])
def resume(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Resume a brief that is on hold."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_resume)
    if request.method != "POST":
        return _page(request, "shortlists/resume.html", brief, None)
    briefs.resume_brief(brief, by=the_user(request), now=timezone.now())
    messages.success(request, "The brief is resumed; everybody on it has been notified.")
    return redirect(brief)


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Cancel a brief; the page first says what that does."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_cancel)
    form = CancelForm(request.POST or None, brief=brief)
    if not form.is_valid():
        return _page(request, "shortlists/cancel.html", brief, form)
    briefs.cancel_brief(brief, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(
        request, "The brief has ended; everybody on it has been notified, with your reason."
    )
    return redirect(brief)


def _page(request: HttpRequest, template: str, brief: Brief, form: Any) -> HttpResponse:
    live = brief.entries.live()
    context = {
        "brief": brief,
        "form": form,
        "told_count": live.told().count(),
        "quiet_count": live.untold().count(),
        "firm_count": brief.seats.active().count(),
    }
    return render(request, template, context, status=422 if form and form.errors else 200)
