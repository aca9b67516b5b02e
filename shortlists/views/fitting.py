"""The interim's page of a brief that fits, before any firm has asked, and their word to one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from candidates.models import Candidate
from candidates.visibility import FirmVisibility, visibility_to
from engagements.models import BRIEF_PARTS, Brief
from engagements.pack import brief_pack
from interimhub.lib.once import creates
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Firm
from ranking.blind import explain_blind
from ranking.own_matches import OwnMatch
from shortlists.actions import interests as actions
from shortlists.fitting import reader_for_interim
from shortlists.forms.interests import InterestForm
from shortlists.models import Entry, Interest
from shortlists.policy import interims as policy
from shortlists.voices import Voice, voices_on


@require_safe
def fitting_brief(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show everything known about a brief, why it fits, and the firms on it."""
    match = _match(request, ref)
    talk = Entry.objects.told().on(match.run.brief, match.candidate).newest_first().first()
    return redirect(talk) if talk else _page(request, match)


@require_POST
@creates
def express_interest(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Tell one firm on the brief that it interests the interim."""
    match = _match(request, ref)
    brief, candidate = match.run.brief, match.candidate
    form = InterestForm(request.POST, firms=_hearing(*_firms(brief, candidate)))
    if not form.is_valid():
        return _page(request, match, form)
    now = timezone.now()
    try:
        told = actions.express_interest(
            brief, candidate, by=the_user(request), now=now, **form.arguments()
        )
    except MovedOn:
        raise
    except Refused as refusal:
        form.add_error("firm", refusal.reason)
        return _page(request, match, form)
    messages.success(
        request,
        f"{told.firm.name} alone is told. They write to you, or say why not.",
        reverse("shortlists:take_interest_back", args=[told.ref]),
    )
    return redirect("shortlists:fitting_brief", brief.ref)


@require_POST
def take_interest_back(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take back what was told to a firm, before it has answered."""
    may = policy.can_take_interest_back
    interest: Interest = fetch(Interest.objects, request.user, ref=ref, may=may)
    actions.take_interest_back(interest, by=the_user(request), now=timezone.now())
    messages.success(request, "Taken back. You can tell another firm.")
    return redirect("home")


def _match(request: HttpRequest, ref: UUID) -> OwnMatch:
    match: OwnMatch = fetch(OwnMatch.objects.with_brief(), the_user(request), run__brief__ref=ref)
    return match


def _page(request: HttpRequest, match: OwnMatch, form: InterestForm | None = None) -> HttpResponse:
    brief, candidate = match.run.brief, match.candidate
    BRIEF_PARTS.attach([brief])
    voices, visible = _firms(brief, candidate)
    told = _told(brief, candidate)
    waits = next((row for row in told if row.is_waiting), None)
    before = {row.firm_id for row in told}
    firms = [firm for firm in _hearing(voices, visible) if firm.pk not in before]
    context = {
        "brief": brief,
        "pack": brief_pack(brief, named=not brief.is_confidential),
        "why": explain_blind(match, reader_for_interim(brief)),
        "firms": list(zip(voices, visible, strict=True)),
        "waits": waits,
        "told": [row for row in told if not row.is_waiting],
        "form": form or InterestForm(firms=firms),
        "can_tell": bool(firms) and waits is None,
    }
    status = 422 if form and form.errors else 200
    return render(request, "shortlists/fitting_brief.html", context, status=status)


def _firms(brief: Brief, candidate: Candidate) -> tuple[list[Voice], list[FirmVisibility]]:
    """Return the firms on a brief, and for each whether it may find the interim."""
    voices = voices_on(brief, candidate)
    return voices, visibility_to(candidate, [voice.firm for voice in voices])


def _hearing(voices: list[Voice], visible: list[FirmVisibility]) -> list[Firm]:
    """Return those that may find the interim and have somebody to speak."""
    both = zip(voices, visible, strict=True)
    return [row.firm for voice, row in both if row.can_find and voice.consultant]


def _told(brief: Brief, candidate: Candidate) -> list[Interest]:
    """Return what the interim told firms about the brief and has not taken back, latest first."""
    rows = Interest.objects.on(brief).of(candidate).kept().with_due()
    return list(rows.select_related("firm").latest_first())
