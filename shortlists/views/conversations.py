"""Pages of conversations: the list, and one conversation as the interim or the firm reads it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from candidates.models import candidate_of
from engagements.models import Brief
from interimhub.lib.pages import ListQuery, page_of, render_part
from interimhub.lib.prepared import PreparedRows
from providers.models import consultant_of
from ranking.blind import facts_of
from shortlists import actions
from shortlists.conversations import FIRM_FILTERS, Conversations, firm_title
from shortlists.differences import corrections_of
from shortlists.forms.firms import AnswerForm
from shortlists.models import Entry, Question, draft_of
from shortlists.policy import firms as policy
from shortlists.policy.interims import is_the_interim
from shortlists.reading import read_profile, sent_pack
from shortlists.steps import firm_steps
from shortlists.submission_checks import blockers, confirmed_on, mandate_of
from shortlists.views.choice import conversation_for_interim

_ENTRIES: PreparedRows[Entry] = PreparedRows(
    Entry.objects.with_due()
    .select_related(
        "brief__client",
        "brief__manager__user",
        "candidate__user",
        "firm",
        "consultant__user",
        "held",
        "result",
        "end_criterion",
    )
    .prefetch_related("approaches")
)


@require_safe
def conversations(request: HttpRequest) -> HttpResponse:
    """List the reader's conversations: an interim's own, or those of a consultant's firm."""
    user = the_user(request)
    consultant, candidate = consultant_of(user), candidate_of(user)
    if consultant is None and candidate is None:
        raise PermissionDenied(
            "Conversations are between interims and firms. You meet people on your briefs."
        )
    found = Conversations(
        user,
        ListQuery.parse(request.GET.dict(), FIRM_FILTERS),
        consultant=consultant,
        candidate=candidate,
    )
    page = page_of(found.rows, request, count=found.counts[found.query.show])
    context = {
        "found": found,
        "page": page,
        "lines": [found.line_of(entry) for entry in page],
        "is_firm": consultant is not None,
        "keep": [("show", found.query.show)] if found.query.show != "all" else [],
    }
    return render_part(request, "shortlists/conversations.html", "conversations", context)


@require_safe
def conversation(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show one conversation to the interim or to the firm; the client has a page of its own."""
    user = the_user(request)
    try:
        entry: Entry = fetch(_ENTRIES, user, ref=ref)
    except Http404:
        return _asked_in_vain(request, ref)
    if is_the_interim(user, entry):
        return conversation_for_interim(request, entry)
    if policy.can_speak(user, entry):
        return render(request, "shortlists/conversation_firm.html", _firm_context(user, entry))
    return redirect("shortlists:person", entry.ref)


def _asked_in_vain(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Redirect a consultant whose interim chose another firm to the brief; notices link here."""
    user = the_user(request)
    asked = Entry.objects.asked_by(user)
    brief: Brief = fetch(Brief.objects, user, entries__ref=ref, entries__in=asked)
    messages.info(request, policy.NOT_AVAILABLE)
    return redirect(brief)


@require_POST
def answer(request: HttpRequest, ref: UUID, question: UUID) -> HttpResponse:
    """Answer one question of the interim."""
    user = the_user(request)
    entry: Entry = fetch(_ENTRIES, user, ref=ref, may=policy.can_answer)
    asked: Question = fetch(
        Question.objects.select_related("entry__candidate__user", "entry__brief", "entry__firm"),
        user,
        ref=question,
        entry=entry,
    )
    form = AnswerForm(request.POST, entry=entry, prefix=str(asked.ref))
    if form.is_valid():
        actions.answer(asked, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Answered. They have been notified.")
        return redirect(entry)
    context = _firm_context(user, entry, answering=form)
    return render(request, "shortlists/conversation_firm.html", context, status=422)


def _firm_context(
    user: User, entry: Entry, *, answering: AnswerForm | None = None
) -> dict[str, Any]:
    mandate = mandate_of(entry)
    is_named = entry.mandated_at is not None
    questions = list(entry.questions.in_order().with_due().select_related("answered_by"))
    submission = getattr(entry, "submission", None)
    return {
        "entry": entry,
        "brief": entry.brief,
        "pack": sent_pack(entry),
        "title": firm_title(entry),
        "mark": entry.firm.own_id(entry.candidate.ref),
        "facts": facts_of(entry.candidate, entry.brief, entry.result.parts if entry.result else {}),
        "interim": entry.candidate.user if is_named else None,
        "mandate": mandate,
        "profile": read_profile(mandate.profile) if mandate else None,
        "confirmed_on": confirmed_on(entry, mandate) if mandate else None,
        "shown_reason": _reason_for_the_firm(entry),
        "steps": firm_steps(entry),
        "questions": [(row, _answer_form(row, entry, answering)) for row in questions],
        "may_answer": policy.can_answer(user, entry),
        "blockers": blockers(entry, mandate, today=timezone.localdate())
        if entry.is_mandated
        else [],
        "submission": submission,
        "corrections": corrections_of(submission) if submission else [],
        "may_correct": policy.can_correct_submission(user, entry),
        "may_withdraw": entry.is_in_front_of_client and policy.can_withdraw_submission(user, entry),
        "rationales": submission.rationales.select_related("criterion", "evidence").in_order()
        if submission
        else [],
        "draft": draft_of(entry) if entry.is_mandated else None,
    }


def _reason_for_the_firm(entry: Entry) -> str:
    """Return the reason of an ending as the firm may read it; never why an interim withdrew."""
    told = {Entry.Status.DECLINED_BY_INTERIM, Entry.Status.CLOSED}
    return entry.end_text if entry.status in told else ""


def _answer_form(
    question: Question, entry: Entry, answering: AnswerForm | None
) -> AnswerForm | None:
    """Return the form of an open question: the submitted one or an empty one. None if answered."""
    if question.is_answered:
        return None
    prefix = str(question.ref)
    if answering and answering.prefix == prefix:
        return answering
    return AnswerForm(entry=entry, prefix=prefix)
