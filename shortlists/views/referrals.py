"""Pages to name a person for a brief, and of the named person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import Role
from accounts.views import the_user
from candidates.actions import open_profile
from candidates.models import candidate_of
from engagements.models import Brief
from engagements.pack import brief_pack
from interimhub.lib.once import creates
from shortlists.actions import referrals as actions
from shortlists.forms.referrals import ReferralForm
from shortlists.models import Referral, ReferralsBySecret
from shortlists.policy import referrals as policy
from shortlists.referrals import (
    back_to,
    firms_on,
    made_by,
    own_conversation,
    title_for,
    who_named,
)

ROWS = policy.BriefsToNameFor(Brief.objects.select_related("client", "manager__user"))


@require_http_methods(["GET", "POST"])
@creates
def name_person(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Name somebody for a brief."""
    user = the_user(request)
    brief: Brief = fetch(ROWS, user, ref=ref, may=policy.can_name)
    form = ReferralForm(request.POST or None)
    role = policy.role_of(user, brief) or Role.INTERIM
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            actions.name_person(brief, by=user, role=role, now=timezone.now(), **facts)
        except actions.CannotName as refusal:
            form.add_error("email", refusal.reason)
        else:
            messages.success(
                request,
                f"The letter to {facts['full_name']} is on its way. You hear of a yes.",
            )
            return redirect("shortlists:named_by_me")
    context = {
        "brief": brief,
        "title": title_for(user, brief, role=role),
        "back": back_to(user, brief, role=role),
        "form": form,
        "names_client": role is Role.MANAGER and brief.is_confidential,
        "made": made_by(user, brief),
    }
    status = 422 if form.errors else 200
    return render(request, "shortlists/name_person.html", context, status=status)


@require_safe
def named_by_me(request: HttpRequest) -> HttpResponse:
    """Show whom the reader has named, and who said yes."""
    context = {"made": made_by(the_user(request))}
    return render(request, "shortlists/named_by_me.html", context)


@require_safe
def named_person(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the named person the brief, who named them and how."""
    return _page(request, _referral(request, secret), secret)


@require_POST
def accept_referral(request: HttpRequest, secret: str) -> HttpResponse:
    """Say yes to being named; a profile is opened for who has none."""
    user, now = the_user(request), timezone.now()
    referral = _referral(request, secret)
    candidate = open_profile(user, now=now)
    actions.accept_referral(referral, candidate, by=user, now=now)
    messages.success(request, "Thank you. Whoever named you is told that you said yes.")
    return redirect(f"{reverse('shortlists:named_person', args=[secret])}#next")


@require_POST
def decline_referral(request: HttpRequest, secret: str) -> HttpResponse:
    """Say no to being named; nobody is told."""
    referral = _referral(request, secret)
    actions.decline_referral(referral, by=the_user(request), now=timezone.now())
    messages.success(request, "You said no. Nobody is told, and your address is deleted from it.")
    return redirect("front")


def _referral(request: HttpRequest, secret: str) -> Referral:
    rows = ReferralsBySecret(Referral.objects.shown(timezone.now()).with_people(), secret)
    return fetch(rows, the_user(request))


def _page(request: HttpRequest, referral: Referral, secret: str) -> HttpResponse:
    brief, candidate = referral.brief, candidate_of(the_user(request))
    context: dict[str, Any] = {
        "referral": referral,
        "secret": secret,
        "named_by": who_named(referral),
        "pack": brief_pack(brief, named=not brief.is_confidential),
        "firms": firms_on(brief),
        "entry": own_conversation(brief, candidate) if candidate else None,
        "has_profile": candidate is not None,
    }
    return render(request, "shortlists/named_person.html", context)
