"""A permission to represent: its page, asked for, answered, taken back, given back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from interimhub.lib.once import creates
from interimhub.lib.prepared import PreparedRows
from providers.models import consultant_of
from shortlists.actions import permissions as actions
from shortlists.asking import as_read_by, url_for
from shortlists.contents import facts_of
from shortlists.forms.permissions import ReleaseForm, RequestForm
from shortlists.models import Entry, Mandate
from shortlists.policy import firms, interims
from shortlists.submission_checks import mandate_of
from shortlists.views.choice import ROWS
from shortlists.views.firms import fetch_at

_MANDATES: PreparedRows[Mandate] = PreparedRows(
    Mandate.objects.with_people().prefetch_related("entry__approaches")
)


@require_safe
def mandate(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one version of a permission as a letter, to the interim and the firm."""
    user = the_user(request)
    found: Mandate = fetch(_MANDATES, user, ref=ref)
    consultant = consultant_of(user)
    entry = found.entry
    context = {
        "mandate": found,
        "facts": facts_of(found),
        "back": url_for(consultant.firm, entry) if consultant else entry.get_absolute_url(),
    }
    return render(request, "shortlists/mandate.html", context)


@require_POST
def take_back(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take a permission back at once."""
    user = the_user(request)
    entry: Entry = fetch(ROWS, user, ref=ref, may=interims.can_take_back)
    begun = actions.take_back_mandate(entry, by=user, now=timezone.now())
    said = f"{entry.firm.name} no longer represents you. Choose another firm, or leave the brief."
    messages.success(request, said)
    return redirect(begun)


@require_POST
def show_profile(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Let the firm show the profile as it is now."""
    user = the_user(request)
    entry: Entry = fetch(ROWS, user, ref=ref, may=interims.can_agree)
    seen = _number(request.POST.get("profile_version", ""))
    actions.show_current_profile(entry, profile_version=seen, by=user, now=timezone.now())
    messages.success(request, f"{entry.firm.name} shows your profile as it is now.")
    return redirect(entry)


@require_POST
def refuse(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Refuse what a firm asks for."""
    user = the_user(request)
    asked: Mandate = fetch(_MANDATES, user, ref=ref, may=interims.can_answer_request)
    actions.refuse_request(asked, by=user, now=timezone.now())
    messages.success(request, f"{asked.firm.name} is told no. Nothing else has changed.")
    return redirect(asked.entry)


@require_POST
def agree(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give the new version that a firm asks for."""
    user = the_user(request)
    asked: Mandate = fetch(_MANDATES, user, ref=ref, may=interims.can_answer_request)
    seen = _number(request.POST.get("profile_version", ""))
    actions.agree_to_request(asked, profile_version=seen, by=user, now=timezone.now())
    messages.success(request, "Given. You and the firm receive it in writing.")
    return redirect(asked.entry)


@require_http_methods(["GET", "POST"])
@creates
def request_permission(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Ask an interim for permission, or for a new version of it."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=firms.can_request)
    form = RequestForm(request.POST or None, entry=entry)
    if form.is_valid():
        actions.request_mandate(entry, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Asked. They have 72 hours, and nothing changes before that.")
        return redirect("shortlists:firm_conversation", ref)
    context = _context(request, entry, form)
    status = 422 if form.errors else 200
    return render(request, "shortlists/request_permission.html", context, status=status)


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give a permission back, after saying what that does."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=firms.can_release)
    form = ReleaseForm(request.POST or None)
    if form.is_valid():
        actions.release_mandate(entry, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Given back. They can choose another firm, and have been told.")
        return redirect(url_for(entry.firm, entry))
    context = _context(request, entry, form)
    status = 422 if form.errors else 200
    return render(request, "shortlists/release.html", context, status=status)


def _context(request: HttpRequest, entry: Entry, form: Any) -> dict[str, Any]:
    firm = firms.the_consultant(the_user(request)).firm
    read = as_read_by(firm, entry)
    mandate = mandate_of(entry) if read.is_represented else None
    return {"entry": read, "brief": entry.brief, "mandate": mandate, "form": form}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
