"""The page of a text for a draft: upload, parsing, and a decision on each suggestion."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from engagements import policy
from engagements.actions import suggestions as actions
from engagements.forms.suggestions import BriefSuggestionForm
from engagements.models import Brief
from engagements.suggestion_status import statuses_of, suggestion_page
from interimhub.lib.once import creates
from interimhub.lib.pages import render_part
from interimhub.lib.prepared import PreparedRows
from readings import pages
from readings.actions import forget_text as forget
from readings.actions import refuse_suggestion as refuse
from readings.forms import TextForm
from readings.intake import Intake, TooManyTexts
from readings.models import TextReading

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_http_methods(["GET", "POST"])
@creates
def text(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Upload a text, wait until it is parsed, and show its suggestions beside it."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_edit)
    if request.method == "POST":
        form = TextForm(request.POST, request.FILES)
        if form.is_valid():
            intake = Intake(**form.cleaned_data)
            try:
                actions.queue_text_parsing(brief, by=user, intake=intake, now=timezone.now())
                return redirect("engagements:text", ref=brief.ref)
            except TooManyTexts as refusal:
                form.add_error("text", refusal.reason)
        context = _context(user, brief) | {"form": form}
        return render_part(request, "engagements/text.html", "reading", context, status=422)
    context = _context(user, brief, is_new="new" in request.GET)
    return render_part(request, "engagements/text.html", "reading", context)


@require_POST
def accept_suggestion(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Accept one suggestion, or change the importance of an accepted skill."""
    keys = request.POST.getlist("key")

    def accept(brief: Brief, user: User, key: str, importance: int | None) -> None:
        now = timezone.now()
        actions.accept_suggestions(brief, by=user, keys=keys, importance=importance, now=now)

    return _decide(request, ref, accept)


@require_POST
def refuse_suggestion(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Refuse one suggestion."""
    return _decide(request, ref, lambda brief, user, key, _: refuse(brief.ref, by=user, key=key))


@require_POST
def undo_suggestion(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Undo the decision on one suggestion."""
    keys = request.POST.getlist("key")

    def undo(brief: Brief, user: User, key: str, importance: int | None) -> None:
        actions.undo_suggestions(brief, by=user, keys=keys, now=timezone.now())

    return _decide(request, ref, undo)


@require_POST
def forget_text(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Delete the text. Accepted values stay in the brief."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_edit)
    forget(brief.ref, by=user)
    messages.success(request, "The text and what we found in it are deleted.")
    return redirect("engagements:edit", ref=brief.ref, step="situation")


def _decide(
    request: HttpRequest, ref: UUID, action: Callable[[Brief, User, str, int | None], None]
) -> HttpResponse:
    """Run the action on the posted suggestion. A refusal is shown beside the suggestion."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_edit)
    form = BriefSuggestionForm(request.POST)
    if not form.is_valid():
        return redirect("engagements:text", ref=brief.ref)
    key, importance = form.cleaned_data["key"], form.cleaned_data["importance"]
    refusal = pages.refusal_of(lambda: action(brief, user, key, importance))
    brief.refresh_from_db()
    context, gone = _context(user, brief), "This text has been deleted."
    return pages.answer(request, context, key=key, refusal=refusal, gone=gone)


def _context(user: User, brief: Brief, *, is_new: bool = False) -> dict[str, Any]:
    """Return the context of the page: the form, and the suggestions once the text is parsed."""
    reading = TextReading.objects.of(user, brief.ref)
    target = suggestion_page(brief)
    context: dict[str, Any] = {"brief": brief, "target": target, "reading": reading}
    context["form"] = pages.form_of(None if is_new else reading, words=brief.source_text)
    if reading and reading.is_read:
        context |= pages.found_context(reading, target, statuses_of(brief, reading))
    return context
