"""What brings you here? The first page of somebody new, and of somebody invited."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.views import the_user
from candidates import actions as candidates
from engagements.actions import organisations
from engagements.forms.organisations import ClientForm
from engagements.models import ClientInvitation
from interimhub.shell import roles_of
from providers import actions as firms
from providers.forms import FirmForm
from providers.models import FirmInvitation


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Let a person say whether they hire, are an interim, or work for a firm."""
    user = the_user(request)
    roles = roles_of(user)
    asked = request.POST.get("as", "")
    client_form = ClientForm(request.POST if asked == "client" else None, prefix="client")
    firm_form = FirmForm(request.POST if asked == "firm" else None, prefix="firm")
    now = timezone.now()

    if asked == "interim" and "interim" not in roles:
        candidates.open_profile(user, now=now)
        messages.success(request, "Your profile is open. Nobody finds you before you say so.")
        return redirect("candidates:profile")
    if asked == "client" and "client" not in roles and client_form.is_valid():
        organisations.found_client(by=user, now=now, **client_form.cleaned_data)
        messages.success(request, "Your organisation is here. Write your first brief.")
        return redirect("engagements:new")
    if asked == "firm" and "firm" not in roles and firm_form.is_valid():
        facts = {key: firm_form.cleaned_data[key] for key in ("name", "kind", "title")}
        firms.found_firm(by=user, now=now, **facts)
        messages.success(request, "Your firm is here. Say what it is expert in.")
        return redirect("providers:edit_firm")

    context = {
        "client_form": client_form,
        "firm_form": firm_form,
        "asked": asked,
        "roles": roles,
        "firm_invitations": FirmInvitation.objects.standing(now).for_user(user),
        "client_invitations": ClientInvitation.objects.standing(now).for_user(user),
    }
    status = 422 if client_form.errors or firm_form.errors else 200
    return render(request, "welcome.html", context, status=status)
