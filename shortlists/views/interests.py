"""The firm's page of an interim who told it, before all others, that a brief fits them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import fetch
from accounts.views import the_user
from engagements.completeness import missing_for_approach
from engagements.models import BRIEF_PARTS
from interimhub.lib.once import creates
from ranking.blind import blind_headline, explain_blind, facts_of, reader_of
from ranking.models import FitResult
from shortlists.actions import interests as actions
from shortlists.actions.approach import NotAvailable, NotReadyToApproach, approach
from shortlists.asking import url_for
from shortlists.forms.interests import LetterForm, NoToInterestForm
from shortlists.models import Interest
from shortlists.policy import firms as policy

ROWS = Interest.objects.with_people().with_due()


@require_safe
def interest(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the interim without a name, why they fit, and the two possible answers."""
    return _page(request, fetch(ROWS, request.user, ref=ref, may=policy.can_read_interest))


@require_POST
@creates
def write(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Write to the interim, with the pack: it answers their interest."""
    row: Interest = fetch(ROWS, request.user, ref=ref, may=policy.can_answer_interest)
    form = LetterForm(request.POST, brief=row.brief)
    if not form.is_valid():
        return _page(request, row, letter=form)
    try:
        entry = approach(
            row.brief,
            row.candidate,
            by=the_user(request),
            why_you=form.cleaned_data["why_you"],
            result=_result(row),
            now=timezone.now(),
        )
    except (NotAvailable, NotReadyToApproach) as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, row, letter=form)
    messages.success(request, "Sent. You are notified as soon as they answer or ask.")
    return redirect(url_for(row.firm, entry))


@require_POST
def decline(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say no, with the reason that the interim reads."""
    row: Interest = fetch(ROWS, request.user, ref=ref, may=policy.can_answer_interest)
    form = NoToInterestForm(request.POST, brief=row.brief)
    if not form.is_valid():
        return _page(request, row, no=form)
    actions.decline_interest(row, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, "The interim reads your reason. Nobody else learns of it.")
    return redirect("today")


def _page(
    request: HttpRequest,
    row: Interest,
    *,
    letter: LetterForm | None = None,
    no: NoToInterestForm | None = None,
) -> HttpResponse:
    BRIEF_PARTS.attach([row.brief])
    result = _result(row)
    context = {
        "interest": row,
        "words": reader_of(row.candidate)(row.words),
        "headline": blind_headline(row.candidate),
        "mark": row.firm.own_id(row.candidate.ref),
        "facts": facts_of(row.candidate, row.brief, result.parts if result else {}),
        "why": explain_blind(result) if result else None,
        "may": policy.can_answer_interest(the_user(request), row),
        "open_questions": missing_for_approach(row.brief),
        "letter": letter or LetterForm(brief=row.brief),
        "no": no or NoToInterestForm(brief=row.brief),
    }
    status = 422 if (letter and letter.errors) or (no and no.errors) else 200
    return render(request, "shortlists/interest.html", context, status=status)


def _result(row: Interest) -> FitResult | None:
    """Return the interim's result in the current ranking of the brief, if it still holds them."""
    rows = FitResult.objects.current(row.brief).of_candidate(row.candidate)
    return rows.with_people().first()
