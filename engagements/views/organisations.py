"""A client's own page: its people, its confidential name, its rule for panels."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import InvitationsBySecret
from accounts.organisations import InvitationOver
from accounts.views import the_user
from engagements import policy
from engagements.actions import organisations as actions
from engagements.forms.organisations import ClientPageForm
from engagements.models import Client, ClientInvitation, ClientMember, client_member_of
from interimhub.lib.refused import Refused
from providers.forms import InviteForm, JoinForm


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """Show one's own organisation with its people and standing invitations."""
    return render(request, "engagements/organisation.html", _context(request, _own(request)))


@require_http_methods(["GET", "POST"])
def edit_organisation(request: HttpRequest) -> HttpResponse:
    """Change what the organisation says of itself."""
    client: Client = fetch(
        Client.objects, request.user, pk=_own(request).client_id, may=policy.can_run_client
    )
    initial = {
        "alias": client.alias,
        "about": client.about,
        "sector": client.sector_id,
        "may_waive_specialist": client.may_waive_specialist,
    }
    form = ClientPageForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_client(client, by=the_user(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The organisation's page is saved.")
        return redirect("engagements:organisation")
    context = {"form": form, "client": client}
    status = 422 if form.errors else 200
    return render(request, "engagements/edit_organisation.html", context, status=status)


@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a colleague by e-mail."""
    member = _own(request)
    client: Client = fetch(
        Client.objects, request.user, pk=member.client_id, may=policy.can_run_client
    )
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            actions.invite_member(
                client, by=the_user(request), now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error("email", refusal.reason)
        else:
            messages.success(
                request, f"The invitation to {form.cleaned_data['email']} is on its way."
            )
            return redirect("engagements:organisation")
    context = {**_context(request, member), "invite_form": form}
    return render(request, "engagements/organisation.html", context, status=422)


@require_POST
def withdraw_invitation(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Withdraw a standing invitation."""
    invitation: ClientInvitation = fetch(
        ClientInvitation.objects, request.user, ref=ref, may=policy.can_withdraw_invitation
    )
    actions.withdraw_invitation(invitation, by=the_user(request), now=timezone.now())
    messages.success(request, "The invitation is withdrawn.")
    return redirect("engagements:organisation")


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """Accept an invitation by its letter's link, which leads here through sign-in or sign-up."""
    letters = InvitationsBySecret(ClientInvitation.objects.all(), secret)
    return _join(request, fetch(letters, request.user, may=policy.can_join_client))


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Accept an invitation found on the welcome page; the address was proved at sign-up."""
    invitation: ClientInvitation = fetch(
        ClientInvitation.objects, request.user, ref=ref, may=policy.can_join_client
    )
    return _join(request, invitation)


@require_POST
def leave_organisation(request: HttpRequest) -> HttpResponse:
    """Leave one's own organisation."""
    rows = ClientMember.objects.active()
    own: ClientMember = fetch(rows, request.user, pk=_own(request).pk, may=policy.can_leave_client)
    actions.leave_client(own, by=the_user(request), now=timezone.now())
    messages.success(request, f"You have left {own.client.name}.")
    return redirect("today")


@require_POST
def remove_member(request: HttpRequest, ref: UUID) -> HttpResponse:
    """End a colleague's membership."""
    colleague: ClientMember = fetch(
        ClientMember.objects.active(), request.user, ref=ref, may=policy.can_remove_member
    )
    actions.remove_member(colleague, by=the_user(request), now=timezone.now())
    messages.success(request, f"{colleague.user.full_name} no longer belongs here.")
    return redirect("engagements:organisation")


@require_POST
def make_admin(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Let a colleague run the organisation too."""
    colleague: ClientMember = fetch(
        ClientMember.objects.active(), request.user, ref=ref, may=policy.can_make_member_admin
    )
    actions.make_admin(colleague, by=the_user(request), now=timezone.now())
    messages.success(request, f"{colleague.user.full_name} can run the organisation now.")
    return redirect("engagements:organisation")


def _join(request: HttpRequest, invitation: ClientInvitation) -> HttpResponse:
    user, now, client = the_user(request), timezone.now(), invitation.client
    own = client_member_of(user)
    if own is not None and own.client_id == client.pk:
        messages.info(request, f"You belong to {client.name} already.")
        return redirect("engagements:organisation")
    if reason := invitation.why_over(now):
        raise InvitationOver(reason)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.join_client(invitation, by=user, now=now, **form.cleaned_data)
        messages.success(request, f"Welcome to {client.name}.")
        return redirect("today")
    context = {
        "form": form,
        "organisation": client.name,
        "by": invitation.invited_by,
        "elsewhere": own.client.name if own else "",
        "elsewhere_url": reverse("engagements:organisation"),
    }
    return render(request, "accounts/invited.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest) -> ClientMember:
    """Return the reader's own membership; people without a client have no such page."""
    member = client_member_of(the_user(request))
    if member is None:
        raise Http404
    return member


def _context(request: HttpRequest, member: ClientMember) -> dict[str, object]:
    client = member.client
    return {
        "client": client,
        "own": member,
        "people": client.members.active().select_related("user").by_name(),
        "invitations": client.invitations.pending(timezone.now()).by_address(),
        "may_run": policy.can_run_client(the_user(request), client),
        "may_leave": policy.can_leave_client(the_user(request), member),
        "invite_form": InviteForm(),
    }
