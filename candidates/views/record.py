"""Pages of the track record, one per assignment."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.views import the_user
from candidates import actions, return_to
from candidates.forms import AssignmentForm
from candidates.forms.hidden_words import show_hidden_words
from candidates.models import PastAssignment
from candidates.snapshot import names_on
from candidates.views.own import own_profile, remember_work, run_action
from interimhub.lib.once import creates


@require_http_methods(["GET", "POST"])
@creates
def add_assignment(request: HttpRequest) -> HttpResponse:
    """Add a past assignment."""
    candidate = own_profile(request)
    initial = {"version": candidate.version} | _kinds(request)
    form = AssignmentForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and run_action(form, actions.add_assignment, candidate, request)
    ):
        messages.success(request, f"“{form.cleaned_data['title']}” is on your track record.")
        return return_to.redirect_back(request, f"{reverse('candidates:profile')}#record")
    show_hidden_words(form, names_on(candidate))
    status = 422 if form.errors else 200
    context: dict[str, object] = _context(request, form)
    if context["return_to"]:
        # The corrected fact may belong to an assignment that is already on the record.
        context |= {"record": candidate.record.latest_first(), "query": request.GET.urlencode()}
    return render(request, "candidates/assignment.html", context, status=status)


def _context(request: HttpRequest, form: AssignmentForm) -> dict[str, object]:
    return {
        "form": form,
        "return_to": return_to.return_to_of(request),
        "disclosures_url": reverse("candidates:assignment_disclosures"),
    }


def _kinds(request: HttpRequest) -> dict[str, list[str]]:
    """Return the situations and sectors of the query string, ticked in an empty form."""
    named = {kind: request.GET.getlist(kind) for kind in ("situations", "sectors")}
    return {kind: codes for kind, codes in named.items() if codes}


@require_http_methods(["GET", "POST"])
def change_assignment(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change a past assignment."""
    candidate = own_profile(request)
    work: PastAssignment = fetch(PastAssignment.objects, request.user, ref=ref)
    version = {"version": candidate.version}
    form = AssignmentForm(request.POST or None, instance=work, initial=version)
    if (
        request.method == "POST"
        and form.is_valid()
        and run_action(form, actions.change_assignment, work, request)
    ):
        messages.success(request, f"“{form.cleaned_data['title']}” is saved.")
        return return_to.redirect_back(request, f"{reverse('candidates:profile')}#record")
    show_hidden_words(form, names_on(candidate))
    status = 422 if form.errors else 200
    context = _context(request, form) | {"work": work}
    return render(request, "candidates/assignment.html", context, status=status)


@require_POST
def remove_assignment(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Remove a past assignment and offer to restore it."""
    own_profile(request)
    work: PastAssignment = fetch(PastAssignment.objects, request.user, ref=ref)
    remember_work(request, work)
    actions.remove_assignment(work, by=the_user(request), now=timezone.now())
    return redirect(f"{reverse('candidates:profile')}?undo=1")
