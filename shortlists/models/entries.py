"""An entry: one interim on one brief. Pages call it a conversation."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from accounts.models import User, due_of
from candidates.models import Candidate
from engagements.models import Brief, Criterion
from interimhub.lib.lifecycle import Lifecycle
from providers.models import Consultant, Firm
from ranking.models import FitResult
from shortlists.deadlines import ConversationDeadline

# Statuses that every live entry may move to.
_ANYTIME = ("withdrawn", "expired", "superseded", "closed")
_BEFORE_CLIENT = ["under_review", "approached", "interested", "mandated"]
_LIVE = [*_BEFORE_CLIENT, "submitted", "client_review", "interview", "offer", "offer_accepted"]


class EntryQuerySet(models.QuerySet["Entry"]):
    """Queries on `Entry`."""

    def visible_to(self, user: User) -> Self:
        """Keep the entries that `user` may read: their own, their firm's, and their client's.

        An interim reads an entry from the approach on. A firm reads those it approached or
        represents. A client reads nobody before the submission; once a conversation has ended, or
        the firm has withdrawn the submission, it reads only those that it had opened before.
        """
        firm = Consultant.objects.active().filter(user=user).values("firm_id")
        own = Candidate.objects.filter(user=user).values("pk")
        stands = ~Q(status__in=Entry.OVER) | Q(first_read_at__isnull=False)
        was_opened = Q(submission__withdrawn_at__isnull=False, submission__read_at__isnull=False)
        shown = Entry.objects.filter(
            Q(stands, submission__withdrawn_at=None) | was_opened,
            pk=OuterRef("pk"),
            submission__isnull=False,
            brief__client__members__user=user,
            brief__client__members__left_at=None,
        )
        # A correlated subquery per row: reading one conversation does not scan the others.
        mine = Q(candidate__in=own, approached_at__isnull=False)
        theirs = Q(firm_id__in=firm)
        return self.filter(mine | theirs | Exists(shown))

    def live(self) -> Self:
        """Keep those that have not ended."""
        return self.filter(status__in=Entry.LIVE)

    def with_due(self) -> Self:
        """Add the deadlines of the interim's answer and the manager's decision.

        As `answer_due_at` and `decision_due_at`; None without an open deadline.
        """
        return self.annotate(
            answer_due_at=due_of(ConversationDeadline.APPROACH_ANSWER, Entry),
            decision_due_at=due_of(ConversationDeadline.SUBMISSION_DECIDE, Entry),
        )

    def in_front_of_client(self) -> Self:
        """Keep the live ones that were put forward."""
        return self.filter(status__in=Entry.SHOWN)

    def of_candidate(self, candidate: Candidate) -> Self:
        """Keep those of one interim, from the approach on."""
        return self.told().filter(candidate=candidate)

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

    def spoken_for(self, firm: Firm) -> Self:
        """Keep those because of which `firm` may not approach the interim again.

        An interim that was set aside before contact, or did not answer in time, may be approached.
        """
        may_be_asked = Q(status__in=["dismissed", "expired"])
        return self.exclude(may_be_asked | Q(firm=firm, status=Entry.Status.UNDER_REVIEW))

    def asked_by(self, user: User) -> Self:
        """Keep those whose interim this consultant has approached, even if another firm was chosen.

        Approaches for a firm that they have left are not included.
        """
        asked = Entry.objects.filter(
            approaches__consultant__user=user, approaches__consultant__left_at__isnull=True
        )
        return self.filter(pk__in=asked.values("pk"))

    def newest_first(self) -> Self:
        """Order by the latest change first, ties by public id."""
        return self.order_by("-updated_at", "ref")


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
        Status.DISMISSED: frozenset(),
        Status.DECLINED_BY_INTERIM: frozenset(),
        Status.WITHDRAWN: frozenset(),
        Status.NOT_SELECTED: frozenset(),
        Status.OFFER_DECLINED: frozenset(),
        Status.EXPIRED: frozenset(),
        Status.SUPERSEDED: frozenset(),
        Status.CLOSED: frozenset(),
    }
    LIVE: ClassVar = [
        Status.UNDER_REVIEW,
        Status.APPROACHED,
        Status.INTERESTED,
        Status.MANDATED,
        Status.SUBMITTED,
        Status.CLIENT_REVIEW,
        Status.INTERVIEW,
        Status.OFFER,
        Status.OFFER_ACCEPTED,
    ]
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
    SHOWN: ClassVar = [
        Status.SUBMITTED,
        Status.CLIENT_REVIEW,
        Status.INTERVIEW,
        Status.OFFER,
        Status.OFFER_ACCEPTED,
    ]

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
    end_reason = models.CharField(max_length=20, blank=True)
    end_criterion = models.ForeignKey(
        Criterion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    end_text = models.TextField(blank=True, help_text="the sentence the interim reads")
    slots_note = models.TextField(
        blank=True, help_text="what the interim said when none of the times suited"
    )

    # Added by `with_due()`.
    answer_due_at: datetime | None
    decision_due_at: datetime | None

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
        """Return its page."""
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
        return self.status in {self.Status.APPROACHED, self.Status.INTERESTED}

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
        return self.move_to(
            self.Status.MANDATED,
            mandated_at=now,
            firm=firm,
            consultant=consultant,
            updated_at=now,
        )

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
