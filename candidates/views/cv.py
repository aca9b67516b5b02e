"""The page of the CV: upload, parsing, and a decision on each suggestion."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.views import the_user
from candidates.actions import suggestions as actions
from candidates.forms.suggestions import ProfileSuggestionForm
from candidates.models import Candidate
from candidates.suggestion_status import statuses_of, suggestion_page
from candidates.views.own import own_profile
from interimhub.lib.once import creates
from interimhub.lib.pages import render_part
from readings import pages
from readings.actions import forget_text
from readings.actions import refuse_suggestion as refuse
from readings.forms import TextForm
from readings.intake import Intake, TooManyTexts
from readings.models import TextReading


@require_http_methods(["GET", "POST"])
@creates
def cv(request: HttpRequest) -> HttpResponse:
    """Upload a CV, wait until it is parsed, and show its suggestions beside it."""
    user, candidate = the_user(request), own_profile(request)
    if request.method == "POST":
        form = TextForm(request.POST, request.FILES)
        if form.is_valid():
            intake = Intake(**form.cleaned_data)
            try:
                actions.queue_cv_parsing(candidate, by=user, intake=intake, now=timezone.now())
                return redirect("candidates:cv")
            except TooManyTexts as refusal:
                form.add_error("text", refusal.reason)
        context = _context(user, candidate) | {"form": form}
        return render_part(request, "candidates/cv.html", "reading", context, status=422)
    context = _context(user, candidate, is_new="new" in request.GET)
    return render_part(request, "candidates/cv.html", "reading", context)


@require_POST
def accept_suggestion(request: HttpRequest) -> HttpResponse:
    """Accept one suggestion, or change the level of an accepted skill."""

    def accept(candidate: Candidate, user: User, facts: dict[str, Any]) -> None:
        chosen = {name: facts[name] for name in ("level", "work")}
        keys = request.POST.getlist("key")
        actions.accept_suggestions(candidate, by=user, keys=keys, now=timezone.now(), **chosen)

    return _decide(request, accept)


@require_POST
def refuse_suggestion(request: HttpRequest) -> HttpResponse:
    """Refuse one suggestion."""
    return _decide(
        request, lambda candidate, user, facts: refuse(candidate.ref, by=user, key=facts["key"])
    )


@require_POST
def undo_suggestion(request: HttpRequest) -> HttpResponse:
    """Undo the decision on one suggestion."""

    def undo(candidate: Candidate, user: User, facts: dict[str, Any]) -> None:
        keys = request.POST.getlist("key")
        actions.undo_suggestions(candidate, by=user, keys=keys, now=timezone.now())

    return _decide(request, undo)


@require_POST
def forget_cv(request: HttpRequest) -> HttpResponse:
    """Delete the CV. Accepted values stay on the profile."""
    forget_text(own_profile(request).ref, by=the_user(request))
    messages.success(request, "Your CV and what we found in it are deleted.")
    return redirect("candidates:profile")


def _decide(
    request: HttpRequest, action: Callable[[Candidate, User, dict[str, Any]], None]
) -> HttpResponse:
    """Run the action on the posted suggestion. A refusal is shown beside the suggestion."""
    user, candidate = the_user(request), own_profile(request)
    form = ProfileSuggestionForm(request.POST, candidate=candidate)
    if not form.is_valid():
        return redirect("candidates:cv")
    facts = form.cleaned_data
    refusal = pages.refusal_of(lambda: action(candidate, user, facts))
    candidate.refresh_from_db()
    context, gone = _context(user, candidate), "This CV has been deleted. Open the page again."
    return pages.answer(request, context, key=facts["key"], refusal=refusal, gone=gone)


def _context(user: User, candidate: Candidate, *, is_new: bool = False) -> dict[str, Any]:
    """Return the context of the page: the form, and the suggestions once the CV is parsed."""
    reading = TextReading.objects.of(user, candidate.ref)
    target = suggestion_page(candidate)
    context: dict[str, Any] = {"target": target, "reading": reading}
    context["form"] = pages.form_of(None if is_new else reading)
    if reading and reading.is_read:
        context |= pages.found_context(reading, target, statuses_of(candidate, reading))
    return context
