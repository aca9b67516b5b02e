"""An interest: an interim tells one firm first that a brief fits them."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User, due_of
from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.lifecycle import Lifecycle
from providers.models import Firm, consultant_of
from shortlists.deadlines import ConversationDeadline
from shortlists.models.entries import Entry


class InterestQuerySet(models.QuerySet["Interest"]):
    """Queries on `Interest`."""

    def visible_to(self, user: User) -> Self:
        """Keep one's own, and those told to the user's firm while it may find their interims."""
        condition = Q(candidate__user=user)
        if consultant := consultant_of(user):
            found = Candidate.objects.open_to(consultant.firm)
            condition |= Q(firm=consultant.firm_id, candidate__in=found.values("pk"))
        return self.filter(condition)

    def waiting(self) -> Self:
        """Keep those without an answer."""
        return self.filter(status=Interest.Status.WAITING)

    def on(self, brief: Brief) -> Self:
        """Keep those about one brief."""
        return self.filter(brief=brief)

    def of(self, candidate: Candidate) -> Self:
        """Keep those of one interim."""
        return self.filter(candidate=candidate)

    def to_firm(self, firm: Firm) -> Self:
        """Keep those that one firm was told."""
        return self.filter(firm=firm)

    def kept(self) -> Self:
        """Keep those that the interim did not take back."""
        return self.exclude(status=Interest.Status.WITHDRAWN)

    def asked_of(self, firm: Firm) -> Self:
        """Keep those that one firm was told and the interim did not take back."""
        return self.to_firm(firm).kept()

    def with_due(self) -> Self:
        """Add until when the firm is to answer, as `due_at`; None once it is over."""
        return self.annotate(due_at=due_of(Interest, ConversationDeadline.INTEREST_ANSWER))

    def with_people(self) -> Self:
        """Load the firm, the brief and the interim, with what hides their names."""
        rows = self.select_related(
            "entry", "firm", "brief__client", "brief__manager__user", "candidate__user"
        )
        return rows.prefetch_related("candidate__record")

    def latest_first(self) -> Self:
        """The latest first, ties by id."""
        return self.order_by("-expressed_at", "-pk")


class Interest(Lifecycle):
    """An interim's word to one firm that a brief interests them. No other firm reads it."""

    class Status(models.TextChoices):
        """Whether the firm has answered, and how."""

        WAITING = "waiting", "Waiting for the firm"
        ANSWERED = "answered", "The firm has written"
        DECLINED = "declined", "The firm has said no"
        WITHDRAWN = "withdrawn", "Taken back by the interim"
        LAPSED = "lapsed", "Not answered in time"
        CLOSED = "closed", "Ended with the brief or the choice of a firm"

    MOVES: ClassVar = {
        Status.WAITING: frozenset(
            {
                Status.ANSWERED,
                Status.DECLINED,
                Status.WITHDRAWN,
                Status.LAPSED,
                Status.CLOSED,
            }
        ),
        Status.ANSWERED: frozenset(),
        Status.DECLINED: frozenset(),
        Status.WITHDRAWN: frozenset(),
        Status.LAPSED: frozenset(),
        Status.CLOSED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="interests")
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="interests")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="interests")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="interests")
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    words = models.TextField(blank=True, help_text="the interim's own, for the firm")
    answer = models.TextField(blank=True, help_text="the firm's reason, which the interim reads")
    expressed_at = models.DateTimeField()
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="when it stopped waiting, whatever the reason"
    )

    due_at: datetime | None  # added by `with_due()`

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "candidate"],
                condition=Q(status="waiting"),
                name="interest_one_waiting",
            ),
            models.UniqueConstraint(
                fields=["brief", "candidate", "firm"],
                condition=~Q(status="withdrawn"),
                name="interest_once_a_firm",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(answered_at__isnull=False),
                name="interest_over_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(answer=""),
                name="interest_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} candidate {self.candidate_id} to firm {self.firm_id}"

    def get_absolute_url(self) -> str:
        """Return its page for the firm."""
        return reverse("shortlists:interest", args=[self.ref])

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether the firm has not answered."""
        return self.status == self.Status.WAITING

    @property
    def tone(self) -> str:
        """The tone of the pill that shows its status."""
        return "wait" if self.is_waiting else "quiet"

    # Moves

    def answered_by_letter(self, *, now: datetime) -> bool:
        """Record that the firm has written to the interim."""
        return self.move_to(self.Status.ANSWERED, answered_at=now)

    def decline(self, *, answer: str, now: datetime) -> bool:
        """Record the firm's no and its reason."""
        return self.move_to(self.Status.DECLINED, answer=answer, answered_at=now)

    def take_back(self, *, now: datetime) -> bool:
        """Record that the interim took it back."""
        return self.move_to(self.Status.WITHDRAWN, answered_at=now)

    def lapse(self, *, now: datetime) -> bool:
        """Record that no answer came in time."""
        return self.move_to(self.Status.LAPSED, answered_at=now)

    def close(self, *, now: datetime) -> bool:
        """End it with its brief, or because another firm was chosen."""
        return self.move_to(self.Status.CLOSED, answered_at=now)
