"""The conversations on the value of a brief, and the talk with its sponsor."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import fetch
from accounts.models import User
from accounts.views import the_user
from engagements import policy
from engagements.actions import value as actions
from engagements.forms.value import NoTalkForm, TalkForm, ValueRecordForm
from engagements.models import Brief, ClientMember, SponsorTalk, ValueConversation
from engagements.people import people_on
from engagements.proof import proof_of
from interimhub.lib.prepared import PreparedRows
from providers.models import Consultant, consultant_of

BRIEFS: PreparedRows[Brief] = PreparedRows(Brief.objects.select_related("client", "manager__user"))


@require_safe
def value(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Show who talked about the value of a brief, and whether the sponsor took part."""
    brief: Brief = fetch(BRIEFS, request.user, ref=ref)
    return _page(request, brief)


def _page(
    request: HttpRequest,
    brief: Brief,
    *,
    talk_form: TalkForm | None = None,
    no_form: NoTalkForm | None = None,
) -> HttpResponse:
    user = the_user(request)
    rows = brief.sponsor_talks.select_related("asked_by__user", "asked_by__firm", "answered_by")
    talk = rows.latest_first().first()
    if talk:
        talk.brief = brief
    may_ask = policy.can_ask_for_talk(user, brief)
    context = {
        "brief": brief,
        "proof": proof_of(brief, named=True, with_changes=True),
        "talk": talk,
        "may_record": policy.can_record_value(user, brief),
        "may_ask": may_ask,
        "may_answer": talk and policy.can_answer_talk(user, talk),
        "talk_form": talk_form or (TalkForm(brief=brief) if may_ask else None),
        "no_form": no_form or NoTalkForm(),
        "zone": brief.time_zone,
    }
    is_wrong = bool((talk_form and talk_form.errors) or (no_form and no_form.errors))
    status = 422 if is_wrong else 200
    return render(request, "engagements/value.html", context, status=status)


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Record a conversation, or correct the record that the parameter `corrects` names."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_record_value)
    wrong = _wrong(request, brief)
    form = ValueRecordForm(
        request.POST or None,
        brief=brief,
        initial=_as_recorded(wrong),
        members=_members(user, brief),
        consultants=_consultants(user, brief),
    )
    if request.method == "POST" and form.is_valid():
        held = actions.Held(corrects=wrong, **form.cleaned_data)
        by, now = consultant_of(user), timezone.now()
        actions.record_conversation(brief, held, by=user, consultant=by, now=now)
        messages.success(request, "Recorded. Everybody who reads the brief reads it.")
        return redirect("engagements:value", ref=brief.ref)
    context = {"brief": brief, "form": form, "wrong": wrong}
    status = 422 if form.errors else 200
    return render(request, "engagements/record_value.html", context, status=status)


@require_POST
def ask_for_talk(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Ask for a talk with the sponsor at one of two times."""
    user = the_user(request)
    brief: Brief = fetch(BRIEFS, user, ref=ref, may=policy.can_ask_for_talk)
    form, by = TalkForm(request.POST, brief=brief), consultant_of(user)
    if by and form.is_valid():
        actions.ask_for_talk(brief, by=by, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Asked. You are told when a time is picked.")
        return redirect("engagements:value", ref=brief.ref)
    return _page(request, brief, talk_form=form)


@require_POST
def pick_time(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Agree to one of the two times of a talk."""
    talk = _talk(request, ref)
    at = _moment(request.POST.get("at", ""))
    actions.pick_time(talk, at=at, by=the_user(request), now=timezone.now())
    messages.success(request, "Agreed; the firm has been told.")
    return redirect("engagements:value", ref=talk.brief.ref)


@require_POST
def decline_talk(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say why neither time suits."""
    talk, form = _talk(request, ref), NoTalkForm(request.POST)
    if not form.is_valid():
        return _page(request, talk.brief, no_form=form)
    actions.decline_talk(talk, by=the_user(request), now=timezone.now(), **form.cleaned_data)
    messages.success(request, "The firm reads your reason.")
    return redirect("engagements:value", ref=talk.brief.ref)


def _talk(request: HttpRequest, ref: UUID) -> SponsorTalk:
    rows = SponsorTalk.objects.select_related("brief__client", "brief__manager__user")
    rows = rows.select_related("asked_by__user", "asked_by__firm")
    talk: SponsorTalk = fetch(rows, request.user, ref=ref, may=policy.can_answer_talk)
    return talk


def _moment(typed: str) -> datetime:
    """Return the time of the button that was pressed; one that has passed for what is no time."""
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        at = datetime.fromtimestamp(0, UTC)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _wrong(request: HttpRequest, brief: Brief) -> ValueConversation | None:
    """Return the record that the reader corrects."""
    typed = request.GET.get("corrects", "")
    if not typed:
        return None
    try:
        key = UUID(typed)
    except ValueError:
        raise Http404 from None
    rows = ValueConversation.objects.current().with_people()
    wrong: ValueConversation = fetch(rows, request.user, ref=key, brief=brief)
    return wrong


def _as_recorded(wrong: ValueConversation | None) -> dict[str, Any]:
    if wrong is None:
        return {"minutes": 30}
    people = list(wrong.participants.all())
    return {
        "held_at": wrong.held_at,
        "minutes": wrong.minutes,
        "changed": wrong.changed,
        "members": [one.member.ref for one in people if one.member],
        "consultants": [one.consultant.ref for one in people if one.consultant],
    }


def _members(user: User, brief: Brief) -> Any:
    """Return whom the reader may name: a firm knows the manager and the sponsors alone."""
    if policy.can_see_as_manager(user, brief):
        rows = ClientMember.objects.active().in_organisations([brief.client])
    else:
        known = {one.member_id for one in people_on(brief) if one.is_sponsor}
        rows = ClientMember.objects.with_keys({brief.manager_id, *known})
    return rows.select_related("user").by_name()


def _consultants(user: User, brief: Brief) -> Any:
    """Return whom the reader may name: the client everybody of the panel, a firm its own people."""
    own = consultant_of(user)
    firms = [own.firm] if own else [seat.firm for seat in brief.seats.informed().with_firms()]
    rows = Consultant.objects.active().in_organisations(firms)
    return rows.select_related("user", "firm").by_name()
