"""How a conversation stands now, for the interim, a firm or the client."""

from collections.abc import Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Activity, ActivityKind, Role, User
from accounts.standing import Standing, event_in_words, last_change, when
from accounts.timeline import Names
from engagements.models import Brief
from engagements.standing import standing_of_brief
from engagements.timeline import names_on
from engagements.trail import BriefEvent
from providers.models import Consultant, Firm, consultant_of
from shortlists.asking import as_read_by, speaks
from shortlists.known_names import names_known_to
from shortlists.models import Entry, HeldAnswer, Question
from shortlists.policy.clients import member_on
from shortlists.policy.interims import is_the_interim
from shortlists.trail import (
    EntryEvent,
    InterviewEvent,
    MandateEvent,
    QuestionEvent,
)

_KINDS: Mapping[str, type[ActivityKind]] = {
    "brief": BriefEvent,
    "entry": EntryEvent,
    "interview": InterviewEvent,
    "mandate": MandateEvent,
    "question": QuestionEvent,
}
_Status = Entry.Status
_STATES: Mapping[str, str] = {
    _Status.UNDER_REVIEW: "This interim has not been asked yet",
    _Status.APPROACHED: "The interim has been asked and has not answered yet",
    _Status.INTERESTED: "The interim is interested",
    _Status.MANDATED: "The interim has chosen who represents them",
    _Status.SUBMITTED: "The interim has been put forward",
    _Status.CLIENT_REVIEW: "The client considers this person",
    _Status.INTERVIEW: "This person is invited to an interview",
    _Status.OFFER: "An offer has been made",
    _Status.OFFER_ACCEPTED: "The offer is accepted",
    _Status.ENGAGED: "This person is engaged",
    _Status.DISMISSED: "This interim was set aside",
    _Status.DECLINED_BY_INTERIM: "The interim has declined",
    _Status.WITHDRAWN: "The interim has withdrawn",
    _Status.NOT_SELECTED: "The client has decided for somebody else",
    _Status.OFFER_DECLINED: "The offer was declined",
    _Status.EXPIRED: "This conversation ended without an answer",
    _Status.SUPERSEDED: "The interim is engaged elsewhere",
    _Status.CLOSED: "This conversation ended with its brief",
}
_FOR_THE_INTERIM: Mapping[str, str] = {
    _Status.APPROACHED: "You have been asked, and your answer is awaited",
    _Status.INTERESTED: "You have said that you are interested",
    _Status.MANDATED: "You have chosen who represents you",
    _Status.SUBMITTED: "You have been put forward",
    _Status.CLIENT_REVIEW: "The client is considering you",
    _Status.INTERVIEW: "You are invited to an interview",
    _Status.ENGAGED: "You are engaged",
    _Status.DECLINED_BY_INTERIM: "You have declined",
    _Status.WITHDRAWN: "You have withdrawn",
    _Status.SUPERSEDED: "You are engaged elsewhere",
}

# Where an event stands in the way, and not the status: for the interim, and for others.
_OF_KIND: Mapping[str, tuple[str | None, str]] = {
    EntryEvent.WORDS_SHOWN: (
        "Your firm has shown you other words",
        "Other words are shown to the interim",
    ),
    EntryEvent.WORDS_AGREED: ("You have said that it is right", "The interim says it is right"),
    EntryEvent.WORDS_OBJECTED: ("You have said what is wrong", "The interim objects to the words"),
    QuestionEvent.ANSWERED: ("Your question is answered", "The question is answered"),
}


def standing_of_entry(
    entry: Entry, reader: User, *, kind: str = "", question: Question | None = None
) -> Standing:
    """Return how a conversation stands now, for somebody who may read it.

    Args:
        kind: the event to tell of; without one, what led to its status.
        question: the question that the event is about.
    """
    stored = Entry.objects.select_related("brief__client", "candidate", "firm").get(pk=entry.pk)
    own = consultant_of(reader)
    entry = as_read_by(own.firm, stored) if own else stored
    if entry.is_live and entry.brief.is_on_hold and not kind:
        return _on_hold(entry, reader)
    if (no := _no_known_to(reader, entry)) and not kind:
        whose, who = "Your no", "You"
        if no.by_id != reader.pk:
            whose, who = f"The no of {no.by.full_name}", no.by.full_name
        state = f"{whose} is passed on at {timezone.localtime(no.due_at):%H:%M}"
        given = f"{who} gave it {when(no.given_at)}."
        return Standing(state=state, event=given, **_link(entry, reader))
    events = list(Activity.objects.about(entry).newest_first())
    if own:
        events = _told_to(own.firm, entry, events)
    if question is not None:
        events = [row for row in events if row.facts.get("question") == question.pk]
    names = _names(entry, reader, events)
    event = last_change(events, status=entry.status, kinds=[kind] if kind else [])
    is_own = is_the_interim(reader, entry)
    words = event_in_words(event, kinds=_KINDS, names=names, reader=reader)
    own_state, other_state = _OF_KIND.get(kind, (_FOR_THE_INTERIM.get(entry.status), ""))
    state = (is_own and own_state) or other_state or _STATES[entry.status]
    return Standing(
        state=state,
        event=words.replace("the interim", "you") if is_own else words,
        **_link(entry, reader),
    )


