"""Which firms may find the profile: by kind of firm, and firm by firm."""

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
from candidates import visibility as rules
from candidates.forms import VisibilityForm
from candidates.models import Candidate, FirmStance
from candidates.views.own import own_profile, run_action
from interimhub.lib.pages import page_of
from interimhub.lib.requests import return_to
from providers.models import Firm


@require_http_methods(["GET", "POST"])
def visibility(request: HttpRequest) -> HttpResponse:
    """Choose the kinds of firm that may find the profile; show the effect for each firm."""
    candidate = own_profile(request)
    version = {"version": candidate.version}
    form = VisibilityForm(request.POST or None, instance=candidate, initial=version)
    if (
        request.method == "POST"
        and form.is_valid()
        and run_action(form, actions.change_visibility, candidate, request)
    ):
        messages.success(request, "Saved. It takes effect with the next ranking.")
        return redirect("candidates:visibility")
    return _page(request, own_profile(request), form)


@require_POST
def set_stance(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Trust or block a firm, or undo that."""
    candidate, user = own_profile(request), the_user(request)
    firm: Firm = fetch(Firm.objects, user, ref=ref)
    stance = request.POST.get("stance", "")
    known = stance if stance in FirmStance.Stance else ""
    actions.set_stance(candidate, by=user, now=timezone.now(), firm=firm, stance=known)
    messages.success(request, f"Saved for {firm.name}. The firm is not notified.")
    return redirect(return_to(request, otherwise=reverse("candidates:visibility")))


def _page(request: HttpRequest, candidate: Candidate, form: VisibilityForm) -> HttpResponse:
    query = request.GET.get("q", "").strip()[:100]
    found = Firm.objects.visible_to(the_user(request)).named_like(query).by_name()
    page = page_of(found.prefetch_related("specialisms"), request, size=12)
    context = {
        "form": form,
        "page": page,
        "firms": rules.visibility_to(candidate, page.object_list),
        "q": query,
        "visibility_default": rules.DEFAULT_TEXT,
    }
    status = 422 if form.errors else 200
    return render(request, "candidates/visibility.html", context, status=status)
