"""The page of a brief's envelope, for those who decide on it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import fetch, insist
from accounts.views import the_user
from engagements.models import Brief
from engagements.people import who_may_decide
from interimhub.lib.once import creates
from interimhub.lib.prepared import PreparedRows
from interimhub.lib.refused import MovedOn
from terms import policy
from terms.actions import envelopes as actions
from terms.envelope_page import envelopes_shown
from terms.forms.envelopes import EnvelopeChangeForm, EnvelopeForm, PayRangeForm, first_values
from terms.law import PayDuty, pay_duty
from terms.models import Envelope, EnvelopeQuestion, PayRange

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))
WHO_SEES = [
    ("Who decides on this brief", "now"),
    ("Your other colleagues", "never"),
    ("Firms", "never"),
    ("Interims", "never; who is interested learns whether their own floor lies within it"),
    ("Rankings and lists", "never"),
]


@require_http_methods(["GET", "POST"])
@creates
def envelope(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show the envelope of a brief; set or change it."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_read_envelope)
    if request.method != "POST":
        return _page(request, brief)
    insist(policy.can_set_envelope(user, brief), brief)
    form = _form(Envelope.objects.current(brief), brief, request.POST)
    if not form.is_valid():
        return _page(request, brief, form=form)
    try:
        actions.set_envelope(brief, by=user, now=timezone.now(), **form.cleaned_data)
    except (actions.EnvelopeConflict, actions.NoChangeLeft) as refusal:
        form.add_error(None, refusal.reason)
        current = Envelope.objects.current(brief)
        form.data = dict(form.data.items()) | {"number": current.number + 1 if current else 0}
        return _page(request, brief, form=form)
    messages.success(request, "The envelope is saved. Only who decides on this brief reads it.")
    return redirect("terms:envelope", ref=ref)


@require_POST
def keep_envelope(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Answer that the envelope cannot move."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_set_envelope)
    current = Envelope.objects.current(brief)
    question = EnvelopeQuestion.objects.visible_to(user).about(current)
    if question is None or str(question.ref) != request.POST.get("question"):
        raise MovedOn("This question no longer waits for an answer of yours.", row=brief)
    actions.keep_envelope(question, by=user, now=timezone.now())
    messages.success(request, "You have answered: it cannot move. Whoever asked is told.")
    return redirect("terms:envelope", ref=brief.ref)


@require_POST
def pay_range(request: HttpRequest, ref: UUID) -> HttpResponse:
    """State the pay range of a brief."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_set_envelope)
    form = PayRangeForm(request.POST)
    if not form.is_valid():
        return _page(request, brief, pay_form=form)
    actions.state_pay_range(brief, by=user, now=timezone.now(), **form.cleaned_data)
    messages.success(request, "The pay range is saved. Whoever is asked about this work reads it.")
    return redirect("terms:envelope", ref=ref)


def _form(current: Envelope | None, brief: Brief, posted: QueryDict | None = None) -> EnvelopeForm:
    """Return the form of the first envelope, or of a change of the current one."""
    if current is None:
        return EnvelopeForm(posted, initial=first_values(brief))
    facts = {name: getattr(current, name) for name in EnvelopeForm.Meta.fields}
    return EnvelopeChangeForm(posted, initial=facts | {"number": current.number + 1})


def _page(request: HttpRequest, brief: Brief, **forms: Any) -> HttpResponse:
    user = the_user(request)
    rows = list(Envelope.objects.visible_to(user).on(brief).select_related("set_by").latest_first())
    current = rows[0] if rows else None
    question = EnvelopeQuestion.objects.visible_to(user).about(current)
    stated = PayRange.objects.visible_to(user).of(brief)
    duty = pay_duty(brief)
    context = {
        "brief": brief,
        "current": current,
        "shown": envelopes_shown(rows),
        "question": question if question and question.is_waiting else None,
        "form": _form(current, brief),
        "pay_form": PayRangeForm(instance=stated),
        "duty": duty,
        "is_pay_wanted": duty == PayDuty.WANTED,
        "stated": stated,
        "may_set": policy.can_set_envelope(user, brief),
        "deciding": who_may_decide(brief, user),
        "who_sees": WHO_SEES,
    } | forms
    status = 422 if forms else 200
    return render(request, "terms/envelope.html", context, status=status)
