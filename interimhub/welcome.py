"""The first page of a new or invited user: choose a role."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.defaults import permission_denied

from accounts.models import User
from accounts.views import the_user
from candidates import actions as candidates
from engagements.actions import organisations
from engagements.forms.organisations import ClientForm
from engagements.models import ClientInvitation
from interimhub.lib.refused import Refused
from interimhub.shell import roles_of
from providers import actions as firms
from providers.forms import FirmForm
from providers.models import FirmInvitation

INVITATIONS = (ClientInvitation, FirmInvitation)
ROLES = ("interim", "client", "firm")


@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Let a person say whether they hire, are an interim, or work for a firm."""
    user, now = the_user(request), timezone.now()
    roles = roles_of(user)
    # A link of the front page may preselect a role; only a POST applies it.
    asked = request.POST.get("as", "")
    client_form = ClientForm(request.POST if asked == "client" else None, prefix="client")
    firm_form = FirmForm(request.POST if asked == "firm" else None, prefix="firm")

    done = None
    if asked and asked not in roles:
        done = _begin(request, asked, client_form=client_form, firm_form=firm_form)
    if done is not None:
        return done

    offered = [role for role in ROLES if role not in roles]
    wanted = asked or request.GET.get("as", "")
    context = {
        "client_form": client_form,
        "firm_form": firm_form,
        "asked": wanted if wanted in offered else "",
        # The chosen one first, and open.
        "offered": sorted(offered, key=lambda role: role != wanted),
        "roles": roles,
        "invitations": [
            invitation
            for model in INVITATIONS
            for invitation in model.objects.pending(now)
            .for_user(user)
            .with_organisation()
            .by_address()
        ],
    }
    status = 422 if client_form.errors or firm_form.errors else 200
    return render(request, "welcome.html", context, status=status)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Show why access is denied; redirect users without a role to the welcome page.

    Only the profile redirects. This is here, since the profile's app does not know the other roles.
    """
    user, place = request.user, request.resolver_match
    is_profile = place is not None and place.view_name == "candidates:profile"
    if is_profile and isinstance(user, User) and not roles_of(user):
        return redirect("welcome")
    return permission_denied(request, exception)


def _begin(
    request: HttpRequest, role: str, *, client_form: ClientForm, firm_form: FirmForm
) -> HttpResponse | None:
    """Give the reader the chosen role and redirect; None when the form has errors."""
    user, now = the_user(request), timezone.now()
    if role == "interim":
        candidates.open_profile(user, now=now)
        messages.success(
            request, "Your profile is created. Nobody can find you until you allow it."
        )
        return redirect("candidates:profile")
    form = {"client": client_form, "firm": firm_form}.get(role)
    if form is None or not form.is_valid():
        return None
    try:
        if role == "client":
            organisations.found_client(by=user, now=now, **form.cleaned_data)
            messages.success(request, "Your organisation is created. Write your first brief.")
            return redirect("engagements:new")
        facts = {key: form.cleaned_data[key] for key in ("name", "kind", "title")}
        firms.found_firm(by=user, now=now, **facts)
    except Refused as refusal:
        form.add_error("name", refusal.reason)
        return None
    messages.success(request, "Your firm is created. Say what it specialises in.")
    return redirect("providers:edit_organisation")
