"""Pages on which a confirmed brief is changed: the proposal, its withdrawal, an objection."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.views import the_user
from engagements import policy
from engagements.actions import amendments as actions
from engagements.amending import try_change
from engagements.brief_changes import brief_changes, changes_of
from engagements.forms.amendments import ChangePage, digest_of
from engagements.forms.panels import ObjectionForm
from engagements.models import Amendment, Brief
from interimhub.lib.changed_words import PartChange
from interimhub.lib.prepared import PreparedRows
from providers.models import consultant_of

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))
AMENDMENTS = Amendment.objects.with_people()


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change a brief: edit it, read the difference, then send it to the firm that confirms it."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_change)
    version = _version(request, brief)
    if not brief.is_played_back:
        actions.insist_on_taking_changes(brief, seen_version=version)
    if request.method != "POST":
        musts = [code[:80] for code in request.GET.getlist("must")[:10]]
        page = ChangePage.shown(brief, musts=musts, reason=_reason(request, brief))
        return _page(request, page)
    page = ChangePage.posted(brief, request.POST)
    then = request.POST.get("then", "")
    if then == "add":
        return _page(request, page)
    if page.problems() or not page.reason_form.is_valid():
        return _page(request, page, status=422)
    trial = try_change(brief, page.answers(), now=timezone.now())
    changes = brief_changes(trial.before, trial.after)
    if then != "send" or request.POST.get("read") != digest_of(changes):
        return _page(request, page, changes=changes)
    return _send(request, page, version)


def _send(request: HttpRequest, page: ChangePage, version: int) -> HttpResponse:
    brief = page.brief
    send = actions.change_in_playback if brief.is_played_back else actions.propose_change
    try:
        send(
            brief,
            seen_version=version,
            answers=page.answers(),
            by=the_user(request),
            now=timezone.now(),
            **page.reason_form.cleaned_data,
        )
    except actions.ChangeNotPossible as refusal:
        return _page(request, page, status=422, refused=refusal.reason)
    if brief.is_played_back:
        messages.success(request, "Changed. The firm reads the difference and plays it back again.")
        return redirect("engagements:playback", ref=brief.ref)
    messages.success(request, "The firm has your change. Until it confirms, the brief stands.")
    return redirect(brief)


@require_POST
def withdraw_change(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Withdraw a proposed change."""
    row: Amendment = fetch(AMENDMENTS, request.user, ref=ref, may=policy.can_withdraw_change)
    actions.withdraw_change(row, by=the_user(request), now=timezone.now())
    messages.success(request, "Withdrawn. The brief stands as it is, and the firms know.")
    return redirect(row.brief)


@require_http_methods(["GET", "POST"])
def object_to_change(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Object to a proposed change with a sentence."""
    row: Amendment = fetch(AMENDMENTS, request.user, ref=ref, may=policy.can_answer_change)
    form = ObjectionForm(request.POST or None)
    consultant = consultant_of(the_user(request))
    if consultant is None:
        raise Http404
    if request.method == "POST" and form.is_valid():
        actions.object_to_change(row, by=consultant, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "The manager reads your objection. The brief stands as it is.")
        return redirect(row.brief)
    context = {"amendment": row, "brief": row.brief, "changes": changes_of(row), "form": form}
    status = 422 if form.errors else 200
    return render(request, "engagements/object.html", context, status=status)


def _reason(request: HttpRequest, brief: Brief) -> str:
    """Return the reason to begin with: what the firm said in the playback that led here."""
    if "said" not in request.GET:
        return ""
    playback = brief.playbacks.current(brief).select_related("firm").first()
    if playback is None or not playback.challenge.strip():
        return ""
    return f"{playback.firm.name} said in its playback: “{playback.challenge.strip()[:800]}”"


def _version(request: HttpRequest, brief: Brief) -> int:
    """Return the version for which the page was opened."""
    seen = request.POST.get("version", "") if request.method == "POST" else str(brief.version)
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0


def _page(
    request: HttpRequest,
    page: ChangePage,
    *,
    status: int = 200,
    changes: list[PartChange] | None = None,
    refused: str = "",
) -> HttpResponse:
    context: dict[str, Any] = {
        "brief": page.brief,
        "page": page.person,
        "success": page.success,
        "form": page.reason_form,
        "problems": page.problems() if request.method == "POST" and status == 422 else [],
        "changes": changes,
        "digest": digest_of(changes) if changes else "",
        "refused": refused,
        "lead": page.brief.seats.informed().select_related("firm").in_order().first(),
    }
    return render(request, "engagements/change.html", context, status=status)
