"""An answer that nobody has heard yet: for ten minutes whoever gave it can take it back."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models import Criterion
from shortlists.models.entries import Entry


class HeldAnswerQuerySet(models.QuerySet["HeldAnswer"]):
    """Queries on `HeldAnswer`."""

    def due(self, now: datetime) -> Self:
        """Keep those that are to be passed on."""
        return self.filter(due_at__lte=now)

    def oldest_first(self) -> Self:
        """By when they are due, ties by id."""
        return self.order_by("due_at", "pk")


class HeldAnswer(models.Model):
    """A no that is passed on later. Until then the conversation stands where it stood.

    So no page, list, count or reminder of anybody else can tell that it was given. The clock passes
    it on, which ends the conversation, or whoever gave it takes it back; both delete the row.
    """

    class Kind(models.TextChoices):
        """Whose no it is; the value is the status that the conversation ends with."""

        INTERIM = "declined_by_interim", "The interim declines the approach"
        CLIENT = "not_selected", "The client declines the interim"

    entry = models.OneToOneField(Entry, on_delete=models.CASCADE, related_name="held")
    kind = models.CharField(max_length=20, choices=Kind)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="when it is passed on")
    text = models.TextField(blank=True, help_text="the sentence that the others read")
    reason = models.CharField(max_length=20, blank=True, choices=Entry.DeclineReason)
    criterion = models.ForeignKey(
        Criterion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = HeldAnswerQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["due_at"], name="held_answer_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="not_selected") | (~Q(reason="") & ~Q(text="")),
                name="held_answer_of_a_client_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gt=models.F("given_at")), name="held_answer_due_later"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} of entry {self.entry_id}"


def held_no(entry: Entry, kind: HeldAnswer.Kind) -> HeldAnswer | None:
    """Return the no of one side that nobody has heard yet, or None.

    None too once the conversation has ended otherwise. Only for pages and decisions of that side.
    Costs no query when `held` is loaded along.
    """
    held: HeldAnswer | None = getattr(entry, "held", None)
    return held if held and held.kind == kind in entry.MOVES[entry.status] else None
