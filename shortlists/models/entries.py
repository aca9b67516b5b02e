"""An entry: one interim on one brief. Pages call it a conversation."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from accounts.models import User, due_of
from candidates.models import Candidate
from engagements.models import Brief, Criterion, read_by_client
from interimhub.lib.lifecycle import Lifecycle
from providers.models import Consultant, Firm
from ranking.models import FitResult
from shortlists.deadlines import AFTER_SUBMISSION, ConversationDeadline

# Statuses that every live entry may move to.
_ANYTIME = ("withdrawn", "expired", "superseded", "closed")
_BEFORE_CLIENT = ["under_review", "approached", "interested", "mandated"]
_LIVE = [*_BEFORE_CLIENT, "submitted", "client_review", "interview", "offer", "offer_accepted"]


class EntryQuerySet(models.QuerySet["Entry"]):
    """Queries on `Entry`."""

    def visible_to(self, user: User) -> Self:
        """Keep the entries that `user` may read: their own, their firm's, and their client's.

        An interim reads an entry from the approach on; a firm, see `read_by`. A client reads nobody
        before the submission; once a conversation has ended, or the firm has withdrawn the
        submission, it reads only those that it had opened before.
        """
        firms = Consultant.objects.active().filter(user=user).values("firm_id")
        own = Candidate.objects.filter(user=user).values("pk")
        stands = ~Q(status__in=Entry.OVER) | Q(first_read_at__isnull=False)
        was_opened = Q(submission__withdrawn_at__isnull=False, submission__read_at__isnull=False)
        shown = Entry.objects.filter(
            read_by_client(Brief.objects, user, to="brief__"),
            Q(stands, submission__withdrawn_at=None) | was_opened,
            pk=OuterRef("pk"),
            submission__shown_at__isnull=False,
        )
        # Correlated: reading one conversation does not scan the others.
        mine = Q(candidate__in=own, approached_at__isnull=False)
        return self.filter(mine | _read_by(firms) | Exists(shown))

    def read_by(self, firm: Firm) -> Self:
        """Keep those that a firm reads: where it has asked or was chosen.

        None in which the interim chose another; `asking.as_read_by` says how much of one.
        """
        return self.filter(_read_by([firm.pk]))

    def live(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(status__in=Entry.LIVE)

    def with_approaches(self) -> Self:
        """Load who asked along with each."""
        sent = _approaches().select_related("firm", "consultant__user")
        return self.prefetch_related(models.Prefetch("approaches", sent))

    def with_due(self) -> Self:
        """Add until when something is awaited in it; None where no clock runs.

        As `answer_due_at`, the soonest of the approaches that the interim can still answer, and
        as `next_due_at` what comes after the submission: the client's turn, or a time to pick.
        """
        sent = _approaches().filter(entry=OuterRef("pk"), entry__status__in=Entry.OPEN_TO_CHOICE)
        answer = due_of(sent.model, ConversationDeadline.APPROACH_ANSWER)
        due = sent.annotate(due=answer).filter(due__isnull=False)
        return self.annotate(
            answer_due_at=Subquery(due.order_by("due").values("due")[:1]),
            next_due_at=due_of(Entry, *AFTER_SUBMISSION),
        )

    def in_front_of_client(self) -> Self:
        """Keep the live ones that were put forward."""
        return self.filter(status__in=Entry.SHOWN)

    def on(self, brief: Brief, candidate: Candidate) -> Self:
        """Keep the conversations with one interim about one brief."""
        return self.filter(brief=brief, candidate=candidate)

    def told(self) -> Self:
        """Keep those in which the interim was approached, so knows the brief."""
        return self.filter(approached_at__isnull=False)

    def untold(self) -> Self:
        """Keep those in which the interim was not approached, so does not know the brief."""
        return self.filter(approached_at__isnull=True)

    def put_forward(self) -> Self:
        """Keep those with a submission, whatever their status."""
        return self.filter(submission__isnull=False)

    def first_put_forward_first(self) -> Self:
        """Order by the time of the submission, ties by public id."""
        return self.order_by("submitted_at", "ref")

    def represented(self) -> Self:
        """Keep those in which the interim has chosen a firm."""
        return self.filter(mandated_at__isnull=False)

    def newest_first(self) -> Self:
        """Order by the latest change first, ties by public id."""
        return self.order_by("-updated_at", "ref")

    def to_join(self) -> "Entry | None":
        """Return the one that a firm joins when it asks: a live one, else the last that ended.

        Nobody joins one that ended before contact or without an answer; the interim may be asked
        anew.
        """
        over = [Entry.Status.DISMISSED, Entry.Status.EXPIRED]
        return self.live().first() or self.exclude(status__in=over).order_by("-pk").first()


def _approaches() -> models.QuerySet[Any]:
    """Return all approaches; their model is declared after this one."""
    return Entry.approaches.rel.related_model._base_manager.all()


def _read_by(firms: Any) -> Q:
    sent = _approaches().filter(entry=OuterRef("pk"), firm__in=firms)
    asked = Exists(sent) & ~Exists(sent.filter(status="passed_over"))
    chosen = Q(mandated_at__isnull=False) | Q(approached_at__isnull=True)
    return Q(chosen, firm_id__in=firms) | asked


class Entry(Lifecycle):
    """One interim on one brief, from the approach to the engagement or another end."""

    class Status(models.TextChoices):
        """The status; firms and clients read these labels."""

        UNDER_REVIEW = "under_review", "Under review"
        APPROACHED = "approached", "Asked, waiting for an answer"
        INTERESTED = "interested", "Interested"
        MANDATED = "mandated", "Represented"
        SUBMITTED = "submitted", "Put forward"
        CLIENT_REVIEW = "client_review", "Being considered"
        INTERVIEW = "interview", "Invited to interview"
        OFFER = "offer", "Offer made"
        OFFER_ACCEPTED = "offer_accepted", "Offer accepted"
        ENGAGED = "engaged", "Engaged"
        DISMISSED = "dismissed", "Set aside before contact"
        DECLINED_BY_INTERIM = "declined_by_interim", "Declined by the interim"
        WITHDRAWN = "withdrawn", "Withdrawn"
        NOT_SELECTED = "not_selected", "Not chosen"
        OFFER_DECLINED = "offer_declined", "Offer declined"
        EXPIRED = "expired", "Ended without an answer"
        SUPERSEDED = "superseded", "Engaged elsewhere"
        CLOSED = "closed", "Ended with the brief"

    OVER: ClassVar = [
        Status.DISMISSED,
        Status.DECLINED_BY_INTERIM,
        Status.WITHDRAWN,
        Status.NOT_SELECTED,
        Status.OFFER_DECLINED,
        Status.EXPIRED,
        Status.SUPERSEDED,
        Status.CLOSED,
    ]
    MOVES: ClassVar = {
        Status.UNDER_REVIEW: frozenset({Status.APPROACHED, Status.DISMISSED, *_ANYTIME}),
        Status.APPROACHED: frozenset({Status.INTERESTED, Status.DECLINED_BY_INTERIM, *_ANYTIME}),
        Status.INTERESTED: frozenset({Status.MANDATED, Status.DECLINED_BY_INTERIM, *_ANYTIME}),
        Status.MANDATED: frozenset({Status.SUBMITTED, *_ANYTIME}),
        Status.SUBMITTED: frozenset({Status.CLIENT_REVIEW, Status.MANDATED, *_ANYTIME}),
        Status.CLIENT_REVIEW: frozenset(
            {Status.INTERVIEW, Status.NOT_SELECTED, Status.MANDATED, *_ANYTIME}
        ),
        Status.INTERVIEW: frozenset({Status.OFFER, Status.NOT_SELECTED, *_ANYTIME}),
        Status.OFFER: frozenset({Status.OFFER_ACCEPTED, Status.OFFER_DECLINED, *_ANYTIME}),
        Status.OFFER_ACCEPTED: frozenset({Status.ENGAGED, *_ANYTIME}),
        Status.ENGAGED: frozenset(),
        **dict.fromkeys(OVER, frozenset()),
    }
    OPEN_TO_CHOICE: ClassVar = [Status.APPROACHED, Status.INTERESTED]
    SHOWN: ClassVar = [
        Status.SUBMITTED,
        Status.CLIENT_REVIEW,
        Status.INTERVIEW,
        Status.OFFER,
        Status.OFFER_ACCEPTED,
    ]
    LIVE: ClassVar = [Status.UNDER_REVIEW, *OPEN_TO_CHOICE, Status.MANDATED, *SHOWN]

    class DeclineReason(models.TextChoices):
        """Why a client declines; each reason relates to a criterion."""

        CRITERION = "criterion", "Another person has stronger evidence for a criterion"
        CONTEXT = "context", "Has not worked in a comparable situation"
        LEVEL = "level", "Too little depth in something we must have"
        AVAILABILITY = "availability", "Cannot start or be on site when we need it"
        CHEMISTRY = "chemistry", "We doubt the working relationship"
        OTHER = "other", "Something else"

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="entries")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="entries")
    firm = models.ForeignKey(
        Firm,
        on_delete=models.PROTECT,
        related_name="entries",
        help_text="who speaks with the interim; from the mandate on, for them",
    )
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="entries")
    result = models.ForeignKey(
        FitResult, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.UNDER_REVIEW)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    approached_at = models.DateTimeField(null=True, blank=True)
    interested_at = models.DateTimeField(null=True, blank=True)
    mandated_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_read_at = models.DateTimeField(null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    availability_asked_at = models.DateTimeField(
        null=True, blank=True, help_text="when the firm last asked whether they are still free"
    )
    # Of one that expired, the `Role` that did not answer.
    end_reason = models.CharField(max_length=20, blank=True)
    end_criterion = models.ForeignKey(
        Criterion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    end_text = models.TextField(blank=True, help_text="the sentence the interim reads")
    slots_note = models.TextField(
        blank=True, help_text="what the interim said when none of the times suited"
    )

    # Added by `with_due()` and `with_words()`.
    answer_due_at: datetime | None
    next_due_at: datetime | None
    words_due_at: datetime | None
    words_status: str | None

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "conversation"
        verbose_name_plural = "entries"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "candidate"],
                condition=Q(status__in=_LIVE),
                name="entry_one_live",
            ),
            models.CheckConstraint(
                condition=~Q(status="not_selected")
                | (~Q(end_reason="") & ~Q(end_text="") & Q(ended_by__isnull=False)),
                name="entry_not_selected_by_a_person_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} brief {self.brief_id} candidate {self.candidate_id}"

    def get_absolute_url(self) -> str:
        """Return its page for the interim; firms have addresses of their own (`asking`)."""
        return reverse("shortlists:conversation", args=[self.ref])

    # Facts

    @property
    def status_tone(self) -> str:
        """The colour of its pill: waiting, live or ended."""
        if self.awaits_interim or self.awaits_decision:
            return "wait"
        return "live" if self.is_live else "quiet"

    @property
    def is_under_review(self) -> bool:
        """Whether the interim has not been contacted yet."""
        return self.status == self.Status.UNDER_REVIEW

    @property
    def is_live(self) -> bool:
        """Whether it has not ended."""
        return self.status in self.LIVE

    @property
    def has_ended(self) -> bool:
        """Whether its status is an ending, so that the interim reads how it ended."""
        return self.status not in self.LIVE and self.status != self.Status.ENGAGED

    @property
    def awaits_interim(self) -> bool:
        """Whether it is the interim's turn to answer the approach."""
        return self.status == self.Status.APPROACHED

    @property
    def may_choose_voice(self) -> bool:
        """Whether the interim may choose a firm."""
        return self.status in self.OPEN_TO_CHOICE

    @property
    def is_represented(self) -> bool:
        """Whether a firm represents the interim here."""
        return self.mandated_at is not None and self.is_live

    @property
    def is_unread(self) -> bool:
        """Whether the client has not opened it yet."""
        return self.status == self.Status.SUBMITTED

    @property
    def was_not_chosen(self) -> bool:
        """Whether the client declined."""
        return self.status == self.Status.NOT_SELECTED

    @property
    def is_mandated(self) -> bool:
        """Whether the consultant has to put the interim forward next."""
        return self.status == self.Status.MANDATED

    @property
    def is_in_front_of_client(self) -> bool:
        """Whether it is live and was put forward."""
        return self.status in self.SHOWN

    @property
    def awaits_decision(self) -> bool:
        """Whether it is the hiring manager's turn."""
        return self.status in {self.Status.SUBMITTED, self.Status.CLIENT_REVIEW}

    @property
    def is_at_interview(self) -> bool:
        """Whether the interim has been invited."""
        return self.status == self.Status.INTERVIEW

    @property
    def has_named_client(self) -> bool:
        """Whether the interim may know who the client is."""
        return self.mandated_at is not None

    def speaker(self) -> Consultant:
        """Return the consultant who is responsible for the conversation now.

        It is the recorded one, or their successor at the same firm. Costs no query while the
        recorded one still works there.
        """
        return self.consultant.at_work()

    # Moves

    def approach(self, *, now: datetime, **facts: Any) -> bool:
        """Record that the interim has been approached."""
        return self.move_to(self.Status.APPROACHED, approached_at=now, updated_at=now, **facts)

    def say_interested(self, *, now: datetime) -> bool:
        """Record that the interim is interested."""
        return self.move_to(self.Status.INTERESTED, interested_at=now, updated_at=now)

    def mandate(self, *, now: datetime, firm: Firm, consultant: Consultant) -> bool:
        """Record the mandate of the chosen firm."""
        facts = {"firm": firm, "consultant": consultant}
        return self.move_to(self.Status.MANDATED, mandated_at=now, updated_at=now, **facts)

    def submit(self, *, now: datetime) -> bool:
        """Record that the interim was put forward."""
        return self.move_to(self.Status.SUBMITTED, submitted_at=now, updated_at=now)

    def withdraw_submission(self, *, now: datetime) -> bool:
        """Take the interim back from the client; the firm still represents them."""
        return self.move_to(
            self.Status.MANDATED, submitted_at=None, first_read_at=None, updated_at=now
        )

    def begin_client_review(self, *, now: datetime) -> bool:
        """Record that the client has opened the submission."""
        return self.move_to(self.Status.CLIENT_REVIEW, first_read_at=now, updated_at=now)

    def invite(self, *, now: datetime) -> bool:
        """Record that the interim was invited to an interview."""
        return self.move_to(self.Status.INTERVIEW, invited_at=now, updated_at=now)

    def end(self, status: str, *, now: datetime, by: User | None, text: str, **facts: Any) -> bool:
        """End it with one of the ending statuses and the text that the interim reads."""
        return self.move_to(
            status,
            ended_at=now,
            ended_by=by,
            end_text=text,
            updated_at=now,
            **facts,
        )
