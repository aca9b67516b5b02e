"""Pages of the panel and the playback."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch, insist
from accounts.models import User
from accounts.views import the_user
from engagements import policy
from engagements.actions import panels as actions
from engagements.brief_changes import changes_since
from engagements.completeness import Blocked, OpenQuestion, completeness
from engagements.forms.panels import DeclineSeatForm, PanelForm, PlaybackForm, SendBackForm
from engagements.models import Brief, PanelSeat, Playback
from engagements.people import shared_decision
from engagements.progress import seats_read_by
from engagements.said_skills import said_musts
from interimhub.lib.changed_words import PartChange
from interimhub.lib.pages import autosaved, render_part
from interimhub.lib.prepared import PreparedRows
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Consultant, Firm, consultant_of
from skills.models import Concept

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the panel. The manager invites firms and chooses who leads the playback."""
    may = policy.can_invite_firms if request.method == "POST" else None
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=may)
    seats = seats_read_by(the_user(request), brief)
    form = PanelForm(request.POST or None, initial=_current_panel(brief, seats))
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_panel(brief, by=the_user(request), now=timezone.now(), **form.cleaned_data)
        except actions.NoSpecialist as refusal:
            may_waive = brief.client.may_waive_specialist
            form.add_error("justification" if may_waive else "firms", refusal.reason)
        except Refused as refusal:
            form.add_error("firms", refusal.reason)
        else:
            messages.success(request, "The panel is saved.")
            return redirect("engagements:panel", ref=brief.ref)
    context = _panel_context(the_user(request), brief, seats, form)
    status = 422 if form.errors else 200
    return render(request, "engagements/panel.html", context, status=status)


