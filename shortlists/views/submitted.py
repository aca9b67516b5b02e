"""Correcting what the client reads about somebody, and taking them back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.views import the_user
from interimhub.lib.refused import Refused
from shortlists.actions import submitted as actions
from shortlists.asking import as_read_by, url_for
from shortlists.differences import words_of
from shortlists.forms.firms import CorrectionForm, WithdrawSubmissionForm, draft_as_initial
from shortlists.models import Entry
from shortlists.policy import firms as policy
from shortlists.submission_checks import confirmed_on, in_front_of_client
from shortlists.views.firms import fetch_at


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Change what the client reads about somebody who was put forward."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_correct_submission)
    submission = entry.submission
    words = words_of(submission)
    form = CorrectionForm(
        request.POST or None,
        criteria=list(entry.brief.criteria.in_order()),
        record=submission.mandate.profile.get("record", []),
        initial={
            "version": submission.version,
            **draft_as_initial(
                introduction=words.introduction,
                risk=words.risk,
                rationales={key: dict(said) for key, said in words.rationales.items()},
            ),
        },
    )
    if form.is_valid():
        try:
            changed = actions.correct_submission(
                entry, by=user, now=timezone.now(), **form.cleaned_data
            )
        except actions.CorrectedSince as refusal:
            form.add_error(None, refusal.reason)
            # Whoever has read this may press again, over the other one's words.
            posted = request.POST.copy()
            posted["version"] = str(_version(entry))
            form.data = posted
        except Refused as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, _said(entry, changed=changed))
            return redirect(url_for(entry.firm, entry))
    mandate = submission.mandate
    context = {
        "entry": as_read_by(entry.firm, entry),
        "brief": entry.brief,
        "mandate": mandate,
        "profile": mandate.profile,
        "confirmed_on": confirmed_on(entry, mandate),
        "live_count": in_front_of_client(entry).count(),
        "submission": submission,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "shortlists/correct.html", context, status=status)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take somebody back from the client, after saying what that does."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_withdraw_submission)
    form = WithdrawSubmissionForm(request.POST or None)
    if form.is_valid():
        actions.withdraw_submission(entry, by=user, now=timezone.now(), **form.cleaned_data)
        name = entry.candidate.user.full_name if entry.candidate.user else "They"
        messages.success(request, f"{name} is no longer in front of the client. All are told.")
        return redirect(url_for(entry.firm, entry))
    context = {"entry": as_read_by(entry.firm, entry), "brief": entry.brief, "form": form}
    status = 422 if form.errors else 200
    return render(request, "shortlists/withdraw_submission.html", context, status=status)


def _version(entry: Entry) -> int:
    entry.submission.refresh_from_db(fields=["version"])
    return entry.submission.version


def _said(entry: Entry, *, changed: bool) -> str:
    if not changed:
        return "Nothing was changed: it reads as before."
    if entry.is_unread:
        return "Corrected, before anybody at the client had opened it. The interim is told."
    return "Corrected. The client reads what it said and what it says now; the interim is told."
