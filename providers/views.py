"""Firms: the directory, one firm's page, and one's own firm."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import hash_token
from accounts.views import the_user
from interimhub.lib.pages import page_of
from interimhub.lib.refused import Refused
from providers import actions, policy
from providers.forms import FirmPageForm, InviteForm, JoinForm
from providers.models import Consultant, Firm, FirmInvitation, consultant_of


@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """List the firms on the hub, by name; `?q=` searches, `?kind=` keeps one kind."""
    query = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    kind = request.GET.get("kind", "")
    rows = Firm.objects.visible_to(the_user(request)).prefetch_related("specialisms")
    if query:
        rows = rows.filter(
            Q(name__icontains=query)
            | Q(tagline__icontains=query)
            | Q(specialisms__label__icontains=query)
        ).distinct()
    kinds = {value: rows.filter(kind=value).count() for value in Firm.Kind.values}
    chips = [
        {
            "label": label,
            "url": f"?q={query}&kind={value}" if kind != value else f"?q={query}",
            "is_on": kind == value,
            "count": kinds[value],
        }
        for value, label in Firm.Kind.choices
    ]
    if kind in Firm.Kind.values:
        rows = rows.filter(kind=kind)
    page = page_of(rows.by_name(), request)
    return render(
        request,
        "providers/firms.html",
        {"page": page, "query": query, "kind": kind, "chips": chips},
    )


@require_safe
def firm(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one firm: what it does, and who answers for it by name."""
    row: Firm = fetch(Firm.objects, request.user, ref=ref)
    people = row.consultants.working().select_related("user").by_name()
    return render(request, "providers/firm.html", {"firm": row, "people": people})


@require_safe
def my_firm(request: HttpRequest) -> HttpResponse:
    """Show one's own firm with its people and standing invitations."""
    consultant = _own(request)
    return render(request, "providers/my_firm.html", _own_context(request, consultant))


@require_http_methods(["GET", "POST"])
def edit_firm(request: HttpRequest) -> HttpResponse:
    """Change what the firm says of itself."""
    row: Firm = fetch(
        Firm.objects, request.user, pk=_own(request).firm_id, may=policy.can_run
    )
    initial = {
        "tagline": row.tagline,
        "about": row.about,
        "website": row.website,
        "specialisms": row.specialisms.all(),
    }
    form = FirmPageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_firm(row, by=the_user(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The firm's page is saved.")
        return redirect("providers:my_firm")
    status = 422 if form.errors else 200
    return render(request, "providers/edit.html", {"form": form, "firm": row}, status=status)


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a colleague by e-mail."""
    consultant = _own(request)
    row: Firm = fetch(Firm.objects, request.user, pk=consultant.firm_id, may=policy.can_run)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_consultant(
                row, by=the_user(request), now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("email", refusal.reason)
        else:
            messages.success(request, f"The invitation to {form.cleaned_data['email']} is on its way.")
            return redirect("providers:my_firm")
    context = {**_own_context(request, consultant), "invite_form": form}
    return render(request, "providers/my_firm.html", context, status=422)


@require_POST
def withdraw_invitation(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Withdraw a standing invitation."""
    invitation: FirmInvitation = fetch(
        FirmInvitation.objects, request.user, ref=ref, may=policy.can_withdraw
    )
    actions.withdraw_invitation(invitation, by=the_user(request), now=timezone.now())
    messages.success(request, "The invitation is withdrawn.")
    return redirect("providers:my_firm")


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation by its letter's link, which leads here through sign-in or sign-up."""
    return _join(request, token_hash=hash_token(secret))


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Accept an invitation found on the welcome page; the address was proved at sign-up."""
    return _join(request, ref=ref)


def _join(request: HttpRequest, **lookup: object) -> HttpResponse:
    invitation: FirmInvitation = fetch(
        FirmInvitation.objects, request.user, may=policy.can_join, **lookup
    )
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.join_firm(invitation, by=the_user(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"Welcome to {invitation.firm.name}.")
        return redirect("today")
    context = {"form": form, "organisation": invitation.firm.name, "by": invitation.invited_by}
    return render(request, "accounts/invited.html", context)


def _own(request: HttpRequest) -> Consultant:
    """Return the reader's own membership; people without a firm have no such page."""
    consultant = consultant_of(the_user(request))
    if consultant is None:
        raise Http404
    return consultant


def _own_context(request: HttpRequest, consultant: Consultant) -> dict[str, object]:
    own = consultant.firm
    now = timezone.now()
    return {
        "firm": own,
        "people": own.consultants.working().select_related("user").by_name(),
        "invitations": FirmInvitation.objects.standing(now).filter(firm=own).order_by("email"),
        "may_run": policy.can_run(the_user(request), own),
        "invite_form": InviteForm(),
    }