@require_POST
def send(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Send a draft to its panel for the playback."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_send)
    actions.send_for_playback(brief, by=the_user(request), now=timezone.now())
    messages.success(request, "The panel has the brief. You are notified when it is played back.")
    return redirect(brief)


@require_POST
def take_back(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take a brief back to edit it."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_take_back)
    actions.take_back(brief, by=the_user(request), now=timezone.now())
    messages.success(request, "The brief is a draft again, and you can edit it.")
    return redirect(brief)


@require_http_methods(["GET", "POST"])
def playback(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the playback. The leading firm writes it, the manager answers it."""
    may = policy.can_write_playback if request.method == "POST" else None
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=may)
    row = _playback(brief)
    consultant = consultant_of(the_user(request))
    form = PlaybackForm(request.POST or None, instance=row, initial=_earlier(brief, row))
    if request.method == "POST" and consultant and form.is_valid():
        _save(request, brief, consultant, form)
        if "send" in request.POST:
            return redirect("engagements:playback", ref=brief.ref)
    if request.method == "POST" and "send" not in request.POST:
        return autosaved(request, form)
    context = _playback_context(request, brief, row, form)
    status = 422 if form.errors else 200
    return render_part(request, "engagements/playback.html", "reading", context, status=status)


@require_POST
def confirm(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Confirm the playback."""
    row = _waiting(request, ref)
    actions.confirm_playback(row, by=the_user(request), now=timezone.now())
    messages.success(
        request, "Confirmed. Open the brief when you are ready: all firms see it at once."
    )
    return redirect(row.brief)


@require_POST
def send_back(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Return the playback with comments."""
    row = _waiting(request, ref)
    form = SendBackForm(request.POST)
    if form.is_valid():
        actions.send_back_playback(
            row, by=the_user(request), now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "Sent back; the firm will write it again.")
        return redirect("engagements:playback", ref=row.brief.ref)
    context = _playback_context(request, row.brief, row, PlaybackForm(instance=row))
    context["send_back_form"] = form
    return render(request, "engagements/playback.html", context, status=422)


@require_POST
def answer_for(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Name the user as the consultant who answers for their firm on this brief."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_answer_for)
    own = consultant_of(the_user(request))
    if own is None:
        raise Http404
    seat = brief.seats.active().of_firm(own.firm).get()
    actions.answer_for(seat, by=own, now=timezone.now())
    messages.success(request, f"You answer for {own.firm.name} on this brief.")
    return redirect("engagements:panel", ref=brief.ref)


@require_http_methods(["GET", "POST"])
def decline_seat(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Give up the firm's seat with a reason."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_decline_seat)
    form = DeclineSeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        own = consultant_of(the_user(request))
        if own is None:
            raise Http404
        seat = brief.seats.active().select_related("firm").of_firm(own.firm).get()
        actions.decline_seat(seat, by=the_user(request), now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Your firm has given up its seat; the manager reads your reason.")
        return redirect("engagements:briefs")
    status = 422 if form.errors else 200
    return render(
        request, "engagements/decline_seat.html", {"brief": brief, "form": form}, status=status
    )


def _current_panel(brief: Brief, seats: list[PanelSeat]) -> dict[str, object]:
    """Return the current panel as initial data of the form."""
    return {
        "firms": [seat.firm.ref for seat in seats],
        "lead": next((seat.firm.ref for seat in seats if seat.is_lead), None),
        "justification": brief.panel_justification,
    }


def _panel_context(
    user: User, brief: Brief, seats: list[PanelSeat], form: PanelForm
) -> dict[str, object]:
    return {
        "brief": brief,
        "seats": seats,
        "form": form,
        "choices": _choices(brief, form),
        "may_invite": policy.can_invite_firms(user, brief),
        "may_manage": policy.can_manage(user, brief),
        "missing": _open_before_confirmation(brief) if brief.is_draft else [],
        "own": consultant_of(user),
    }


def _playback_context(
    request: HttpRequest, brief: Brief, row: Playback | None, form: PlaybackForm
) -> dict[str, object]:
    user = the_user(request)
    may_write = policy.can_write_playback(user, brief)
    musts = _said_musts(brief, row)
    lead = next((seat for seat in seats_read_by(user, brief) if seat.is_lead), None)
    return {
        "brief": brief,
        "criteria": brief.criteria.in_order(),
        "playback": row,
        "form": form,
        "may_write": may_write,
        "is_client": bool(policy.can_see_as_manager(user, brief)),
        "is_being_written": row is None or row.is_open_to_writing,
        "is_writing": bool(may_write) and (row is None or row.is_open_to_writing),
        "may_answer": row is not None and policy.can_answer_playback(user, row),
        "deciders": _deciders(user, brief),
        "may_open": policy.can_open(user, brief),
        "may_take_back": policy.can_take_back(user, brief),
        "may_change": policy.can_change(user, brief),
        "send_back_form": SendBackForm(),
        "brief_changes": _brief_changes(brief),
        "musts": musts,
        "musts_query": urlencode([("said", "1"), *(("must", one.code) for one in musts)]),
        "missing": _open_before_confirmation(brief),
        "lead": lead,
    }


def _deciders(user: User, brief: Brief) -> str:
    """Return for the client who may decide, if several may."""
    return shared_decision(brief, user) if policy.can_see_as_manager(user, brief) else ""


def _said_musts(brief: Brief, row: Playback | None) -> list[Concept]:
    """Return skills that either side says are needed, and that are no must-haves of the brief."""
    if row is None or not (brief.is_played_back or brief.takes_answers):
        return []
    known = brief.requirements.must_haves().values_list("concept__code", flat=True)
    return said_musts([row.challenge, row.person, row.comments], known=known)


def _brief_changes(brief: Brief) -> list[PartChange]:
    """Return what changed in the brief since the firms read the version before."""
    return changes_since(brief, brief.version - 1) if brief.is_played_back else []


def _open_before_confirmation(brief: Brief) -> list[OpenQuestion]:
    """Return what keeps the manager from confirming a playback; [] once it is confirmed."""
    if not (brief.is_draft or brief.is_played_back):
        return []
    told = completeness(brief)
    return [*told.needed, *told.open_of(Blocked.CONFIRMATION)]


def _playback(brief: Brief) -> Playback | None:
    rows = brief.playbacks.current(brief)
    return rows.select_related("firm", "consultant__user", "brief").first()


def _earlier(brief: Brief, row: Playback | None) -> dict[str, str]:
    """Return the firm's playback of the previous version, as initial data of a new one."""
    if row is not None or brief.version == 1:
        return {}
    before = brief.playbacks.by_leading_firm().latest_first().first()
    return before.words if before else {}


def _waiting(request: HttpRequest, ref: UUID) -> Playback:
    """Return the playback that waits for an answer, for a manager of the brief."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref, may=policy.can_manage)
    row = _playback(brief)
    if row is None:
        raise MovedOn("There is no playback of this version to answer.", row=brief)
    insist(policy.can_answer_playback(the_user(request), row), row)
    return row


def _save(request: HttpRequest, brief: Brief, by: Consultant, form: PlaybackForm) -> None:
    now = timezone.now()
    actions.save_playback(brief, by=by, now=now, **form.cleaned_data)
    if "send" in request.POST:
        actions.send_playback(brief, by=by, now=now)
        messages.success(request, "The manager has your playback.")


def _choices(brief: Brief, form: PanelForm) -> list[dict[str, object]]:
    """Return the firms to choose from, those with a matching specialism first."""
    fields = set(brief.sectors.values_list("pk", flat=True)) | set(
        brief.situations.values_list("pk", flat=True)
    )
    ticked = {str(value) for value in form["firms"].value() or []}
    lead = str(form["lead"].value() or "")
    rows = [
        {
            "firm": firm,
            "in_field": [c.label for c in firm.specialisms.all() if c.pk in fields],
            "is_ticked": str(firm.ref) in ticked,
            "is_lead": str(firm.ref) == lead,
        }
        for firm in Firm.objects.in_charter().by_name().prefetch_related("specialisms")
    ]
    return sorted(rows, key=lambda row: -len(row["in_field"]))  # type: ignore[arg-type]
