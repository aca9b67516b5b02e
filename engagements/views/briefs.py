"""Pages of briefs: the list, a new brief, and the preview."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from engagements import policy
from engagements.actions import briefs as actions
from engagements.completeness import completeness
from engagements.disclosed_names import disclosed_names, identifying_descriptions
from engagements.forms.parts import StartForm
from engagements.models import (
    BRIEF_PARTS,
    Brief,
    BriefQuerySet,
    ClientMember,
    DeletedDraft,
    client_member_of,
)
from engagements.pack import brief_pack
from engagements.people import load_people, role_on
from engagements.progress import as_firms_read, form_steps
from engagements.situation_templates import TEMPLATES
from engagements.turns import turn_of
from interimhub.lib.once import creates
from interimhub.lib.pages import Chip, page_of, render_part
from interimhub.lib.prepared import Prepared
from interimhub.lib.undo import WINDOW
from providers.models import consultant_of
from readings.intake import Intake, TooManyTexts

BRIEFS = Brief.objects.select_related("client__sector", "manager__user")


@require_safe
def briefs(request: HttpRequest) -> HttpResponse:
    """List the briefs of the user's client, or those that the user's firm is on the panel of."""
    user = the_user(request)
    words, group = request.GET.get("q", "")[:120], request.GET.get("in", "")
    group = group if group in Brief.GROUPS else ""
    is_firm = consultant_of(user) is not None
    if words:
        counts = _found(user, words).group_counts().get()
        rows: Any = _listed(user=user, words=words, group=group, is_firm=is_firm)
    else:
        (counts,) = _COUNTS(user=user)
        rows = _LISTS[group, is_firm].lazily(user=user)
    page = page_of(rows, request, count=counts.get(group, sum(counts.values())))
    shown = [as_firms_read(brief) for brief in page] if is_firm else list(page)
    BRIEF_PARTS.attach(brief for brief in shown if brief.is_in_search)
    roles: dict[int, str] = {}
    if member := client_member_of(user):
        others = [brief for brief in shown if brief.manager_id != member.pk]
        load_people(others)
        roles = {brief.pk: role_on(brief, member) for brief in others}
    context = {
        "page": page,
        "rows": [(brief, turn_of(brief, user), roles.get(brief.pk, "")) for brief in shown],
        "chips": _chips(counts, words=words, group=group),
        "words": words,
        "group": group,
        "may_start": policy.can_start(user),
        "is_firm": is_firm,
        "deleted": [] if is_firm else _deleted(user),
    }
    return render_part(request, "engagements/briefs.html", "list", context)


def _found(user: User, words: str = "") -> BriefQuerySet:
    return BRIEFS.visible_to(user).kept().about(words)


def _listed(*, user: User, group: str, is_firm: bool, words: str = "") -> BriefQuerySet:
    rows = _found(user, words).in_group(group).with_turn()
    # The last change of a brief may reveal what another firm did.
    return rows.latest_first() if is_firm else rows.newest_first()


_COUNTS: Prepared[dict[str, int]] = Prepared(lambda *, user: _found(user).group_counts())
_LISTS: dict[tuple[str, bool], Prepared[Brief]] = {
    (group, is_firm): Prepared(partial(_listed, group=group, is_firm=is_firm))
    for group in ("", *Brief.GROUPS)
    for is_firm in (False, True)
}


def _deleted(user: User) -> list[DeletedDraft]:
    """Return the deleted drafts that this user can restore."""
    rows = _RESTORABLE(user=user, since=timezone.now() - WINDOW)
    return [row for row in rows if policy.can_restore(user, row)]


_RESTORABLE: Prepared[DeletedDraft] = Prepared(
    lambda *, user, since: DeletedDraft.objects.visible_to(user).restorable(since).newest_first()
)


def _chips(counts: dict[str, int], *, words: str, group: str) -> list[Chip]:
    def url(name: str) -> str:
        return "?" + urlencode({key: value for key, value in (("q", words), ("in", name)) if value})

    every = Chip("All", url(""), not group, sum(counts.values()))
    return [every] + [
        Chip(label, url(name), name == group, counts[name])
        for name, (label, _) in Brief.GROUPS.items()
        if counts[name] or name == group
    ]


@require_http_methods(["GET", "POST"])
@creates
def new(request: HttpRequest) -> HttpResponse:
    """Start a brief from an e-mail, a former brief, a template or nothing."""
    user = the_user(request)
    member = client_member_of(user)
    if member is None:
        raise PermissionDenied(policy.can_start(user).reason)
    way = request.POST.get("way", "")
    form = StartForm(request.POST, request.FILES) if way == "paste" else StartForm()
    begun = _begin(request, member, way=way, form=form) if request.method == "POST" else None
    if begun:
        messages.success(request, "Your draft is saved. Everything you type is kept as you go.")
        if way == "paste":
            return redirect("engagements:text", ref=begun.ref)
        return redirect("engagements:edit", ref=begun.ref, step="situation")
    own = BRIEFS.visible_to(user).kept().of_client(member.client)
    context = {
        "form": form,
        "templates": TEMPLATES.values(),
        "formers": own.named().newest_first()[:60],
        "problem": "" if request.method == "GET" or form.errors else "Choose how to start.",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "engagements/new.html", context, status=status)


def _begin(
    request: HttpRequest, member: ClientMember, *, way: str, form: StartForm
) -> Brief | None:
    """Create the brief in the chosen way; None if the input is invalid."""
    facts: dict[str, Any] = {}
    if way == "paste":
        if not form.is_valid():
            return None
        words, document = form.cleaned_data.pop("source_text"), form.cleaned_data
        facts = {"source_text": words, "intake": Intake(words, **document)}
    elif way == "copy":
        ref = request.POST.get("former", "")
        if not ref or "\x00" in ref:
            return None
        facts["former"] = _former(request, ref)
    elif way == "template":
        facts["template"] = TEMPLATES.get(request.POST.get("template", ""))
        if facts["template"] is None:
            return None
    elif way != "empty":
        return None
    try:
        return actions.start_brief(member, by=the_user(request), now=timezone.now(), **facts)
    except TooManyTexts as refusal:
        form.add_error(form.WORDS_FIELD, refusal.reason)
        return None


def _former(request: HttpRequest, ref: str) -> Brief:
    try:
        key = UUID(ref)
    except ValueError:
        key = UUID(int=0)
    former: Brief = fetch(BRIEFS, request.user, may=policy.can_see_as_manager, ref=key)
    return former


@require_safe
def preview(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the brief as an interim will read it, with or without the client's name."""
    user = the_user(request)
    row: Brief = fetch(BRIEFS.with_parts(), user, ref=ref, may=policy.can_see_as_manager)
    reading = request.GET.get("as", "")
    is_named = reading == "named" or (reading != "confidential" and not row.is_confidential)
    context = {
        "brief": row,
        "pack": brief_pack(row, named=is_named),
        "is_named": is_named,
        "names": [] if is_named else disclosed_names(row),
        "descriptions": [] if is_named else identifying_descriptions(row),
        "completeness": completeness(row),
        "steps": form_steps(row),
        "may_edit": policy.can_edit(user, row),
        "has_panel": row.seats.active().exists(),
    }
    return render(request, "engagements/preview.html", context)
