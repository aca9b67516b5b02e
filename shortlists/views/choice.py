"""Pages of the interim: read the letter, ask, decline, choose a firm, withdraw, pick a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from interimhub.lib.once import creates
from interimhub.lib.prepared import Prepared, PreparedRows
from interimhub.lib.refused import MovedOn
from ranking.blind import explain_blind
from shortlists.actions import held_answers, interviews, mandates, withdrawals
from shortlists.after_yes import after_yes
from shortlists.confidential import reader_of_interim
from shortlists.conversations import stands_for_interim
from shortlists.forms.interims import AskForm, ChoiceForm, DeclineForm, NoSlotForm, ObjectForm
from shortlists.models import (
    Entry,
    HeldAnswer,
    InterviewSlot,
    Mandate,
    Question,
    held_no,
    with_words,
)
from shortlists.notices import ending_text
from shortlists.policy import interims as policy
from shortlists.policy.referrals import takes_names
from shortlists.reading import (
    asking_firms,
    changes_since_sent,
    letters_of,
    may_be_passed_on,
    sent_pack,
    told_of_no,
)
from shortlists.reasons import result_of
from shortlists.referrals import known_to
from shortlists.registrations import unstated_of
from shortlists.steps import interim_steps
from shortlists.trail import InterviewEvent
from shortlists.voices import voices_for

PAGE = "shortlists/conversation_interim.html"
ROWS: PreparedRows[Entry] = PreparedRows(
    with_words(Entry.objects.with_due())
    .select_related(
        "brief__client",
        "brief__manager__user",
        "candidate__user",
        "firm",
        "consultant__user",
        "held",
        "result__run",
        "result__candidate__user",
        "end_criterion",
    )
    .with_approaches()
    .prefetch_related("result__candidate__record")
)


_QUESTIONS: Prepared[Question] = Prepared(
    lambda *, entry: (
        Question.objects.within(entry).select_related("answered_by", "firm").with_due().in_order()
    )
)
_MANDATES: Prepared[Mandate] = Prepared(
    lambda *, entry: Mandate.objects.within(entry).select_related("firm").newest_first()[:1]
)


def conversation_for_interim(
    request: HttpRequest, entry: Entry, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """Show the interim the letter, its progress and the possible actions.

    `forms` are submitted forms with errors, by their name in the template.
    """
    user = the_user(request)
    result = result_of(entry)
    read = reader_of_interim(entry)
    held = held_no(entry, HeldAnswer.Kind.INTERIM)
    questions = _QUESTIONS(entry=entry)
    mandate = next(iter(_MANDATES(entry=entry)), None)
    slots = list(entry.slots.active().soonest_first()) if entry.is_at_interview else []
    letters, may = letters_of(entry), _answers(user, entry)
    context = {
        "entry": entry,
        "pack": sent_pack(entry),
        "changes": [] if entry.has_ended else changes_since_sent(entry),
        "agrees": mandate is not None and mandate.brief_version != entry.brief.version,
        "voices": voices_for(entry),
        "result": result,
        "why": explain_blind(result, read) if result else None,
        "steps": interim_steps(entry),
        "questions": [
            (row, read(row.answer), bool(may["ask"]) and may_be_passed_on(row, entry, questions))
            for row in questions
        ],
        "slots": slots,
        "picked_slot": next((slot for slot in slots if slot.picked_at), None),
        "mandate": mandate,
        "after": after_yes(entry, mandate, slots=slots),
        "known": known_to(entry, by_interim=True),
        "ask_form": AskForm(firms=asking_firms(entry)),
        "letters": letters,
        "askers": " or ".join(
            row.speaker.user.full_name for row in letters if row.approach.is_waiting
        ),
        "decline_form": DeclineForm(),
        "object_form": ObjectForm(),
        "none_form": NoSlotForm(),
        "may": may,
        "unstated": [] if entry.has_ended else unstated_of(entry),
        "hold_reason": read(entry.brief.hold_reason),
        "ending": read(ending_text(entry)) if entry.has_ended else "",
        "stands": stands_for_interim(entry),
        "held": held,
        "told": told_of_no(entry, held) if held else "",
        "pill_tone": "quiet" if held else entry.status_tone,
    } | forms
    return render(request, PAGE, context, status=status)


def _answers(user: User, entry: Entry) -> dict[str, Any]:
    return {
        "ask": policy.can_ask(user, entry),
        "choose": policy.can_choose(user, entry),
        "decline": policy.can_decline(user, entry),
        "withdraw": policy.can_withdraw(user, entry),
        "name": takes_names(entry.brief),
        "agree": policy.can_agree(user, entry),
        "answer_words": policy.can_answer_words(user, entry),
        "pick_slot": policy.can_pick_slot(user, entry),
    }


@require_POST
@creates
def ask(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Ask the firm a question."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_ask)
    form = AskForm(request.POST, firms=asking_firms(entry))
    if not form.is_valid():
        return conversation_for_interim(request, entry, status=422, ask_form=form)
    asked = mandates.ask_question(
        entry, by=the_user(request), now=timezone.now(), **form.arguments()
    )
    messages.success(
        request, f"{asked.firm.name} has your question. You will read the answer here."
    )
    return redirect(entry)


@require_POST
def decline(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Decline an approach."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_decline)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return conversation_for_interim(request, entry, status=422, decline_form=form)
    mandates.decline_approach(entry, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    undo = reverse("shortlists:take_no_back", args=[ref])
    said = "You have declined. Nobody is told for ten minutes; until then you can take it back."
    messages.success(request, said, undo)
    return redirect(entry)


@require_POST
def take_no_back(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Take a refusal back before the firm is told."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_take_no_back)
    user, now = the_user(request), timezone.now()
    held_answers.take_back(entry, HeldAnswer.Kind.INTERIM, by=user, now=now)
    messages.success(request, "Taken back. Nobody was told, and everything is as before.")
    return redirect(entry)


@require_POST
def withdraw(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Withdraw from a brief at once."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_withdraw)
    withdrawals.withdraw(entry, by=the_user(request), now=timezone.now())
    messages.success(
        request, "You have withdrawn. The firm and the client are notified if they knew of you."
    )
    return redirect(entry)


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Choose the firm, the profile that it shows, and the start date, on one page."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_choose)
    voices = voices_for(entry)
    version = entry.brief.version
    form = ChoiceForm(
        request.POST or None, voices=voices, candidate=entry.candidate, brief_version=version
    )
    if form.is_valid():
        try:
            mandates.grant_mandate(
                entry, by=the_user(request), now=timezone.now(), **form.cleaned_data
            )
        except (mandates.ProfileMovedOn, mandates.BriefChangedMeanwhile) as refusal:
            form.add_error("is_shown", refusal.reason)
            entry.refresh_from_db(fields=["brief", "candidate"])
        else:
            chosen = form.cleaned_data["firm"]
            messages.success(request, f"{chosen.name} represents you on this brief.")
            return redirect(entry)
    context = {
        "entry": entry,
        "form": form,
        "voices": voices,
        "pack": sent_pack(entry),
        "changes": changes_since_sent(entry),
    }
    status = 422 if form.errors else 200
    return render(request, "shortlists/choose.html", context, status=status)


@require_POST
def pick_slot(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Pick one of the proposed times."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_pick_slot)
    slot = _slot(entry, request.POST.get("slot", ""))
    if slot.picked_at is not None:
        raise MovedOn("This time is settled.", row=entry, kind=InterviewEvent.TIME_PICKED)
    interviews.pick_slot(entry, slot=slot, by=the_user(request), now=timezone.now())
    messages.success(request, "The time is set; everybody has been notified.")
    return redirect(entry)


@require_POST
def decline_slots(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Decline all proposed times and suggest others."""
    entry: Entry = fetch(ROWS, request.user, ref=ref, may=policy.can_pick_slot)
    form = NoSlotForm(request.POST)
    if not form.is_valid():
        return conversation_for_interim(request, entry, status=422, none_form=form)
    interviews.decline_slots(entry, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, "They have been notified and will propose other times.")
    return redirect(entry)


def _slot(entry: Entry, text: str) -> InterviewSlot:
    try:
        return entry.slots.get(ref=UUID(text))
    except (ValueError, InterviewSlot.DoesNotExist):
        reason = "This time can no longer be picked. Look at the times again."
        raise MovedOn(reason, row=entry) from None
