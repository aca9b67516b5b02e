"""Pages of the client: compare people, read one in full, invite, decline."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from engagements.brief_changes import changes_after
from engagements.models import Brief
from engagements.people import decides, shared_decision
from interimhub.lib.once import creates
from interimhub.lib.prepared import PreparedRelated, PreparedRows
from ranking.blind import explain_blind
from shortlists import notices, places
from shortlists.actions import decisions, held_answers
from shortlists.comparison import (
    awaited,
    people_of,
    put_forward,
    rows_of,
    stands_for_client,
    with_everything,
)
from shortlists.differences import corrections_of
from shortlists.forms.clients import InviteToInterviewForm, NotSelectedForm
from shortlists.models import Entry, HeldAnswer, held_no
from shortlists.policy import clients as policy
from shortlists.policy.referrals import can_name
from shortlists.reading import profile_facts, read_profile
from shortlists.reasons import result_of
from shortlists.referrals import known_to
from shortlists.registrations import seen_facts, seen_of
from shortlists.suggestions import is_a_suggestion, suggestion
from shortlists.words_read import of_submission

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))
_CRITERIA = PreparedRelated(Brief, "criteria")


_ENTRIES: PreparedRows[Entry] = PreparedRows(with_everything(Entry.objects.all()))


@require_safe
def compare(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the submitted people side by side, and below them those that have ended."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_compare)
    _CRITERIA.attach([brief])
    entries = put_forward(user=user, brief=brief)
    live = [entry for entry in entries if entry.is_in_front_of_client]
    hidden = places.waiting(brief)
    context = {
        "brief": brief,
        "people": people_of(live),
        "rows": rows_of(brief, live),
        "live": live,
        "answers": [
            (entry, held_no(entry, HeldAnswer.Kind.CLIENT), awaited(entry)) for entry in live
        ],
        "past": [
            (entry, stands_for_client(entry))
            for entry in entries
            if not entry.is_in_front_of_client
        ],
        "had_any": bool(entries) or brief.entries.put_forward().exists(),
        "deciders": shared_decision(brief, user),
        "unread": [entry for entry in live if entry.is_unread],
        "first": next((entry for entry in live if _is_open(entry)), None),
        "waiting_count": len(hidden),
        "place_due_at": min((row.next_due_at for row in hidden if row.next_due_at), default=None),
        "can_raise": policy.can_raise_cap(user, brief),
        "can_steer": policy.can_steer(user, brief) and not brief.has_ended,
    }
    return render(request, "shortlists/compare.html", context)


def _is_open(entry: Entry) -> bool:
    return entry.awaits_decision and not held_no(entry, HeldAnswer.Kind.CLIENT)


@require_safe
def person(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one person in full. This changes nothing; `read` records the opening."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_read)
    return render(request, "shortlists/person.html", _person(request, entry))


def _person(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    _CRITERIA.attach([entry.brief])
    profile = read_profile(entry.submission.mandate.profile)
    result = result_of(entry)
    return {
        "entry": entry,
        "brief": entry.brief,
        "submission": entry.submission,
        "mandate": entry.submission.mandate,
        "profile": profile,
        "facts": [*seen_facts(seen_of(entry)), *profile_facts(profile)],
        "words": of_submission(entry.submission),
        "known": known_to(entry),
        "result": result,
        "why": explain_blind(result) if result else None,
        "can_decide": policy.can_decide(the_user(request), entry),
        "corrections": corrections_of(entry.submission),
        "changes": changes_after(
            entry.brief, entry.submission.changed_at or entry.submission.submitted_at
        ),
        "stands": stands_for_client(entry),
        "held": held_no(entry, HeldAnswer.Kind.CLIENT),
        "may_decide": decides(the_user(request), entry.brief),
        "deciders": shared_decision(entry.brief, the_user(request)),
        "picked": next((slot for slot in entry.slots.all() if slot.picked_at), None),
        "proposed": [slot for slot in entry.slots.all() if slot.is_open],
        "awaited": awaited(entry),
    }


@require_POST
def read(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Record that the client has opened this person; the page posts this when it is shown."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_read)
    decisions.read_person(entry, by=the_user(request), now=timezone.now())
    if not getattr(request, "htmx", False):
        return redirect("shortlists:person", ref=ref)
    entry = fetch(_ENTRIES, request.user, ref=ref)
    return render(request, "shortlists/_decision.html", _person(request, entry))


@require_http_methods(["GET", "POST"])
@creates
def invite(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Propose times for an interview."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_invite)
    form = InviteToInterviewForm(request.POST or None, brief=entry.brief)
    if form.is_valid():
        chosen = {**form.cleaned_data, "seen": _seen(request, entry)}
        try:
            decisions.invite(entry, by=the_user(request), now=timezone.now(), **chosen)
        except (decisions.TimesNotPossible, decisions.PromiseNotExplained) as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(
                request, "The times have been sent; you are notified when one is picked."
            )
            return redirect("shortlists:person", ref=ref)
    context = {"entry": entry, "brief": entry.brief, "form": form, "name": _name(entry)}
    context["seen"] = _seen(request, entry)
    context["criteria"] = entry.brief.criteria.in_order()
    return render(request, "shortlists/invite.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def not_selected(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Decline with a reason; with `preview`, show the letter without sending it."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_decide)
    if request.POST.get("preview"):
        return _decline_page(request, entry, _with_suggestion(request, entry), part=True)
    form = NotSelectedForm(request.POST or None, brief=entry.brief)
    if not form.is_valid():
        return _decline_page(request, entry, form)
    chosen = {**form.cleaned_data, "seen": _seen(request, entry)}
    decisions.decline(entry, by=the_user(request), now=timezone.now(), **chosen)
    undo = reverse("shortlists:take_decline_back", args=[ref])
    said = f"{_name(entry)} is declined. Your letter leaves in ten minutes."
    messages.success(request, said, undo)
    return redirect("shortlists:compare", ref=entry.brief.ref)


@require_POST
def take_no_back(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take back that somebody is declined, before they have heard of it."""
    entry: Entry = fetch(_ENTRIES, request.user, ref=ref, may=policy.can_take_no_back)
    user, now = the_user(request), timezone.now()
    held_answers.take_back(entry, HeldAnswer.Kind.CLIENT, by=user, now=now)
    messages.success(request, f"Taken back. {_name(entry)} has heard nothing of it.")
    return redirect("shortlists:person", ref=ref)


