"""A member's own organisation: its page, its people, its invitations.

Each view gets the model, and if it needs them the template and the form, from its route.
"""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import Invitation, InvitationsBySecret, Membership, Organisation
from accounts.organisations import actions, policy
from accounts.organisations.duties import duties_of, usual_successor
from accounts.organisations.forms import HandOverForm, InviteMemberForm, JoinForm
from accounts.views import the_user
from interimhub.lib.refused import MovedOn, Refused

Model = type[Organisation]


@require_safe
def organisation(request: HttpRequest, model: Model, template: str) -> HttpResponse:
    """Show the user's own organisation with its members and pending invitations."""
    return render(request, template, _page(request, _own(request, model)))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, model: Model, form_class: type[forms.Form]) -> HttpResponse:
    """Edit the organisation's page."""
    row = _own_to_run(request, model)
    initial = forms.model_to_dict(row, fields=list(form_class.base_fields))
    form = form_class(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change(row, by=the_user(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, f"The {row.words.noun}'s page is saved.")
        return redirect(row.own_url)
    context = {"form": form, "organisation": row}
    status = 422 if form.errors else 200
    return render(request, "accounts/edit_organisation.html", context, status=status)


@require_POST
def invite(request: HttpRequest, model: Model, template: str) -> HttpResponse:
    """Invite a colleague by e-mail."""
    row = _own_to_run(request, model)
    form = InviteMemberForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            actions.invite(row, by=the_user(request), now=timezone.now(), **typed)
        except Refused as refusal:
            form.add_error("email", refusal.reason)
        else:
            messages.success(request, f"The invitation to {typed['email']} is on its way.")
            return redirect(row.own_url)
    context = {**_page(request, _own(request, model)), "invite_form": form}
    return render(request, template, context, status=422)


@require_POST
def send_again(request: HttpRequest, model: Model, ref: UUID) -> HttpResponse:
    """Send an invitation again whose e-mail could not be delivered."""
    rows = model.invitation_model().objects
    invitation: Invitation = fetch(rows, request.user, ref=ref, may=policy.can_withdraw)
    is_new = actions.send_invitation_again(invitation, by=the_user(request), now=timezone.now())
    if is_new:
        messages.success(request, f"A new invitation to {invitation.email} is on its way.")
    else:
        messages.info(request, f"The invitation to {invitation.email} is already on its way.")
    return redirect(f"{invitation.organisation.own_url}#invitations")


@require_POST
def withdraw_invitation(request: HttpRequest, model: Model, ref: UUID) -> HttpResponse:
    """Withdraw a pending invitation."""
    rows = model.invitation_model().objects
    invitation: Invitation = fetch(rows, request.user, ref=ref, may=policy.can_withdraw)
    actions.withdraw_invitation(invitation, by=the_user(request), now=timezone.now())
    messages.success(request, "The invitation is withdrawn.")
    return redirect(invitation.organisation.own_url)


@require_http_methods(["GET", "POST"])
def invited(request: HttpRequest, model: Model, secret: str) -> HttpResponse:
    """Accept an invitation by the link in its e-mail, after signing in or up."""
    rows = InvitationsBySecret(model.invitation_model().objects.all(), secret)
    return _join(request, fetch(rows, request.user, may=policy.can_join))


@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, model: Model, ref: UUID) -> HttpResponse:
    """Accept an invitation found on the welcome page; the address was verified at sign-up."""
    rows = model.invitation_model().objects
    return _join(request, fetch(rows, request.user, ref=ref, may=policy.can_join))


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest, model: Model) -> HttpResponse:
    """Leave the user's own organisation; a colleague takes over."""
    if request.method == "POST":
        _insist_on_membership(request, model)
    rows, pk = model.membership_model().objects.active(), _own(request, model).pk
    own: Membership = fetch(rows, request.user, pk=pk, may=policy.can_leave)
    form = _hand_over_form(request, own)
    if request.method != "POST" or not form.is_valid():
        return _hand_over_page(request, own, form)
    actions.leave(own, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, f"You have left {own.organisation.name}.")
    return redirect("today")


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, model: Model, ref: UUID) -> HttpResponse:
    """End a colleague's membership; somebody takes over."""
    rows = model.membership_model().objects
    colleague: Membership = fetch(rows, request.user, ref=ref, may=policy.can_remove)
    form = _hand_over_form(request, colleague)
    if request.method != "POST" or not form.is_valid():
        return _hand_over_page(request, colleague, form)
    actions.remove(colleague, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    words, name = model.words, colleague.user.full_name
    messages.success(request, f"{name} no longer {words.belongs_here}.")
    return redirect(colleague.organisation.own_url)


@require_POST
def make_admin(request: HttpRequest, model: Model, ref: UUID) -> HttpResponse:
    """Make a colleague an administrator."""
    rows = model.membership_model().objects
    colleague: Membership = fetch(rows, request.user, ref=ref, may=policy.can_make_admin)
    actions.make_admin(colleague, by=the_user(request), now=timezone.now())
    words, name = model.words, colleague.user.full_name
    messages.success(request, f"{name} can run the {words.noun} now.")
    return redirect(colleague.organisation.own_url)


def _join(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    user, now, row = the_user(request), timezone.now(), invitation.organisation
    own = row.membership_model().active_of(user)
    if own is not None and own.organisation_id == row.pk:
        messages.info(request, f"You {row.words.belong} {row.name} already.")
        return redirect(row.own_url)
    if reason := invitation.why_over(now):
        raise actions.InvitationOver(reason, row=invitation)
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.join(invitation, by=user, now=now, **form.cleaned_data)
        messages.success(request, f"Welcome to {row.name}.")
        return redirect("today")
    context = {
        "form": form,
        "organisation": row.name,
        "by": invitation.invited_by,
        "elsewhere": own.organisation.name if own else "",
        "elsewhere_url": row.own_url,
    }
    return render(request, "accounts/invited.html", context, status=422 if form.errors else 200)


def _hand_over_form(request: HttpRequest, member: Membership) -> HandOverForm:
    usual = usual_successor(member, by=the_user(request))
    colleagues = member.colleagues().active().select_related("user").by_name()
    initial = {"to": usual.ref if usual else None}
    typed = request.POST if request.method == "POST" else None
    return HandOverForm(typed, colleagues=colleagues, initial=initial)


def _hand_over_page(request: HttpRequest, member: Membership, form: HandOverForm) -> HttpResponse:
    organisation, user = member.organisation, the_user(request)
    sent = organisation.invitations.pending(timezone.now()).sent_by(member.user)
    context = {
        "form": form,
        "member": member,
        "organisation": organisation,
        "is_own": member.user_id == user.pk,
        "is_last_admin": not member.colleagues().admins().exists(),
        "handed": duties_of(member).of(member),
        "invitations": sent.by_address(),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/hand_over.html", context, status=status)


def _own(request: HttpRequest, model: Model) -> Membership:
    """Return the reader's membership; raise Http404 if there is none."""
    own = model.membership_model().active_of(the_user(request))
    if own is None:
        raise Http404
    return own


def _insist_on_membership(request: HttpRequest, model: Model) -> None:
    """Tell somebody who has left that they have, where they leave once more."""
    user = the_user(request)
    before = model.membership_model().objects.latest_of(user)
    if before is not None and model.membership_model().active_of(user) is None:
        raise MovedOn(f"You no longer {model.words.belong} {before.organisation.name}.", row=before)


def _own_to_run(request: HttpRequest, model: Model) -> Organisation:
    """Return the reader's organisation; only administrators get it."""
    pk = _own(request, model).organisation_id
    row: Organisation = fetch(model.objects, request.user, pk=pk, may=policy.can_run)
    return row


def _page(request: HttpRequest, own: Membership) -> dict[str, object]:
    row, user = own.organisation, the_user(request)
    return {
        "organisation": row,
        "own": own,
        "people": row.members.active().select_related("user").by_name(),
        "invitations": row.invitations.pending(timezone.now()).with_delivery().by_address(),
        "may_run": policy.can_run(user, row),
        "may_leave": policy.can_leave(user, own),
        "invite_form": InviteMemberForm(),
    }
