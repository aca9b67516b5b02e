"""A firm's review of a match, and an interim's questions."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User, due_of
from candidates.models import Candidate
from engagements.models import Brief
from providers.models import Consultant, Firm
from shortlists.deadlines import ConversationDeadline
from shortlists.models.entries import Entry


class FirmReviewQuerySet(models.QuerySet["FirmReview"]):
    """Queries on `FirmReview`."""

    def of(self, firm: Firm, brief: Brief) -> Self:
        """Keep the reviews of one firm on one brief."""
        return self.filter(firm=firm, brief=brief)

    def about(self, candidate: Candidate) -> Self:
        """Keep the reviews of one interim."""
        return self.filter(candidate=candidate)


class FirmReview(models.Model):
    """One firm's decision on one matched interim; no other firm reads it."""

    class Reason(models.TextChoices):
        """Why a firm sets a match aside."""

        MUST_HAVE = "must_have", "A must-have is missing"
        CONTEXT = "context", "Not the situation they have worked in"
        SENIORITY = "seniority", "Seniority does not suit"
        AVAILABILITY = "availability", "Availability or place does not suit"
        KNOWN = "known", "We know them, and this is not their brief"
        OTHER = "other", "Something else"

    firm = models.ForeignKey(Firm, on_delete=models.CASCADE, related_name="reviews")
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="reviews")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="+")
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField(null=True, blank=True, help_text="when the reasons were opened")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    note = models.TextField(blank=True)

    objects = FirmReviewQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["firm", "brief", "candidate"], name="firm_review_once"),
            models.CheckConstraint(
                condition=Q(set_aside_at__isnull=True) | ~Q(reason=""),
                name="set_aside_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} on candidate {self.candidate_id}"

    # Facts

    @property
    def is_set_aside(self) -> bool:
        """Whether the firm has set this interim aside for this brief."""
        return self.set_aside_at is not None


class QuestionQuerySet(models.QuerySet["Question"]):
    """Queries on `Question`."""

    def within(self, entry: Entry) -> Self:
        """Keep those of one conversation."""
        return self.filter(entry=entry)

    def visible_to(self, user: User) -> Self:
        """Keep those of this interim, or to this consultant's firm; no client reads any."""
        firm = Consultant.objects.active().filter(user=user).values("firm_id")
        return self.filter(Q(entry__candidate__user=user) | Q(firm_id__in=firm))

    def to_firm(self, firm: Firm) -> Self:
        """Keep those that one firm is asked."""
        return self.filter(firm=firm)

    def since(self, moment: datetime | None) -> Self:
        """Keep those asked from a moment on; all of them without one."""
        return self.filter(asked_at__gte=moment) if moment else self

    def unanswered(self) -> Self:
        """Keep those without an answer."""
        return self.filter(answered_at__isnull=True)

    def with_due(self) -> Self:
        """Add the deadline of the answer as `due_at`; None once it is answered."""
        return self.annotate(due_at=due_of(Question, ConversationDeadline.QUESTION_ANSWER))

    def in_order(self) -> Self:
        """Order by the time of asking."""
        return self.order_by("asked_at", "ref")


class Question(models.Model):
    """An interim's question about a brief, and the firm's answer."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="questions")
    firm = models.ForeignKey(
        Firm, on_delete=models.PROTECT, related_name="+", help_text="the firm that is asked"
    )
    text = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    due_at: datetime | None  # added by `with_due()`

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="question_answered_wholly",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on entry {self.entry_id}"

    # Facts

    @property
    def is_answered(self) -> bool:
        """Whether it has been answered."""
        return self.answered_at is not None