def _no_known_to(reader: User, entry: Entry) -> HeldAnswer | None:
    """Return a no that nobody else has heard: the reader's own, or a colleague's at the client."""
    known = Q(by=reader)
    if member_on(reader, entry.brief):
        known |= Q(kind=HeldAnswer.Kind.CLIENT)
    return HeldAnswer.objects.filter(known, entry=entry).select_related("by").first()


def standing_of_question(question: Question, reader: User) -> Standing:
    """Return who answered a question and when, for somebody who may read its conversation."""
    return standing_of_entry(question.entry, reader, kind=QuestionEvent.ANSWERED, question=question)


def _on_hold(entry: Entry, reader: User) -> Standing:
    """Return how the brief stands, with the way back to the conversation."""
    brief = entry.brief
    event = last_change(
        Activity.objects.about(brief).newest_first(), kinds=[BriefEvent.PUT_ON_HOLD]
    )
    names = _names(entry, reader, [event] if event else [])
    words = event_in_words(event, kinds=BriefEvent, names=names, reader=reader)
    return Standing(state="The brief is on hold", event=words, **_link(entry, reader))


def standing_of_brief_for(brief: Brief, reader: User) -> Standing | None:
    """Return how a brief stands for its reader; an interim reads of it in their conversation."""
    if Brief.objects.visible_to(reader).filter(pk=brief.pk).exists():
        return standing_of_brief(brief, reader, interims=names_known_to(reader, brief))
    own = Entry.objects.visible_to(reader).filter(brief=brief).newest_first().first()
    return standing_of_entry(own, reader) if own else None


def _told_to(firm: Firm, entry: Entry, events: list[Activity]) -> list[Activity]:
    """Keep the events of a conversation that a firm may know of, which reads it as `entry`.

    Of approaches and questions its own. Of the rest only how the conversation ended for it, unless
    the interim has chosen it. That it ended for want of an answer depends on who else waits.
    """
    ending = "" if entry.status == _Status.EXPIRED else entry.status
    own = {
        "approach": set(entry.approaches.by_firm(firm).values_list("pk", flat=True)),
        "question": set(entry.questions.to_firm(firm).values_list("pk", flat=True)),
    }
    kept = []
    for row in events:
        about = [(fact, row.facts[fact]) for fact in own if fact in row.facts]
        if about:
            is_told = all(key in own[fact] for fact, key in about)
        else:
            is_told = speaks(firm, entry) or (entry.has_ended and row.after == ending)
        if is_told:
            kept.append(row)
    return kept


def _names(entry: Entry, reader: User, events: list[Activity]) -> Names:
    if not is_the_interim(reader, entry):
        interims = names_known_to(reader, entry.brief)
        return names_on(entry.brief, reader, events, interims=interims)
    # The people of the client stay unnamed: it may be confidential.
    firms = {entry.firm_id, *entry.approaches.values_list("firm_id", flat=True)}
    actors = {row.user_id for row in events if row.user_id}
    known = Consultant.objects.filter(firm__in=firms).names_of(actors)
    return {Role.CONSULTANT: known}


def _link(entry: Entry, reader: User) -> dict[str, str]:
    if member_on(reader, entry.brief):
        return {
            "url": reverse("shortlists:person", args=[entry.ref]),
            "verb": "Look at the person",
        }
    url = entry.get_absolute_url()
    if not is_the_interim(reader, entry):
        url = reverse("shortlists:firm_conversation", args=[entry.ref])
    return {"url": url, "verb": "Look at the conversation"}
