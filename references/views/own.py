"""An interim's own references: asking, reading, hiding, lending."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates.models import Candidate
from interimhub.lib.once import creates
from interimhub.lib.pages import page_of
from references import actions, policy
from references.forms import AskForm
from references.lending import lines_for
from references.models import Loan, Reference
from references.results import results_of
from shortlists.models import Entry

_ENTRIES = Entry.objects.select_related("brief__client", "firm", "candidate__user")


@require_safe
def references(request: HttpRequest) -> HttpResponse:
    """List the interim's references, newest first."""
    candidate = _own(request)
    rows = Reference.objects.visible_to(the_user(request)).with_due().newest_first()
    context = {
        "page": page_of(rows, request),
        "has_results": bool(results_of(candidate)),
    }
    return render(request, "references/references.html", context)


@require_http_methods(["GET", "POST"])
@creates
def ask(request: HttpRequest) -> HttpResponse:
    """Ask somebody about one result."""
    candidate, user = _own(request), the_user(request)
    results = results_of(candidate)
    form = AskForm(request.POST or None, results=results)
    if form.is_valid():
        try:
            made = actions.ask_for_reference(
                candidate, **form.arguments(), by=user, now=timezone.now()
            )
        except actions.CannotAsk as refusal:
            form.add_error("email", refusal.reason)
        else:
            messages.success(
                request, f"{made.name} gets one letter. You are told what comes of it."
            )
            return redirect(made)
    context = {"form": form, "has_results": bool(results)}
    return render(request, "references/ask.html", context, status=422 if form.errors else 200)


@require_safe
def reference(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one reference, and for which briefs it is lent."""
    row: Reference = fetch(Reference.objects.with_due(), request.user, ref=ref)
    loans = Loan.objects.of(row).in_force().with_conversation().oldest_first()
    return render(request, "references/reference.html", {"reference": row, "loans": loans})


@require_POST
def hide(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Hide a reference from everybody else."""
    row: Reference = fetch(Reference.objects, request.user, ref=ref)
    actions.hide(row, by=the_user(request), now=timezone.now())
    messages.success(request, "Hidden. Nobody but you can read it now.")
    return redirect(row)


@require_POST
def show(request: HttpRequest, ref: UUID) -> HttpResponse:
    """No longer hide a reference."""
    row: Reference = fetch(Reference.objects, request.user, ref=ref)
    actions.show(row, by=the_user(request), now=timezone.now())
    messages.success(request, "You can lend it again. It is lent to nobody yet.")
    return redirect(row)


@require_safe
def lend_references(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show which references are lent for one brief, and which could be."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_lend)
    rows = Reference.objects.visible_to(the_user(request)).to_lend().newest_first()
    context = {"entry": entry, "brief": entry.brief, "lines": lines_for(entry, rows)}
    return render(request, "references/lend.html", context)


@require_POST
def lend(request: HttpRequest, ref: UUID, reference: UUID) -> HttpResponse:
    """Lend one reference for one brief."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_lend)
    row: Reference = fetch(Reference.objects, request.user, ref=reference)
    actions.lend(row, entry, by=the_user(request), now=timezone.now())
    messages.success(request, f"Lent. {entry.firm.name} can read it now.")
    return redirect("lend_references", ref)


@require_POST
def take_back(request: HttpRequest, ref: UUID, reference: UUID) -> HttpResponse:
    """Take one reference back from one brief."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_take_back)
    row: Reference = fetch(Reference.objects, request.user, ref=reference)
    actions.take_back(row, entry, by=the_user(request), now=timezone.now())
    messages.success(request, "Taken back. Nobody can open it there any more.")
    return redirect(row)


def _own(request: HttpRequest) -> Candidate:
    user = the_user(request)
    if not (answer := policy.can_ask(user)):
        raise PermissionDenied(answer.reason)
    return fetch(Candidate.objects, user, user_id=user.pk)
