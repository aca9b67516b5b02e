"""Firms: the directory, one firm's page, and one's own firm."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import InvitationsBySecret
from accounts.organisations import InvitationOver
from accounts.views import the_user
from interimhub.lib.pages import page_of
from interimhub.lib.refused import Refused
from providers import actions, policy
from providers.forms import FirmPageForm, InviteForm, JoinForm
from providers.models import Consultant, Firm, FirmInvitation, consultant_of


@require_safe
def firms(request: HttpRequest) -> HttpResponse:
    """List the firms on the hub, by name; `?q=` searches, `?kind=` keeps one kind."""
    query = request.GET.get("q", "").strip()[:100]
    kind = request.GET.get("kind", "")
    kind = kind if kind in Firm.Kind.values else ""
    found = Firm.objects.visible_to(the_user(request)).about(query)
    context = {
        "page": page_of(found.of_kind(kind).prefetch_related("specialisms").by_name(), request),
        "query": query,
        "kind": kind,
        "chips": _chips(found.count_by_kind(), query=query, kind=kind),
    }
    return render(request, "providers/firms.html", context)


def _chips(counts: dict[str, int], *, query: str, kind: str) -> list[dict[str, object]]:
    return [
        {
            "label": label,
            "url": f"?{urlencode({'q': query, 'kind': '' if value == kind else value})}",
            "is_on": value == kind,
            "count": counts.get(value, 0),
        }
        for value, label in Firm.Kind.choices
    ]


@require_safe
def firm(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one firm: what it does, and who answers for it by name."""
    row: Firm = fetch(Firm.objects, request.user, ref=ref)
    people = row.members.active().select_related("user").by_name()
    return render(request, "providers/firm.html", {"firm": row, "people": people})


@require_safe
def my_firm(request: HttpRequest) -> HttpResponse:
    """Show one's own firm with its people and standing invitations."""
    consultant = _own(request)
    return render(request, "providers/my_firm.html", _own_context(request, consultant))


@require_http_methods(["GET", "POST"])
def edit_firm(request: HttpRequest) -> HttpResponse:
    """Change what the firm says of itself."""
    row: Firm = fetch(Firm.objects, request.user, pk=_own(request).firm_id, may=policy.can_run)
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
            messages.success(
                request, f"The invitation to {form.cleaned_data['email']} is on its way."
            )
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
    letters = InvitationsBySecret(FirmInvitation.objects.all(), secret)
    return _join(request, fetch(letters, request.user, may=policy.can_join))


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Accept an invitation found on the welcome page; the address was proved at sign-up."""
    return _join(request, fetch(FirmInvitation.objects, request.user, ref=ref, may=policy.can_join))


@require_POST
def leave_firm(request: HttpRequest) -> HttpResponse:
    """Leave one's own firm."""
    own: Consultant = fetch(
        Consultant.objects.active(), request.user, pk=_own(request).pk, may=policy.can_leave
    )
    actions.leave_firm(own, by=the_user(request), now=timezone.now())
    messages.success(request, f"You have left {own.firm.name}.")
    return redirect("today")


@require_POST
def remove_consultant(request: HttpRequest, ref: UUID) -> HttpResponse:
    """End a colleague's work for the firm."""
    colleague: Consultant = fetch(
        Consultant.objects.active(), request.user, ref=ref, may=policy.can_remove
    )
    actions.remove_consultant(colleague, by=the_user(request), now=timezone.now())
    messages.success(request, f"{colleague.user.full_name} no longer works here.")
    return redirect("providers:my_firm")


@require_POST
def make_admin(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Let a colleague run the firm too."""
    colleague: Consultant = fetch(
        Consultant.objects.active(), request.user, ref=ref, may=policy.can_make_admin
    )
    actions.make_admin(colleague, by=the_user(request), now=timezone.now())
    messages.success(request, f"{colleague.user.full_name} can run the firm now.")
    return redirect("providers:my_firm")


def _join(request: HttpRequest, invitation: FirmInvitation) -> HttpResponse:
    user, now, firm = the_user(request), timezone.now(), invitation.firm
    own = consultant_of(user)
    if own is not None and own.firm_id == firm.pk:
        messages.info(request, f"You work for {firm.name} already.")
        return redirect("providers:my_firm")
    if reason := invitation.why_over(now):
        raise InvitationOver(reason)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.join_firm(invitation, by=user, now=now, **form.cleaned_data)
        messages.success(request, f"Welcome to {firm.name}.")
        return redirect("today")
    context = {
        "form": form,
        "organisation": firm.name,
        "by": invitation.invited_by,
        "elsewhere": own.firm.name if own else "",
        "elsewhere_url": reverse("providers:my_firm"),
    }
    return render(request, "accounts/invited.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest) -> Consultant:
    """Return the reader's own membership; people without a firm have no such page."""
    consultant = consultant_of(the_user(request))
    if consultant is None:
        raise Http404
    return consultant


def _own_context(request: HttpRequest, consultant: Consultant) -> dict[str, object]:
    own = consultant.firm
    return {
        "firm": own,
        "own": consultant,
        "people": own.members.active().select_related("user").by_name(),
        "invitations": own.invitations.pending(timezone.now()).by_address(),
        "may_run": policy.can_run(the_user(request), own),
        "may_leave": policy.can_leave(the_user(request), consultant),
        "invite_form": InviteForm(),
    }
