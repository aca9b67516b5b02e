"""Presenter of the list of conversations, for the interim and for the firm."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts.models import User, due_of
from candidates.models import Candidate
from interimhub.lib.pages import Chip, ListQuery
from interimhub.lib.prepared import Prepared, PreparedList, sums_of
from interimhub.lib.search import Term, terms
from providers.models import Consultant, Firm
from ranking.blind import blind_headline
from shortlists.asking import READ_AS, as_read_by
from shortlists.confidential import title_for_interim
from shortlists.deadlines import ConversationDeadline
from shortlists.models import (
    Approach,
    Entry,
    EntryQuerySet,
    HeldAnswer,
    Question,
    ShownWords,
    approaches_of,
    held_no,
    with_words,
)
from shortlists.reading import sent_pack

S = Entry.Status

# What an interim reads for each status: what has happened, not how a firm or client sorts them.
INTERIM_WORDS = {
    S.APPROACHED: "Waiting for your answer",
    S.INTERESTED: "You are interested",
    S.MANDATED: "Represented",
    S.SUBMITTED: "Put forward",
    S.CLIENT_REVIEW: "Being considered",
    S.INTERVIEW: "Invited to interview",
    S.OFFER: "Offer made",
    S.OFFER_ACCEPTED: "Offer accepted",
    S.ENGAGED: "Engaged",
    S.DECLINED_BY_INTERIM: "You declined",
    S.WITHDRAWN: "You withdrew",
    S.NOT_SELECTED: "Not chosen",
    S.OFFER_DECLINED: "You declined the offer",
    S.EXPIRED: "Ended without an answer",
    S.SUPERSEDED: "You were engaged elsewhere",
    S.CLOSED: "Ended with the brief",
}

# What a firm reads of the words that an interim was shown.
_FIRM_NOTES: dict[str | None, str] = {
    ShownWords.Status.WAITING: "They read what you wrote, before it goes.",
    ShownWords.Status.OBJECTED: "They object to your words: change them and show them again.",
    ShownWords.Status.AGREED: "They say that your words are right: put them forward.",
    ShownWords.Status.UNANSWERED: "They have not objected in time: put them forward.",
}

Filters = dict[str, tuple[str, Q]]

FIRM_FILTERS: Filters = {
    "all": ("All", Q()),
    "ours": (
        "For us to do",
        Q(has_question=True, read_as__in=Entry.LIVE)
        | Q(read_as=S.MANDATED, words_due_at__isnull=True),
    ),
    "interim": (
        "With the interim",
        Q(read_as__in=[S.APPROACHED, S.INTERESTED])
        | Q(read_as=S.MANDATED, words_due_at__isnull=False),
    ),
    "client": ("With the client", Q(read_as__in=Entry.SHOWN)),
    "ended": ("Ended", ~Q(read_as__in=[*Entry.LIVE, S.ENGAGED])),
}
INTERIM_FILTERS: Filters = {
    "all": ("All", Q()),
    "ours": (
        "For you to do",
        Q(status__in=[S.APPROACHED, S.INTERESTED], held__isnull=True)
        | Q(words_due_at__isnull=False),
    ),
    "client": ("With the client", Q(status__in=Entry.SHOWN)),
    "ended": ("Ended", ~Q(status__in=[*Entry.LIVE, S.ENGAGED])),
}


@dataclass(frozen=True, slots=True)
class ConversationLine:
    """One conversation in a list."""

    title: str
    url: str
    facts: list[str]
    pill_label: str
    pill_tone: str
    due: datetime | None
    note: str


class Conversations:
    """The conversations of one reader: an interim, or a consultant for their firm."""

    def __init__(
        self,
        user: User,
        query: ListQuery,
        *,
        consultant: Consultant | None,
        candidate: Candidate | None,
    ) -> None:
        self.consultant, self.candidate = consultant, candidate
        self.filters = FIRM_FILTERS if consultant else INTERIM_FILTERS
        self.query = query if query.show in self.filters else replace(query, show="all")
        self._reader: dict[str, Any] = {"user": user, "candidate": candidate}
        if consultant:
            # A firm's keys are looked up first: they are few among all.
            keys = tuple(_KEYS(firm=consultant.firm))
            self._reader = {"user": user, "firm": consultant.firm, "keys": keys}

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of search results per filter, in one query."""
        if self.query.words:
            rows: Iterable[dict[str, int]] = _counted(self._searched, self.filters)
        else:
            rows = _COUNTS[bool(self.consultant)](**self._reader)
        found = next(iter(rows), {})  # nothing is asked for a firm without conversations
        return {key: found.get(f"n_{key}", 0) for key in self.filters}

    @property
    def rows(self) -> QuerySet[Entry] | PreparedList[Entry]:
        """The conversations of the chosen filter with their display data, latest change first."""
        is_firm, show = bool(self.consultant), self.query.show
        if self.query.words:
            return _shown(self._searched, self.filters[show][1], is_firm=is_firm)
        return _LISTS[is_firm, show].lazily(**self._reader)

    @property
    def chips(self) -> list[Chip]:
        """The filters and their counts."""
        return [
            Chip(
                label,
                replace(self.query, show=key).query_string or "?",
                key == self.query.show,
                self.counts[key],
            )
            for key, (label, _) in self.filters.items()
        ]

    def line_of(self, entry: Entry) -> ConversationLine:
        """Return the line of one conversation for this reader."""
        return self._for_firm(entry) if self.consultant else _for_interim(entry)

    @property
    def _searched(self) -> EntryQuerySet:
        rows = _seen(**self._reader)
        for term in terms(self.query.words):
            rows = rows.filter(self._holds(term))
        return rows

    def _holds(self, term: Term) -> Q:
        """Return the condition that a line as its reader sees it holds a term."""
        if self.consultant is None:
            # Of the brief only the pack is searched: the name of a confidential client finds none.
            sent = Approach.objects.filter(entry=OuterRef("pk")).holding(term)
            named = Q(mandated_at__isnull=False) & term.among("brief__client__name")
            return Q(Exists(sent)) | term.among("firm__name") | named
        firm = self.consultant.firm_id
        chosen = Q(firm=firm, mandated_at__isnull=False)
        people = term.among("candidate__user__full_name", "consultant__user__full_name")
        # Until a firm is chosen, the line says the headline without names instead of the name.
        headline = ~chosen & term.among_folded("candidate__words__headline")
        own = Approach.objects.filter(entry=OuterRef("pk"), firm=firm)
        asked = Q(Exists(own.filter(term.among("consultant__user__full_name"))))
        about = term.among("brief__title", "brief__client__name")
        return about | (chosen & people) | asked | headline

    def _for_firm(self, entry: Entry) -> ConversationLine:
        assert self.consultant is not None
        answer_due_at = getattr(entry, "own_due_at", None)
        entry = as_read_by(self.consultant.firm, entry)
        speaker = entry.speaker()
        mine = speaker.pk == self.consultant.pk
        question_due = getattr(entry, "question_due_at", None) if entry.is_live else None
        note = ""
        if question_due:
            note = "They asked a question and are waiting for the answer."
        elif entry.is_mandated:
            note = _FIRM_NOTES.get(
                entry.words_status,
                "They chose you. Put them forward, with a reason for every criterion.",
            )
        return ConversationLine(
            title=firm_title(entry),
            url=reverse("shortlists:firm_conversation", args=[entry.ref]),
            facts=[
                entry.brief.name,
                entry.brief.client.name,
                "yours" if mine else speaker.user.full_name,
            ],
            pill_label=entry.get_status_display(),
            pill_tone=entry.status_tone,
            due=question_due or answer_due_at or entry.next_due_at or entry.words_due_at,
            note=note,
        )


