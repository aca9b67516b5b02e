"""A submission: one interim, with a rationale for every success criterion."""

import uuid
from typing import ClassVar, Self

from django.db import models

from candidates.models import PastAssignment
from engagements.models import Criterion
from providers.models import Consultant
from shortlists.models.entries import Entry
from shortlists.models.mandates import Mandate


class Submission(models.Model):
    """One interim, put forward to the client by a consultant."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="submission")
    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="submission")
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="submissions")
    introduction = models.TextField(help_text="why this person, in this situation")
    risk = models.TextField(blank=True, help_text="what the client should ask about")
    submitted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"#{self.pk} of entry {self.entry_id}"


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
