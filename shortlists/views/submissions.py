"""Pages for putting an interim forward; the draft is saved while the consultant types."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views import the_user
from interimhub.lib.pages import autosaved
from shortlists import actions
from shortlists.asking import as_read_by, url_for
from shortlists.differences import former_words
from shortlists.forms.firms import SubmissionForm, draft_as_initial
from shortlists.models import Entry, Mandate, SeenRegistration, draft_of
from shortlists.policy import firms as policy
from shortlists.reading import profile_facts, read_profile
from shortlists.registrations import RequiredRegistration, required_of, seen_facts, unseen_among
from shortlists.rewriting import as_stored
from shortlists.showing import current_words
from shortlists.submission_checks import blockers, confirmed_on, in_front_of_client, mandate_of
from shortlists.views.firms import fetch_at
from shortlists.words_read import of_draft, of_shown

SHOWN = "Shown. You are told when they answer, or when the time for it has passed."
PUT_FORWARD = "Put forward. The manager and the interim have been notified."


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write why somebody would reach each result, and show it to them; then put them forward.

    Both buttons send the same form to the same address, so that what is typed is kept once.
    """
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_submit)
    mandate = mandate_of(entry)
    form = _form(request, entry, mandate)
    if request.method == "POST" and form.is_valid():
        is_shown = "show" in request.POST
        act = actions.show_words if is_shown else actions.submit
        try:
            act(entry, by=user, now=timezone.now(), **form.cleaned_data)
        except (actions.NotReadyToSubmit, actions.ObjectedBefore) as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, SHOWN if is_shown else PUT_FORWARD)
            there = redirect("shortlists:submit", ref)
            return there if is_shown else redirect(url_for(entry.firm, entry))
    required = required_of(entry, today=timezone.localdate())
    context = {
        **_context(entry, mandate, required),
        "form": form,
        **_shown(entry, mandate, form, seen=[one.seen for one in required if one.seen]),
    }
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


@require_POST
def confirm_registration(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Record that the firm has seen a registration that the brief requires."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_submit)
    code = request.POST.get("registration", "").replace("\x00", "")
    seen = actions.confirm_registration(entry, code=code, by=user, now=timezone.now())
    messages.success(request, f"Noted: your firm has seen “{seen.concept.label}”.")
    return redirect(f"{reverse('shortlists:submit', args=[ref])}#registrations")


@require_POST
def take_back_registration(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take back that the firm has seen a registration."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_submit)
    code = request.POST.get("registration", "").replace("\x00", "")
    actions.take_back_registration(entry, code=code, by=user, now=timezone.now())
    messages.success(request, "Taken back. It has to be seen before you put them forward.")
    return redirect(f"{reverse('shortlists:submit', args=[ref])}#registrations")


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


def _shown(
    entry: Entry,
    mandate: Mandate | None,
    form: SubmissionForm,
    *,
    seen: list[SeenRegistration],
) -> dict[str, Any]:
    """Return how the words stand that the interim was shown, and whether the page says the same.

    And a preview: of the words that are shown, else of what was typed.
    """
    shown = current_words(entry)
    if mandate is None:
        return {"shown": None}
    typed = form.cleaned_data if form.is_bound and form.is_valid() else _drafted(entry)
    words = as_stored(entry, mandate, **typed)
    read = of_shown(entry, mandate, shown) if shown else of_draft(entry, mandate, words)
    profile = read_profile(mandate.profile)
    return {
        "shown": shown,
        "is_same": shown is not None and former_words(shown) == words,
        "words": read if shown or draft_of(entry) else None,
        "read_profile": profile,
        "profile_facts": [*seen_facts(seen), *profile_facts(profile)],
    }


def _drafted(entry: Entry) -> dict[str, Any]:
    draft = draft_of(entry)
    if draft is None:
        return {"introduction": "", "risk": "", "rationales": {}}
    return {
        "introduction": draft.introduction,
        "risk": draft.risk,
        "rationales": draft.rationales,
    }


def _context(
    entry: Entry, mandate: Mandate | None, required: list[RequiredRegistration]
) -> dict[str, Any]:
    found = blockers(entry, mandate, today=timezone.localdate(), required=required)
    draft = draft_of(entry)
    return {
        "entry": as_read_by(entry.firm, entry),
        "brief": entry.brief,
        "mandate": mandate,
        "profile": mandate.profile if mandate else {},
        "blockers": found,
        "required": required,
        "unseen": [concept.label for concept in unseen_among(required)],
        "cannot_show": any(blocker.stops_showing for blocker in found),
        "confirmed_on": confirmed_on(entry, mandate) if mandate else None,
        "asked_at": entry.availability_asked_at,
        "live_count": in_front_of_client(entry).count(),
        "saved_at": draft.saved_at if draft else None,
    }