def _keys(*, firm: Firm) -> QuerySet[Any]:
    """Return the keys of the conversations in which a firm has asked or was chosen."""
    sent = Approach.objects.by_firm(firm).values_list("entry", flat=True)
    chosen = Entry.objects.filter(firm=firm).represented().values_list("pk", flat=True)
    both: QuerySet[Any] = sent.union(chosen)
    return both


def _seen(
    *,
    user: User,
    firm: Firm | None = None,
    keys: tuple[int, ...] = (),
    candidate: Candidate | None = None,
) -> EntryQuerySet:
    asked = Question.objects.unanswered().filter(entry=OuterRef("pk"))
    if firm:
        asked = asked.filter(firm=firm)
    due = asked.annotate(due=due_of(Question, ConversationDeadline.QUESTION_ANSWER))
    soonest = due.order_by("due").values("due")[:1]
    rows = Entry.objects.visible_to(user).filter(approached_at__isnull=False).with_due()
    rows = with_words(rows).annotate(has_question=Exists(asked), question_due_at=Subquery(soonest))
    if firm is None:
        return rows.filter(candidate=candidate).annotate(moved_at=F("updated_at"))
    return _as_firm_reads(rows.filter(pk__in=keys), firm)


def _as_firm_reads(rows: EntryQuerySet, firm: Firm) -> EntryQuerySet:
    """Add what a firm reads of each: the status, its own clock and the last change."""
    chosen = Q(firm=firm, mandated_at__isnull=False)
    sent = Approach.objects.filter(entry=OuterRef("pk"), firm=firm)
    due = due_of(Approach, ConversationDeadline.APPROACH_ANSWER)
    own = sent.annotate(due=due).order_by("-sent_at", "-pk")
    reads = [When(own_status=key.value, then=Value(read.value)) for key, read in READ_AS.items()]
    rows = rows.annotate(
        own_sent_at=Subquery(own.values("sent_at")[:1]),
        own_status=Subquery(own.values("status")[:1]),
        own_due_at=Subquery(own.values("due")[:1]),
        own_moved_at=Subquery(own.values(at=Coalesce("answered_at", "sent_at"))[:1]),
        read_as=Case(When(chosen, then=F("status")), *reads, default=Value(S.WITHDRAWN.value)),
        moved_at=Case(When(chosen, then=F("updated_at")), default=F("own_moved_at")),
    )
    again = Approach.objects.filter(
        firm=firm,
        entry__brief=OuterRef("brief"),
        entry__candidate=OuterRef("candidate"),
        sent_at__gt=OuterRef("own_sent_at"),
    )
    # Who asked again reads of the latest approach alone, in whichever conversation it is.
    return rows.filter(chosen | ~Exists(again))


