"""Who of the client is on a brief, and who may read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch, insist
from accounts.models import User
from accounts.views import the_user
from engagements import policy
from engagements.actions import people as actions
from engagements.forms.people import BriefPersonForm
from engagements.models import Brief, BriefPerson
from engagements.people import people_on, people_shown, who_may_decide
from interimhub.lib.prepared import PreparedRows

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_http_methods(["GET", "POST"])
def people(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the people on a brief; its owners add colleagues."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_see_as_manager)
    if request.method == "POST":
        insist(policy.can_change_people(user, brief), brief)
    members = brief.client.members.active().other_than(brief.manager)
    form = BriefPersonForm(
        request.POST or None,
        brief=brief,
        colleagues=members.select_related("user").by_name(),
    )
    if request.method != "POST" or not form.is_valid():
        return _page(request, user, brief, form)
    added, now = form.cleaned_data["member"], timezone.now()
    try:
        actions.add_person(brief, by=user, now=now, **form.cleaned_data)
    except actions.NotOnThisBrief as refusal:
        form.add_error("member", refusal.reason)
        return _page(request, user, brief, form)
    role = BriefPerson.Role(form.cleaned_data["role"]).label.lower()
    told = "" if added.user_id == user.pk else " They have been notified."
    messages.success(request, f"{added.user.full_name} is a {role} of this brief now.{told}")
    return redirect("engagements:people", ref=ref)


def _page(request: HttpRequest, user: User, brief: Brief, form: BriefPersonForm) -> HttpResponse:
    admins = brief.client.members.admins().select_related("user").by_name()
    on_it = {brief.manager_id, *(person.member_id for person in people_on(brief))}
    context: dict[str, Any] = {
        "brief": brief,
        "people": people_shown(brief, now=timezone.now()),
        "deciding": who_may_decide(brief, user),
        "admins": [admin.user.full_name for admin in admins if admin.pk not in on_it],
        "form": form,
        "may_change": policy.can_change_people(user, brief),
        "may_invite": policy.can_invite_colleagues(user, brief),
    }
    status = 422 if form.errors else 200
    return render(request, "engagements/people.html", context, status=status)


@require_POST
def remove_person(request: HttpRequest, ref: UUID, person: UUID) -> HttpResponse:
    """End somebody's role on a brief."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_change_people)
    rows = BriefPerson.objects.select_related("brief", "member__user")
    row: BriefPerson = fetch(rows, user, ref=person, brief=brief)
    actions.remove_person(row, by=user, now=timezone.now())
    messages.success(request, f"{row.member.user.full_name} is no longer on this brief.")
    if row.member.user_id == user.pk:
        return redirect("engagements:briefs")  # they may no longer read this one
    return redirect("engagements:people", ref=ref)


@require_POST
def limit(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Let only the people on a brief read it, or everybody of the client again."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_change_people)
    is_limited = request.POST.get("is_limited") == "1"
    actions.limit_brief(brief, is_limited=is_limited, by=user, now=timezone.now())
    who = "Only the people on this brief" if is_limited else f"Everybody at {brief.client.name}"
    messages.success(request, f"{who} can read it now.")
    return redirect("engagements:people", ref=ref)
