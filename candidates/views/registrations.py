"""Pages of the registrations and licences of a profile, one per registration."""

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
from candidates.forms import NewRegistrationForm, RegistrationForm
from candidates.models import CandidateRegistration
from candidates.views.own import own_profile, remember_registration, run_action
from candidates.views.typed_names import resolve_name
from interimhub.lib.once import creates
from skills.models import Concept

KINDS = (Concept.Kind.REGISTRATION,)
SECTION = "#registrations"


@require_http_methods(["GET", "POST"])
@creates
def add_registration(request: HttpRequest) -> HttpResponse:
    """Add a registration that was picked from the list or typed by name."""
    candidate = own_profile(request)
    data, offers = resolve_name(request.POST, KINDS) if request.method == "POST" else (None, [])
    requested = _requested(request)
    form = NewRegistrationForm(data, initial={"concept": requested.code if requested else ""})
    if form.is_valid() and run_action(form, actions.add_registration, candidate, request):
        messages.success(request, f"“{form.cleaned_data['concept'].label}” is on your profile.")
        return return_to.redirect_back(request, f"{reverse('candidates:profile')}{SECTION}")
    chosen = _chosen(request, form) or requested
    context = {
        "form": form,
        "return_to": return_to.return_to_of(request),
        "typed": form.data.get("concept_text", "") or (chosen.label if chosen else ""),
        "offers": offers,
    }
    status = 422 if form.errors else 200
    return render(request, "candidates/registration.html", context, status=status)


@require_http_methods(["GET", "POST"])
def change_registration(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change the number, body, country or dates of a registration."""
    own_profile(request)
    registration: CandidateRegistration = fetch(_REGISTRATIONS, request.user, ref=ref)
    facts = {name: getattr(registration, name) for name in RegistrationForm.base_fields}
    form = RegistrationForm(request.POST or None, initial=facts)
    if (
        request.method == "POST"
        and form.is_valid()
        and run_action(form, actions.change_registration, registration, request)
    ):
        messages.success(request, f"“{registration.concept.label}” is saved.")
        return return_to.redirect_back(request, f"{reverse('candidates:profile')}{SECTION}")
    context = {
        "form": form,
        "registration": registration,
        "return_to": return_to.return_to_of(request),
    }
    status = 422 if form.errors else 200
    return render(request, "candidates/registration.html", context, status=status)


@require_POST
def remove_registration(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Remove a registration and offer to restore it."""
    own_profile(request)
    registration: CandidateRegistration = fetch(_REGISTRATIONS, request.user, ref=ref)
    remember_registration(request, registration)
    actions.remove_registration(registration, by=the_user(request), now=timezone.now())
    return redirect(f"{reverse('candidates:profile')}?undo=1")


_REGISTRATIONS = CandidateRegistration.objects.select_related("concept", "candidate")


def _requested(request: HttpRequest) -> Concept | None:
    """Return the registration that the query string names, or None."""
    return _coded(request, request.GET.get("registration", ""))


def _chosen(request: HttpRequest, form: NewRegistrationForm) -> Concept | None:
    return _coded(request, str(form.data.get("concept", "")))


def _coded(request: HttpRequest, code: str) -> Concept | None:
    if not code or "\x00" in code:
        return None
    return Concept.objects.visible_to(the_user(request)).of_kind(*KINDS).coded([code]).first()
