"""The pages of a referee, opened by the link in their letter. They have no account.

A wrong, used or expired link is not found, the same page as what never was.
"""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from references import actions
from references.forms import AnswerForm, FarewellForm
from references.models import Reference, ReferencesBySecret


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def referee(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask the referee about the result; afterwards show what they wrote."""
    now = timezone.now()
    reference = _opened_by(request, secret, now)
    if reference.is_written:
        if request.method == "POST":
            return redirect("references:referee", secret)
        context = {"reference": reference, "secret": secret, "farewell": FarewellForm()}
        return render(request, "references/written.html", context)
    initial = {"name": reference.name, "role": reference.role}
    form = AnswerForm(request.POST or None, initial=initial)
    if form.is_valid():
        actions.answer(reference, **form.cleaned_data, now=now)
        return redirect("references:referee", secret)
    context = {
        "reference": reference,
        "secret": secret,
        "form": form,
        "farewell": FarewellForm(),
        "by": reference.candidate.user,
    }
    return render(request, "references/referee.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_POST
def decline(request: HttpRequest, secret: str) -> HttpResponse:
    """Say no to a request."""
    now = timezone.now()
    reference = _opened_by(request, secret, now)
    actions.decline(reference, never_again=_never_again(request), now=now)
    return redirect("references:done")


@login_not_required
@never_cache
@require_POST
def erase(request: HttpRequest, secret: str) -> HttpResponse:
    """Delete what the referee wrote."""
    now = timezone.now()
    reference = _opened_by(request, secret, now)
    actions.erase(reference, never_again=_never_again(request), now=now)
    return redirect("references:done")


@login_not_required
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Confirm that nothing of the referee is kept. The page says nothing of anybody."""
    return render(request, "references/done.html")


def _opened_by(request: HttpRequest, secret: str, now: datetime) -> Reference:
    reference: Reference = fetch(ReferencesBySecret(secret, now), request.user)
    return reference


def _never_again(request: HttpRequest) -> bool:
    form = FarewellForm(request.POST)
    return form.is_valid() and form.cleaned_data["never_again"]