def _shown(rows: EntryQuerySet, is_kept: Q, *, is_firm: bool) -> EntryQuerySet:
    found = (
        rows.filter(is_kept)
        .select_related("brief__client", "candidate__user", "firm", "consultant__user", "held")
        .order_by(F("moved_at").desc(), "ref")
    )
    approaches = Prefetch("approaches", Approach.objects.with_people())
    return found.prefetch_related(approaches, *(["candidate__record"] if is_firm else []))


def _counted(rows: EntryQuerySet, filters: Filters) -> QuerySet[Any]:
    counts = {f"n_{key}": Count("pk", filter=is_kept) for key, (_, is_kept) in filters.items()}
    return sums_of(rows, **counts)


_FILTERS = {True: FIRM_FILTERS, False: INTERIM_FILTERS}
_KEYS: Prepared[int] = Prepared(_keys)
_COUNTS: dict[bool, Prepared[dict[str, int]]] = {
    is_firm: Prepared(lambda filters=filters, **reader: _counted(_seen(**reader), filters))
    for is_firm, filters in _FILTERS.items()
}
_LISTS: dict[tuple[bool, str], Prepared[Entry]] = {
    (is_firm, show): Prepared(
        lambda is_firm=is_firm, is_kept=is_kept, **reader: _shown(
            _seen(**reader), is_kept, is_firm=is_firm
        )
    )
    for is_firm, filters in _FILTERS.items()
    for show, (_, is_kept) in filters.items()
}


def firm_title(entry: Entry) -> str:
    """Return the interim's name once the firm has a mandate, before that a headline without it."""
    if entry.mandated_at and entry.candidate.user:
        return entry.candidate.user.full_name
    return blind_headline(entry.candidate)


def stands_for_interim(entry: Entry) -> str:
    """Return where a conversation stands in the interim's words; a no of theirs counts at once."""
    if held_no(entry, HeldAnswer.Kind.INTERIM):
        return INTERIM_WORDS[S.DECLINED_BY_INTERIM]
    return INTERIM_WORDS.get(S(entry.status), entry.get_status_display())


def _who_asks(entry: Entry) -> list[str]:
    """Return the firm that speaks and its consultant; before that, who waits for an answer."""
    waiting = [row for row in approaches_of(entry) if row.is_waiting and entry.may_choose_voice]
    if len(waiting) > 1:
        return [row.firm.name for row in waiting]
    speaker = waiting[0].speaker() if waiting else entry.speaker()
    return [waiting[0].firm.name if waiting else entry.firm.name, speaker.user.full_name]


def _for_interim(entry: Entry) -> ConversationLine:
    pack = sent_pack(entry)
    client = entry.brief.client.name if entry.has_named_client else pack.client
    held = held_no(entry, HeldAnswer.Kind.INTERIM)
    until = f"You can take it back until {timezone.localtime(held.due_at):%H:%M}." if held else ""
    return ConversationLine(
        title=pack.title or title_for_interim(entry),
        url=entry.get_absolute_url(),
        facts=[fact for fact in (client, *_who_asks(entry)) if fact],
        pill_label=stands_for_interim(entry),
        pill_tone="quiet" if held else entry.status_tone,
        due=None if held else entry.answer_due_at or entry.next_due_at or entry.words_due_at,
        note=until or ("Read what the client will read about you." if entry.words_due_at else ""),
    )
