"""A submission: one interim, with a rationale for every success criterion."""

import uuid
from typing import ClassVar, Self

import pgtrigger
from django.db import models

from accounts.models import User
from candidates.models import PastAssignment
from engagements.models import Criterion
from providers.models import Consultant
from shortlists.models.entries import Entry
from shortlists.models.mandates import Mandate
from shortlists.models.shown_words import ShownWords


class Submission(models.Model):
    """One interim, put forward to the client by a consultant."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="submission")
    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="submission")
    shown_words = models.OneToOneField(
        ShownWords,
        on_delete=models.PROTECT,
        null=True,
        related_name="submission",
        help_text="as the interim read it before it went; a trigger refuses to go without",
    )
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="submissions")
    introduction = models.TextField(help_text="why this person, in this situation")
    risk = models.TextField(blank=True, help_text="what the client should ask about")
    submitted_at = models.DateTimeField()
    shown_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="when it got a place in front of the client; until then it waits for one",
    )
    choice = models.PositiveSmallIntegerField(
        default=1, help_text="the firm's own order of its people on the brief; 1 is its first"
    )
    version = models.PositiveSmallIntegerField(default=1, help_text="of its words")
    changed_at = models.DateTimeField(
        null=True, blank=True, help_text="since when its words are these, where they were changed"
    )
    read_at = models.DateTimeField(
        null=True, blank=True, help_text="when the client first opened these words"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawal_reason = models.TextField(blank=True, help_text="the client and the interim read it")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | (models.Q(withdrawn_by__isnull=False) & ~models.Q(withdrawal_reason="")),
                name="submission_withdrawn_by_somebody_with_a_reason",
            )
        ]
        triggers: ClassVar = [
            # The other table says whether the interim agreed or had the time to.
            pgtrigger.Trigger(
                name="goes_as_shown",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("shown_words_id", "submitted_at"),  # type: ignore[no-untyped-call]
                func="""
                    IF NOT EXISTS (
                        SELECT FROM shortlists_shownwords AS shown
                        WHERE shown.id = NEW.shown_words_id AND shown.status = 'sent'
                        AND shown.entry_id = NEW.entry_id AND shown.mandate_id = NEW.mandate_id
                        AND shown.introduction = NEW.introduction AND shown.risk = NEW.risk
                    ) THEN
                        RAISE check_violation USING
                            MESSAGE = 'a submission goes only with the words that were shown',
                            CONSTRAINT = 'submission_goes_as_shown';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of entry {self.entry_id}"

    # Facts

    @property
    def is_withdrawn(self) -> bool:
        """Whether the firm has taken the interim back from the client."""
        return self.withdrawn_at is not None

    @property
    def has_news(self) -> bool:
        """Whether its words were changed and nobody of the client has opened them since."""
        return self.changed_at is not None and self.read_at is None and not self.is_withdrawn


class FormerWordsQuerySet(models.QuerySet["FormerWords"]):
    """Queries on `FormerWords`."""

    def read(self) -> Self:
        """Keep those that the client has opened."""
        return self.filter(was_read=True)

    def with_everything(self) -> Self:
        """Load what comparing them with the present words needs, and the people around them."""
        people = ("brief__client", "candidate__user", "firm", "consultant__user")
        entry = [f"submission__entry__{name}" for name in people]
        return self.select_related("submission__mandate", *entry).prefetch_related(
            "submission__rationales__criterion",
            "submission__rationales__evidence",
            "submission__entry__brief__criteria",
        )

    def oldest_first(self) -> Self:
        """In the order in which they stood."""
        return self.order_by("version")


class FormerWords(models.Model):
    """What a submission said before it was changed.

    The client reads it beside what the submission says now, if it had opened it; else nobody does.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="former")
    version = models.PositiveSmallIntegerField()
    introduction = models.TextField()
    risk = models.TextField(blank=True)
    rationales = models.JSONField(help_text="by public id of the criterion: text, evidence")
    was_read = models.BooleanField(help_text="whether the client had opened it")
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    objects = FormerWordsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "former words"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "version"], name="former_words_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of submission {self.submission_id}"


class SubmissionDraft(models.Model):
    """The draft of a submission. Only the firm reads it.

    `rationales` maps a criterion's public id to {"text", "evidence"}. The evidence is the public id
    of a past assignment in the mandate's profile.
    """

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="draft")
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    introduction = models.TextField(blank=True)
    risk = models.TextField(blank=True)
    rationales = models.JSONField(default=dict, blank=True)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk} of entry {self.entry_id}"


def draft_of(entry: Entry) -> SubmissionDraft | None:
    """Return the draft of the submission, or None."""
    return getattr(entry, "draft", None)


class RationaleQuerySet(models.QuerySet["Rationale"]):
    """Queries on `Rationale`."""

    def of(self, submission: "Submission") -> Self:
        """Keep those of one submission."""
        return self.filter(submission=submission)

    def in_order(self) -> Self:
        """Order as the brief orders its criteria."""
        return self.order_by("criterion__position", "criterion__ref")


class Rationale(models.Model):
    """Why the interim would meet one criterion."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="rationales")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="rationales")
    text = models.TextField()
    evidence = models.ForeignKey(
        PastAssignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RationaleQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["submission", "criterion"], name="rationale_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="rationale_says_something"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on criterion {self.criterion_id}"
