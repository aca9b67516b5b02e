"""The five steps of a brief. They autosave and can be left and resumed at any time."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import fetch
from accounts.views import the_user
from engagements import policy
from engagements.actions import briefs as actions
from engagements.completeness import FIXED, completeness
from engagements.disclosed_names import (
    DisclosedName,
    disclosed_names,
    identifying_descriptions,
)
from engagements.forms.base import BriefStep
from engagements.forms.steps import STEPS
from engagements.models import Brief
from engagements.progress import form_steps
from engagements.suggestion_status import text_beside
from interimhub.lib.prepared import PreparedRows

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, ref: UUID, step: str) -> HttpResponse:
    """Show one step. Store the valid answers and keep the other input as typed."""
    kind = STEPS.get(step)
    if kind is None:
        raise Http404
    may = policy.can_answer_before_confirmation if step in FIXED else policy.can_answer
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=may)
    if request.method != "POST":
        return _page(request, kind(brief))
    page = kind(brief, request.POST)
    if page.is_answering and _is_autosave(request):
        # An answer is fixed once it is stored, so half a sentence is not.
        return HttpResponse(status=204)
    try:
        page.draft = actions.save_step(
            brief,
            by=the_user(request),
            answers=page.answers(),
            saving=_saving(request, page),
            now=timezone.now(),
        )
    except actions.EditConflict as refusal:
        page.reload_draft()
        return _page(request, page, conflict=refusal.reason)
    return _saved(request, page)


def _saving(request: HttpRequest, page: BriefStep) -> actions.StepSave:
    seen = request.POST.get("seen", "")
    return actions.StepSave(
        step=page.key,
        window=page.window.replace("\x00", "")[:64],
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,
        unstored=page.unstored(),
        is_final=not _is_autosave(request),
    )


def _is_autosave(request: HttpRequest) -> bool:
    return bool(getattr(request, "htmx", False))


def _saved(request: HttpRequest, page: BriefStep) -> HttpResponse:
    """Respond to a save: the errors after autosave, the next step after the button."""
    if _is_autosave(request):
        context = _context(page)
        return render(request, "engagements/_autosaved.html", context)
    if not page.is_valid():
        return _page(request, page, status=422)
    return _go_on(request, page)


def _go_on(request: HttpRequest, page: BriefStep) -> HttpResponseRedirect:
    brief, keys = page.brief, list(STEPS)
    then = request.POST.get("then", "")
    if then == "add":
        here = reverse("engagements:edit", args=[brief.ref, page.key])
        return HttpResponseRedirect(f"{here}?add=1#add")
    if then == "leave" or page.is_answering:
        messages.success(request, "Saved. You can continue whenever you like.")
        return redirect(brief)
    following = keys.index(page.key) + 1
    if following == len(keys):
        return redirect("engagements:preview", ref=brief.ref)
    return redirect("engagements:edit", ref=brief.ref, step=keys[following])


def _page(
    request: HttpRequest, page: BriefStep, *, status: int = 200, conflict: str = ""
) -> HttpResponse:
    if conflict and _is_autosave(request):
        context = {"conflict": conflict, "page": page}
        return render(request, "engagements/_edit_conflict.html", context, status=409)
    if request.GET.get("add"):
        page.add_empty_row()
    beside = text_beside(the_user(request), page.brief)
    context = _context(page) | beside | {"conflict": conflict}
    return render(request, page.template, context, status=409 if conflict else status)


def _context(page: BriefStep) -> dict[str, Any]:
    keys = list(STEPS)
    position = keys.index(page.key)
    return {
        "brief": page.brief,
        "page": page,
        "steps": form_steps(page.brief, current=page.key),
        "completeness": completeness(page.brief),
        "saved_at": page.draft.saved_at,
        "hidden_words": _told(page, disclosed_names),
        "shown_descriptions": _told(page, identifying_descriptions),
        "verb": _verb(page, is_last=position + 1 == len(keys)),
    }


def _told(page: BriefStep, found: Callable[[Brief], list[DisclosedName]]) -> list[DisclosedName]:
    """Return what is found in a step's stored answers while the client is confidential."""
    if not page.brief.is_confidential:
        return []
    here = reverse("engagements:edit", args=[page.brief.ref, page.key])
    return [name for name in found(page.brief) if name.url == here]


def _verb(page: BriefStep, *, is_last: bool) -> str:
    if page.is_answering:
        return "Save"
    return "Save and read it as an interim" if is_last else "Save and continue"
