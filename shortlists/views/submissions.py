"""Pages for putting an interim forward; the draft is saved while the consultant types."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views import the_user
from interimhub.lib.pages import autosaved
from shortlists import actions
from shortlists.asking import as_read_by, url_for
from shortlists.forms.firms import SubmissionForm, draft_as_initial
from shortlists.models import Entry, Mandate, draft_of
from shortlists.policy import firms as policy
from shortlists.submission_checks import blockers, confirmed_on, in_front_of_client, mandate_of
from shortlists.views.firms import fetch_at


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Put one interim forward, with a rationale for every success criterion."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_submit)
    mandate = mandate_of(entry)
    form = _form(request, entry, mandate)
    if request.method == "POST" and form.is_valid():
        try:
            actions.submit(entry, by=user, now=timezone.now(), **form.cleaned_data)
        except actions.NotReadyToSubmit as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(
                request, "Put forward. The manager and the interim have been notified."
            )
            return redirect(url_for(entry.firm, entry))
    context = {**_context(entry, mandate), "form": form}
    status = 422 if form.errors else 200
    return render(request, "shortlists/submit.html", context, status=status)


@require_POST
def save_draft(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Save the draft."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_submit)
    form = _form(request, entry, mandate_of(entry), is_draft=True)
    if form.is_valid():
        actions.save_draft(entry, by=user, now=timezone.now(), **form.cleaned_data)
    return autosaved(request, form)


@require_POST
def ask_for_availability(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Ask the interim to confirm their availability."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_submit)
    actions.ask_for_availability(entry, by=user, now=timezone.now())
    messages.success(request, "They have been asked. What you have typed is kept.")
    return redirect("shortlists:submit", ref)


def _form(
    request: HttpRequest, entry: Entry, mandate: Mandate | None, *, is_draft: bool = False
) -> SubmissionForm:
    draft = draft_of(entry)
    initial = (
        draft_as_initial(
            introduction=draft.introduction, risk=draft.risk, rationales=draft.rationales
        )
        if draft
        else {}
    )
    return SubmissionForm(
        request.POST or None,
        criteria=list(entry.brief.criteria.in_order()),
        record=mandate.profile.get("record", []) if mandate else [],
        initial=initial,
        is_draft=is_draft,
    )


def _context(entry: Entry, mandate: Mandate | None) -> dict[str, Any]:
    found = blockers(entry, mandate, today=timezone.localdate())
    draft = draft_of(entry)
    return {
        "entry": as_read_by(entry.firm, entry),
        "brief": entry.brief,
        "mandate": mandate,
        "profile": mandate.profile if mandate else {},
        "blockers": found,
        "confirmed_on": confirmed_on(entry, mandate) if mandate else None,
        "asked_at": entry.availability_asked_at,
        "live_count": in_front_of_client(entry).count(),
        "saved_at": draft.saved_at if draft else None,
    }
