"""The page of the user's own day rate."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.views import the_user
from candidates.models import Candidate
from terms import actions, policy
from terms.forms import RateForm
from terms.models import DayRate

# Only its owner, for now. A change that shows the rate to somebody else starts with this list.
WHO_SEES = [
    ("You", "now"),
    ("Firms", "not at this stage"),
    ("Clients", "not at this stage"),
    ("Rankings", "never"),
]


@require_http_methods(["GET", "POST"])
def rate(request: HttpRequest) -> HttpResponse:
    """Show and change the day rate."""
    candidate, user = _own(request), the_user(request)
    stored = DayRate.objects.visible_to(user).first()
    initial = {"stamp": stored.stamp if stored else ""}
    form = RateForm(request.POST or None, instance=stored, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_rate(candidate, by=user, now=timezone.now(), **form.cleaned_data)
        except actions.RateConflict as refusal:
            form.add_error(None, refusal.reason)
            form.data = dict(form.data.items()) | _stamp(request)
        else:
            messages.success(request, "Your rate is saved. Only you can see it.")
            return redirect("rate")
    status = 422 if form.errors else 200
    context = {"form": form, "has_rate": stored is not None, "who_sees": WHO_SEES}
    return render(request, "terms/rate.html", context, status=status)


@require_POST
def forget_rate(request: HttpRequest) -> HttpResponse:
    """Delete the day rate."""
    actions.forget_rate(_own(request), by=the_user(request), now=timezone.now())
    messages.success(request, "Your rate is deleted.")
    return redirect("rate")


def _own(request: HttpRequest) -> Candidate:
    user = the_user(request)
    if not (answer := policy.can_keep_rate(user)):
        raise PermissionDenied(answer.reason)
    return fetch(Candidate.objects, user, user_id=user.pk)


def _stamp(request: HttpRequest) -> dict[str, str]:
    stored = DayRate.objects.visible_to(the_user(request)).first()
    return {"stamp": stored.stamp if stored else ""}
