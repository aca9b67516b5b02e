"""The words that a firm shows an interim before they go to the client."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery

from accounts.models import User, due_of
from interimhub.lib.lifecycle import Lifecycle
from shortlists.deadlines import ConversationDeadline
from shortlists.models.entries import Entry, EntryQuerySet
from shortlists.models.mandates import Mandate


class ShownWordsQuerySet(models.QuerySet["ShownWords"]):
    """Queries on `ShownWords`."""

    def current(self) -> Self:
        """Keep those that could still go, or that the interim objects to; one per conversation."""
        return self.filter(status__in=ShownWords.CURRENT)

    def of(self, entry: Entry) -> Self:
        """Keep those of one conversation."""
        return self.filter(entry=entry)

    def under(self, mandate: Mandate) -> Self:
        """Keep those shown under one permission."""
        return self.filter(mandate=mandate)

    def on(self, brief_id: int) -> Self:
        """Keep those of the conversations on one brief."""
        return self.filter(entry__brief=brief_id)

    def newest_first(self) -> Self:
        """Order by number, the latest first."""
        return self.order_by("-number")

    def last_answered_first(self) -> Self:
        """Order by the last answer, the latest first; those without one come last, by number."""
        return self.order_by(F("answered_at").desc(nulls_last=True), "number")


class ShownWords(Lifecycle):
    """What the client will read about an interim, as it was shown to them; never edited.

    Only what was shown goes to the client, after the interim agreed or the time for it ran out.
    """

    class Status(models.TextChoices):
        """Whether these words may go."""

        WAITING = "waiting", "Waiting for the interim"
        AGREED = "agreed", "Right, says the interim"
        UNANSWERED = "unanswered", "Not answered in time"
        OBJECTED = "objected", "The interim objects"
        SENT = "sent", "Put forward"
        ENDED = "ended", "Replaced, or ended before they went"

    MOVES: ClassVar = {
        Status.WAITING: frozenset(
            {Status.AGREED, Status.UNANSWERED, Status.OBJECTED, Status.ENDED}
        ),
        Status.AGREED: frozenset({Status.OBJECTED, Status.SENT, Status.ENDED}),
        Status.UNANSWERED: frozenset({Status.AGREED, Status.OBJECTED, Status.SENT, Status.ENDED}),
        Status.OBJECTED: frozenset({Status.ENDED}),
        Status.SENT: frozenset(),
        Status.ENDED: frozenset(),
    }
    FREE: ClassVar = [Status.AGREED, Status.UNANSWERED]
    CURRENT: ClassVar = [Status.WAITING, *FREE, Status.OBJECTED]

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="shown_words")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="shown_words")
    number = models.PositiveSmallIntegerField(help_text="within the conversation, from 1")
    introduction = models.TextField()
    risk = models.TextField(blank=True)
    rationales = models.JSONField(help_text="by public id of the criterion: text, evidence")
    brief_version = models.PositiveIntegerField()
    shown_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    shown_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="when the interim agreed or objected last"
    )
    free_at = models.DateTimeField(
        null=True, blank=True, help_text="since when they may go: agreed, or the time is over"
    )
    objection = models.TextField(blank=True, help_text="what is wrong; the firm reads it")

    objects = ShownWordsQuerySet.as_manager()

    class Meta:
        verbose_name = "text"
        verbose_name_plural = "shown words"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "number"], name="shown_words_numbered"),
            models.UniqueConstraint(
                fields=["entry"],
                condition=Q(status__in=["waiting", "agreed", "unanswered", "objected"]),
                name="shown_words_one_current",
            ),
            models.CheckConstraint(
                condition=~Q(status="objected") | ~Q(objection=""),
                name="shown_words_objected_with_words",
            ),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(free_at__isnull=False),
                name="shown_words_sent_once_free",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} number {self.number} of entry {self.entry_id}"

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether the interim has time to answer, and has not."""
        return self.status == self.Status.WAITING

    @property
    def is_agreed(self) -> bool:
        """Whether the interim said that they are right."""
        return self.status == self.Status.AGREED

    @property
    def is_objected(self) -> bool:
        """Whether the interim said what is wrong."""
        return self.status == self.Status.OBJECTED

    @property
    def is_free(self) -> bool:
        """Whether the consultant may put the interim forward with them."""
        return self.status in self.FREE

    # Moves

    def agree(self, *, now: datetime) -> bool:
        """Record that the interim says they are right."""
        return self.move_to(self.Status.AGREED, answered_at=now, free_at=now)

    def object(self, text: str, *, now: datetime) -> bool:
        """Record what is wrong."""
        return self.move_to(self.Status.OBJECTED, answered_at=now, free_at=None, objection=text)

    def run_out(self, *, now: datetime) -> bool:
        """Record that the time to answer has passed."""
        return self.move_to(self.Status.UNANSWERED, free_at=now)

    def send(self) -> bool:
        """Record that they go to the client."""
        return self.move_to(self.Status.SENT)

    def end(self) -> bool:
        """Record that they never go."""
        return self.move_to(self.Status.ENDED)


def is_read_by_interim() -> Exists:
    """Return a condition on entries: whether the interim has time now to answer the words."""
    waiting = ShownWords.objects.filter(entry=OuterRef("pk"), status=ShownWords.Status.WAITING)
    return Exists(waiting)


def with_words(rows: EntryQuerySet) -> EntryQuerySet:
    """Add how the words stand that the interim was shown: `words_status`, `words_due_at`.

    None where nothing is shown now, or where the interim does not have to answer.
    """
    shown = ShownWords.objects.current().filter(entry=OuterRef("pk"))
    facts = {
        "words_status": Subquery(shown.values("status")[:1]),
        "words_due_at": due_of(Entry, ConversationDeadline.WORDS_CHECK),
    }
    return rows.annotate(**facts)
