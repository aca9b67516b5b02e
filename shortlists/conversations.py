"""Presenter of the list of conversations, for the interim and for the firm."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User, due_of
from candidates.models import Candidate
from interimhub.lib.pages import Chip, ListQuery
from providers.models import Consultant
from ranking.blind import blind_headline
from shortlists.confidential import title_for_interim
from shortlists.deadlines import ConversationDeadline
from shortlists.models import Approach, Entry, EntryQuerySet, HeldAnswer, Question, held_no
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

_ASKED = Exists(Question.objects.unanswered().filter(entry=OuterRef("pk")))
FIRM_FILTERS = {
    "all": ("All", Q()),
    "ours": ("For us to do", Q(has_question=True, status__in=Entry.LIVE) | Q(status=S.MANDATED)),
    "interim": ("With the interim", Q(status__in=[S.APPROACHED, S.INTERESTED])),
    "client": ("With the client", Q(status__in=Entry.SHOWN)),
    "ended": ("Ended", ~Q(status__in=[*Entry.LIVE, S.ENGAGED])),
}
INTERIM_FILTERS = {
    "all": ("All", Q()),
    "ours": ("For you to do", Q(status__in=[S.APPROACHED, S.INTERESTED], held__isnull=True)),
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
        self._rows = self._seen(Entry.objects.visible_to(user))

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of search results per filter, in one query."""
        sums = {f"n_{key}": Count("pk", filter=q) for key, (_, q) in self.filters.items()}
        found = self._searched.aggregate(**sums)
        return {key: found[f"n_{key}"] for key in self.filters}

    @property
    def rows(self) -> QuerySet[Entry]:
        """The conversations of the chosen filter with their display data, latest change first."""
        rows = (
            self._searched.filter(self.filters[self.query.show][1])
            .select_related("brief__client", "candidate__user", "firm", "consultant__user")
            .newest_first()
        )
        if self.consultant:
            return rows.prefetch_related("candidate__record")
        return rows.select_related("held").prefetch_related("approaches")

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

    def _seen(self, rows: EntryQuerySet) -> EntryQuerySet:
        asked = Question.objects.unanswered().filter(entry=OuterRef("pk"))
        due = asked.annotate(due=due_of(ConversationDeadline.QUESTION_ANSWER, Question))
        soonest = due.order_by("due").values("due")[:1]
        rows = rows.with_due().annotate(has_question=_ASKED, question_due_at=Subquery(soonest))
        if self.consultant:
            return rows.filter(firm_id=self.consultant.firm_id, approached_at__isnull=False)
        return rows.filter(candidate=self.candidate, approached_at__isnull=False)

    @property
    def _searched(self) -> EntryQuerySet:
        words = self.query.words
        if not words:
            return self._rows
        if self.consultant is None:
            # Only the pack is searched: the name of a confidential client finds nothing.
            read = Approach.objects.about(words).filter(entry=OuterRef("pk"))
            return self._rows.filter(Exists(read) | Q(firm__name__icontains=words))
        named = Q(candidate__user__full_name__icontains=words, mandated_at__isnull=False)
        work = Q(brief__title__icontains=words) | Q(brief__client__name__icontains=words)
        return self._rows.filter(named | work)

    def _for_firm(self, entry: Entry) -> ConversationLine:
        speaker = entry.speaker()
        mine = self.consultant is not None and speaker.pk == self.consultant.pk
        question_due = getattr(entry, "question_due_at", None) if entry.is_live else None
        note = ""
        if question_due:
            note = "They asked a question and are waiting for the answer."
        elif entry.is_mandated:
            note = "They chose you. Put them forward, with a reason for every criterion."
        return ConversationLine(
            title=firm_title(entry),
            url=entry.get_absolute_url(),
            facts=[
                entry.brief.name,
                entry.brief.client.name,
                "yours" if mine else speaker.user.full_name,
            ],
            pill_label=entry.get_status_display(),
            pill_tone=entry.status_tone,
            due=question_due or entry.answer_due_at or entry.decision_due_at,
            note=note,
        )


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


def _for_interim(entry: Entry) -> ConversationLine:
    pack = sent_pack(entry)
    client = entry.brief.client.name if entry.has_named_client else pack.client
    held = held_no(entry, HeldAnswer.Kind.INTERIM)
    until = f"You can take it back until {timezone.localtime(held.due_at):%H:%M}." if held else ""
    return ConversationLine(
        title=pack.title or title_for_interim(entry),
        url=entry.get_absolute_url(),
        facts=[fact for fact in (client, entry.firm.name, entry.speaker().user.full_name) if fact],
        pill_label=stands_for_interim(entry),
        pill_tone="quiet" if held else entry.status_tone,
        due=None if held else entry.answer_due_at,
        note=until,
    )
