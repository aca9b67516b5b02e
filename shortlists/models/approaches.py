"""An approach: a consultant asks an interim whether a brief interests them."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KT
from django.urls import reverse

from accounts.models import User, due_of
from engagements.models import Brief
from interimhub.lib.lifecycle import Lifecycle
from interimhub.lib.search import Term
from providers.models import Consultant, Firm
from shortlists.deadlines import ConversationDeadline
from shortlists.models.entries import Entry


class ApproachQuerySet(models.QuerySet["Approach"]):
    """Queries on `Approach`."""

    def waiting(self) -> Self:
        """Keep those without an answer."""
        return self.filter(status=Approach.Status.WAITING)

    def heard(self) -> Self:
        """Keep those that wait for an answer of an interim who has not chosen or left."""
        return self.waiting().filter(entry__status__in=Entry.OPEN_TO_CHOICE)

    def declined(self) -> Self:
        """Keep those that the interim declined."""
        return self.filter(status=Approach.Status.DECLINED)

    def sent_by(self, moment: datetime) -> Self:
        """Keep those that were sent at a moment or before it."""
        return self.filter(sent_at__lte=moment)

    def to(self, user: User) -> Self:
        """Keep those that one interim was sent."""
        return self.filter(entry__candidate__user=user)

    def by_firm(self, firm: Firm) -> Self:
        """Keep those that one firm sent."""
        return self.filter(firm=firm)

    def on(self, brief: Brief) -> Self:
        """Keep those about one brief."""
        return self.filter(entry__brief=brief)

    def with_people(self) -> Self:
        """Load the firm and the consultant that sent each."""
        return self.select_related("firm", "consultant__user")

    def holding(self, term: Term) -> Self:
        """Keep those with a term in what the pack says of brief and client, or in who asks."""
        rows = self.annotate(pack_title=KT("pack__title"), pack_client=KT("pack__client"))
        people = ("firm__name", "consultant__user__full_name")
        return rows.filter(term.among("pack_title", "pack_client", *people))

    def with_due(self) -> Self:
        """Add until when an answer is asked, as `answer_due_at`; None once it is there."""
        return self.annotate(answer_due_at=due_of(Approach, ConversationDeadline.APPROACH_ANSWER))

    def first_sent_first(self) -> Self:
        """Order by the time of sending, ties by id."""
        return self.order_by("sent_at", "pk")

    def latest_first(self) -> Self:
        """The latest first, ties by id."""
        return self.order_by("-sent_at", "-pk")

    def visible_to(self, user: User) -> Self:
        """Keep those that one's firm sent, and those that one was sent."""
        firm = Consultant.objects.active().filter(user=user).values("firm_id")
        return self.filter(Q(entry__candidate__user=user) | Q(firm_id__in=firm))


class Approach(Lifecycle):
    """One firm's question to one interim: who sent it, with which text and which pack.

    Its firm and consultant never change. `Entry.firm` and `Entry.consultant` name the current ones;
    the approach keeps those that asked, even after the interim has chosen another firm.
    """

    class Status(models.TextChoices):
        """Whether it was answered, and how."""

        WAITING = "waiting", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted: the interim chose this firm"
        PASSED_OVER = "passed_over", "Passed over: the interim chose another firm"
        DECLINED = "declined", "Declined by the interim"
        LAPSED = "lapsed", "Not answered in time"
        CLOSED = "closed", "Ended with the conversation"

    MOVES: ClassVar = {
        Status.WAITING: frozenset(
            {
                Status.ACCEPTED,
                Status.PASSED_OVER,
                Status.DECLINED,
                Status.LAPSED,
                Status.CLOSED,
            }
        ),
        Status.ACCEPTED: frozenset(),
        Status.PASSED_OVER: frozenset(),
        Status.DECLINED: frozenset(),
        Status.LAPSED: frozenset(),
        Status.CLOSED: frozenset(),
    }

    ref = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text="under which its firm reads the conversation",
    )
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="approaches")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="approaches")
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="approaches")
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    words = models.TextField(help_text="the consultant's own words to the interim")
    pack = models.JSONField(help_text="what the interim reads of the brief, as it was sent")
    brief_version = models.PositiveIntegerField(help_text="the version of the brief in the pack")
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(
        null=True, blank=True, help_text="when it stopped waiting, whatever the reason"
    )

    answer_due_at: datetime | None  # added by `with_due()`

    objects = ApproachQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "approaches"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["entry", "firm"],
                condition=~Q(status="lapsed"),
                name="approach_once_a_firm",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(status="accepted"), name="approach_one_accepted"
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[
                        "waiting",
                        "accepted",
                        "passed_over",
                        "declined",
                        "lapsed",
                        "closed",
                    ]
                ),
                name="approach_known_status",
            ),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(answered_at__isnull=False),
                name="approach_answered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} on entry {self.entry_id}"

    def get_absolute_url(self) -> str:
        """Return its firm's page of the conversation."""
        return reverse("shortlists:firm_conversation", args=[self.ref])

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether the interim has not answered it."""
        return self.status == self.Status.WAITING

    def speaker(self) -> Consultant:
        """Return who answers for the firm: who asked, or since they left whoever took over.

        Costs no query while who asked is there.
        """
        return self.consultant.at_work()

    # Moves

    def accept(self, *, now: datetime) -> bool:
        """Record that the interim chose the firm that sent it."""
        return self.move_to(self.Status.ACCEPTED, answered_at=now)

    def pass_over(self, *, now: datetime) -> bool:
        """Record that the interim chose another firm."""
        return self.move_to(self.Status.PASSED_OVER, answered_at=now)

    def decline(self, *, now: datetime) -> bool:
        """Record that the interim declined."""
        return self.move_to(self.Status.DECLINED, answered_at=now)

    def lapse(self, *, now: datetime) -> bool:
        """Record that no answer came in time."""
        return self.move_to(self.Status.LAPSED, answered_at=now)

    def close(self, *, now: datetime) -> bool:
        """End it with its conversation: a withdrawal, or the end of the brief."""
        return self.move_to(self.Status.CLOSED, answered_at=now)


def approaches_of(entry: Entry) -> list[Approach]:
    """Return who asked in a conversation, first sent first.

    Costs no query when `approaches` is prefetched.
    """
    return sorted(entry.approaches.all(), key=lambda row: (row.sent_at, row.pk))


def approach_of(entry: Entry) -> Approach | None:
    """Return the approach that began a conversation, if the interim has been asked."""
    sent = approaches_of(entry)
    return sent[0] if sent else None
