"""The page of the availability."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views import the_user
from candidates import actions, completeness
from candidates.forms import AvailabilityForm
from candidates.views.own import own_profile, run_action


@require_http_methods(["GET", "POST"])
def availability(request: HttpRequest) -> HttpResponse:
    """Show and change the availability."""
    candidate = own_profile(request)
    is_stale = completeness.is_stale(candidate, today=timezone.localdate())
    version = {"version": candidate.version}
    form = AvailabilityForm(request.POST or None, instance=candidate, initial=version)
    if (
        request.method == "POST"
        and form.is_valid()
        and run_action(form, actions.change_availability, candidate, request)
    ):
        messages.success(request, "Your availability is saved, and confirmed today.")
        return redirect("candidates:profile")
    context = {
        "form": form,
        "free_from": form.initial.get("available_from"),
        "confirmed_on": candidate.availability_confirmed_on,
        "is_stale": is_stale,
    }
    status = 422 if form.errors else 200
    return render(request, "candidates/availability.html", context, status=status)


@require_POST
def confirm_availability(request: HttpRequest) -> HttpResponse:
    """Confirm the stored availability."""
    candidate = own_profile(request)
    actions.confirm_availability(candidate, by=the_user(request), now=timezone.now())
    messages.success(request, "Thank you. Firms see that your availability was confirmed today.")
    return redirect("candidates:profile")
