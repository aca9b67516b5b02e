"""A firm's page of one conversation: its own approach, its questions, and whom it represents."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import Policy, fetch
from accounts.models import User
from accounts.views import the_user
from engagements.brief_changes import changes_since
from engagements.models import Brief
from interimhub.lib.prepared import Prepared, PreparedRelated, PreparedRows
from providers.models import Firm, consultant_of
from ranking.blind import facts_of
from shortlists import actions
from shortlists.asking import as_read_by, key_at, latest_approach, own_approach, url_for
from shortlists.conversations import firm_title
from shortlists.differences import corrections_of
from shortlists.forms.firms import AnswerForm
from shortlists.models import (
    Approach,
    Entry,
    Question,
    Rationale,
    Submission,
    draft_of,
    with_words,
)
from shortlists.notices import ending_text_for_firm
from shortlists.policy import firms as policy
from shortlists.policy.referrals import can_name
from shortlists.reading import firm_pack, read_profile
from shortlists.referrals import known_to
from shortlists.showing import current_words
from shortlists.steps import firm_steps
from shortlists.submission_checks import blockers, confirmed_on, mandate_of
from shortlists.words_read import WordsRead, of_submission

ROWS: PreparedRows[Entry] = PreparedRows(
    with_words(Entry.objects.with_due())
    .select_related(
        "brief__client",
        "brief__manager__user",
        "candidate__user",
        "firm",
        "consultant__user",
        "result",
        "end_criterion",
        "submission__mandate",
        "submission__consultant__user",
        "submission__consultant__firm",
    )
    .prefetch_related(Prefetch("approaches", Approach.objects.with_due().with_people()))
)


def fetch_at(user: User, ref: UUID, *, may: Policy[Entry]) -> Entry:
    """Return the conversation that the reader's firm has at an address; raises as `fetch` does."""
    consultant = consultant_of(user)
    entry: Entry = fetch(ROWS, user, pk=key_at(consultant.firm, ref) if consultant else 0, may=may)
    return entry


@require_safe
def conversation(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show a firm its conversation; the address of an older approach leads to the latest."""
    user = the_user(request)
    try:
        entry = fetch_at(user, ref, may=policy.can_speak)
    except Http404:
        return _asked_in_vain(request, ref)
    firm = policy.the_consultant(user).firm
    latest = latest_approach(firm, entry.brief, entry.candidate)
    if own_approach(firm, entry) and latest and latest.ref != ref:
        return redirect(latest)
    return render(request, "shortlists/conversation_firm.html", _context(user, entry))


def _asked_in_vain(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Lead a firm whose interim chose another to the brief; its notices lead here."""
    user = the_user(request)
    sent: Approach = fetch(Approach.objects.select_related("entry__brief"), user, ref=ref)
    brief: Brief = fetch(Brief.objects, user, pk=sent.entry.brief_id)
    messages.info(request, policy.NOT_AVAILABLE)
    return redirect(brief)


@require_POST
def answer(request: HttpRequest, ref: UUID, question: UUID) -> HttpResponse:
    """Answer one question of the interim."""
    user = the_user(request)
    entry = fetch_at(user, ref, may=policy.can_answer)
    asked: Question = fetch(
        Question.objects.select_related("entry__candidate__user", "entry__brief", "firm"),
        user,
        ref=question,
        entry=entry,
    )
    form = AnswerForm(request.POST, entry=entry, prefix=str(asked.ref))
    if form.is_valid():
        actions.answer(asked, by=user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Answered. They have been notified.")
        return redirect(url_for(asked.firm, entry))
    context = _context(user, entry, answering=form)
    return render(request, "shortlists/conversation_firm.html", context, status=422)


def _questions(*, entry: Entry, firm: Firm, since: datetime | None = None) -> QuerySet[Question]:
    rows = Question.objects.within(entry).to_firm(firm).since(since)
    return rows.in_order().with_due().select_related("answered_by")


_QUESTIONS: Prepared[Question] = Prepared(_questions)
_RATIONALES = PreparedRelated(
    Submission, Prefetch("rationales", Rationale.objects.select_related("criterion", "evidence"))
)


def _words(entry: Entry, submission: Submission) -> WordsRead:
    _RATIONALES.attach([submission])
    submission.entry = entry
    return of_submission(submission)


def _context(user: User, stored: Entry, *, answering: AnswerForm | None = None) -> dict[str, Any]:
    firm = policy.the_consultant(user).firm
    entry, own = as_read_by(firm, stored), own_approach(firm, stored)
    mandate = mandate_of(entry)
    is_named = entry.mandated_at is not None
    since = {"since": own.sent_at} if own else {}
    questions = _QUESTIONS(entry=stored, firm=firm, **since)
    submission = getattr(entry, "submission", None) if is_named else None
    return {
        "entry": entry,
        "brief": entry.brief,
        "pack": firm_pack(firm, stored),
        "changes": changes_since(entry.brief, own.brief_version)
        if own and not entry.has_ended
        else [],
        "answer_due_at": own and own.answer_due_at,
        "title": firm_title(entry),
        "mark": firm.own_id(entry.candidate.ref),
        "facts": facts_of(entry.candidate, entry.brief, entry.result.parts if entry.result else {}),
        "interim": entry.candidate.user if is_named else None,
        "known": known_to(stored) if is_named else [],
        "may_name": can_name(user, stored.brief),
        "mandate": mandate,
        "profile": read_profile(mandate.profile) if mandate else None,
        "confirmed_on": confirmed_on(entry, mandate) if mandate else None,
        "shown_reason": _reason_for_the_firm(entry),
        "steps": firm_steps(entry),
        "questions": [(row, _answer_form(row, entry, answering)) for row in questions],
        "may_answer": policy.can_answer(user, stored),
        "blockers": blockers(entry, mandate, today=timezone.localdate())
        if entry.is_mandated
        else [],
        "submission": submission,
        "corrections": corrections_of(submission) if submission else [],
        "may_correct": policy.can_correct_submission(user, stored),
        "may_withdraw": entry.is_in_front_of_client
        and policy.can_withdraw_submission(user, stored),
        "words": _words(entry, submission) if submission else None,
        "shown": current_words(stored) if entry.is_mandated else None,
        "draft": draft_of(entry) if entry.is_mandated else None,
    }


def _reason_for_the_firm(entry: Entry) -> str:
    """Return the reason of an ending that the firm may read: why somebody withdraws is theirs."""
    if entry.status == Entry.Status.EXPIRED and entry.mandated_at:
        return ending_text_for_firm(entry)
    told = {Entry.Status.DECLINED_BY_INTERIM, Entry.Status.CLOSED}
    return entry.end_text if entry.status in told else ""


def _answer_form(
    question: Question, entry: Entry, answering: AnswerForm | None
) -> AnswerForm | None:
    """Return the form of an open question: the one just typed in, or an empty one."""
    if question.is_answered:
        return None
    prefix = str(question.ref)
    if answering and answering.prefix == prefix:
        return answering
    return AnswerForm(entry=entry, prefix=prefix)
