"""One's track record, one assignment a page."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.views import the_user
from candidates import actions
from candidates.forms import AssignmentForm
from candidates.models import PastAssignment
from candidates.views.own import kept, own_profile, remember_work


@require_http_methods(["GET", "POST"])
def add_assignment(request: HttpRequest) -> HttpResponse:
    """Tell one more past assignment."""
    candidate = own_profile(request)
    form = AssignmentForm(request.POST or None, initial={"version": candidate.version})
    if (
        request.method == "POST"
        and form.is_valid()
        and kept(form, actions.add_assignment, candidate, request)
    ):
        messages.success(request, f"“{form.cleaned_data['title']}” is on your track record.")
        return redirect(f"{reverse('candidates:profile')}#record")
    status = 422 if form.errors else 200
    return render(request, "candidates/assignment.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def change_assignment(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Tell a past assignment anew."""
    candidate = own_profile(request)
    work: PastAssignment = fetch(PastAssignment.objects, request.user, ref=ref)
    version = {"version": candidate.version}
    form = AssignmentForm(request.POST or None, instance=work, initial=version)
    if (
        request.method == "POST"
        and form.is_valid()
        and kept(form, actions.change_assignment, work, request)
    ):
        messages.success(request, f"“{form.cleaned_data['title']}” is saved.")
        return redirect(f"{reverse('candidates:profile')}#record")
    status = 422 if form.errors else 200
    context = {"form": form, "work": work}
    return render(request, "candidates/assignment.html", context, status=status)


@require_POST
def remove_assignment(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Remove a past assignment, and offer to put it back."""
    own_profile(request)
    work: PastAssignment = fetch(PastAssignment.objects, request.user, ref=ref)
    remember_work(request, work)
    actions.remove_assignment(work, by=the_user(request), now=timezone.now())
    return redirect(f"{reverse('candidates:profile')}?undo=1")
