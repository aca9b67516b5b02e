"""The slate: the client opens it early and chooses whom to meet; a firm says that it is done."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.views import the_user
from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.prepared import PreparedRelated
from ranking.blind import blind_headline, explain_blind
from ranking.explanation import ResultExplanation
from shortlists import places, slate
from shortlists.actions import slates
from shortlists.asking import url_for
from shortlists.blind_words import BlindReason, blind_reasons
from shortlists.models import Entry, Submission
from shortlists.policy import clients as policy
from shortlists.policy import firms
from shortlists.reasons import results_of
from shortlists.views.firms import fetch_at
from shortlists.views.people import BRIEFS

_CRITERIA = PreparedRelated(Brief, "criteria")
_RECORD = PreparedRelated(Candidate, "record")
_RATIONALES = PreparedRelated(Submission, "rationales")


@dataclass(frozen=True, slots=True)
class BlindPerson:
    """Somebody who waits, as the client reads of them before choosing.

    Attributes:
        key: by which the form names them.
        letter: A, B, C in the order of the draw.
        headline: without names.
        reasons: why they would reach each result, without names.
        why: the fit, or None for somebody found without the ranking.
        is_specialist: whether a specialist firm puts them forward.
        choice: the firm's own order of its people here; 0 where it has only one.
    """

    key: str
    letter: str
    headline: str
    reasons: list[BlindReason]
    why: ResultExplanation | None
    is_specialist: bool
    choice: int


@require_http_methods(["GET", "POST"])
def choose_people(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Read the blind rationales and choose whom to meet."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_choose_people)
    error = ""
    if request.method == "POST":
        chosen = request.POST.getlist("person")
        try:
            slates.choose_people(brief, chosen=chosen, by=user, now=timezone.now())
        except (slates.TooMany, slates.PlaceIsKept) as refusal:
            error = refusal.reason
        else:
            messages.success(request, "Chosen. You read now who they are and who speaks for them.")
            return redirect("shortlists:compare", ref=ref)
    people, free = places.waiting_people(brief), places.free_places(brief)
    if not places.is_to_choose(brief, people, free):
        return redirect("shortlists:compare", ref=ref)
    _CRITERIA.attach([brief])
    context = {
        "brief": brief,
        "people": _blind(brief, people),
        "free": free,
        "keeps": places.keeps_for_specialist(brief, people),
        "error": error,
        "chosen": request.POST.getlist("person"),
    }
    status = 422 if error else 200
    return render(request, "shortlists/choose_people.html", context, status=status)


@require_POST
def open_slate(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Open the slate before its hour."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_open_slate)
    slates.open_early(brief, by=user, now=timezone.now())
    messages.success(request, "Open. You read about everybody who is ready.")
    return redirect("shortlists:compare", ref=ref)


@require_POST
def say_done(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say that the firm puts nobody more forward before the slate opens."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=firms.can_say_done)
    slates.say_done(brief, by=user, now=timezone.now())
    messages.success(request, "Noted. The client reads how many firms are done, not which.")
    return redirect(brief)


@require_POST
def prefer(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Move somebody up in the firm's own order."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=firms.can_prefer)
    slates.prefer(entry, by=user, now=timezone.now())
    messages.success(request, "Moved up in your own order.")
    return redirect(url_for(entry.firm, entry))


def _blind(brief: Brief, people: Any) -> list[BlindPerson]:
    _RATIONALES.attach([entry.submission for entry in people])
    _RECORD.attach([entry.candidate for entry in people])
    results = results_of(brief, list(people))
    for entry in people:
        entry.brief = brief
        if entry.pk in results:
            results[entry.pk].candidate = entry.candidate
    firms_of: dict[int, int] = {}
    for entry in people:
        firms_of[entry.firm_id] = firms_of.get(entry.firm_id, 0) + 1
    return [_person(entry, place, results, firms_of) for place, entry in enumerate(people)]


def _person(
    entry: Entry, place: int, results: dict[int, Any], firms_of: dict[int, int]
) -> BlindPerson:
    result = results.get(entry.pk)
    return BlindPerson(
        key=slate.drawn(entry),
        letter=chr(ord("A") + place % 26),
        headline=blind_headline(entry.candidate),
        reasons=blind_reasons(entry),
        why=explain_blind(result) if result else None,
        is_specialist=entry.firm.is_specialist,
        choice=entry.submission.choice if firms_of[entry.firm_id] > 1 else 0,
    )