def _with_suggestion(request: HttpRequest, entry: Entry) -> NotSelectedForm:
    """Return the form as typed, an unedited suggestion replaced to match the new choices."""
    data = request.POST.copy()
    criteria = list(entry.brief.criteria.in_order())
    chosen = next((item for item in criteria if str(item.ref) == data.get("criterion")), None)
    if is_a_suggestion(data.get("text", ""), criteria):
        data["text"] = suggestion(data.get("reason", ""), chosen) or data.get("text", "")
    form = NotSelectedForm(data, brief=entry.brief)
    form.is_valid()
    return form


def _decline_page(
    request: HttpRequest, entry: Entry, form: NotSelectedForm, *, part: bool = False
) -> HttpResponse:
    cleaned = getattr(form, "cleaned_data", {})
    letter = notices.NotSelected.preview(
        entry,
        criterion=cleaned.get("criterion"),
        text=cleaned.get("text") or form.data.get("text", "") or "…",
    )
    # An incomplete preview is not shown as an error.
    shown = NotSelectedForm(initial=_typed(form), brief=entry.brief) if part else form
    context = {"entry": entry, "brief": entry.brief, "form": shown, "letter": letter}
    context |= {"name": _name(entry), "seen": _seen(request, entry)}
    context["may_name"] = can_name(the_user(request), entry.brief)
    status = 422 if form.errors and not part else 200
    template = "shortlists/decline.html"
    if part and getattr(request, "htmx", False):
        template = "shortlists/_decline_form.html"
    return render(request, template, context, status=status)


def _typed(form: NotSelectedForm) -> dict[str, Any]:
    return {name: form.data.get(name, "") for name in form.fields}


def _seen(request: HttpRequest, entry: Entry) -> str:
    """Return the status on which the reader's page lets them decide."""
    return request.POST.get("seen") or entry.status


def _name(entry: Entry) -> str:
    name: str = entry.submission.mandate.profile.get("name") or "This person"
    return name
