"""What a client can pay at most for one brief, and the question whether it can move."""

import uuid
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from engagements.models import Brief, client_member_of
from interimhub.lib.lifecycle import Lifecycle
from terms.models.amounts import Currency, Treatment


class EnvelopeQuerySet(models.QuerySet["Envelope"]):
    """Queries on `Envelope`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the briefs on which the user decides."""
        member = client_member_of(user)
        if member is None:
            return self.none()
        return self.filter(brief__in=Brief.objects.decided_by(member, now=timezone.now()))

    def on(self, brief: Brief) -> Self:
        """Keep those of one brief."""
        return self.filter(brief=brief)

    def latest_first(self) -> Self:
        """Order by number, the one in force first."""
        return self.order_by("-number")

    def current(self, brief: Brief) -> "Envelope | None":
        """Return the one in force on a brief, or None."""
        return self.on(brief).latest_first().first()


class Envelope(models.Model):
    """What a client can pay at most, all-in. A change is a new row with a reason.

    Two changes at most: each is one more bit that a client could learn of somebody's floor.
    """

    class Basis(models.TextChoices):
        """What the amount is for."""

        DAY = "day", "One working day"
        WHOLE = "whole", "The whole assignment"

    CHANGES = 2

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="0 for the first, 1 and 2 for the changes")
    basis = models.CharField(max_length=5, choices=Basis, default=Basis.DAY)
    amount = models.DecimalField(
        max_digits=10, decimal_places=2, help_text="all that the client pays, value added tax apart"
    )
    others = models.DecimalField(
        max_digits=10,
        decimal_places=2,
        help_text="of it, what the interim does not get: the firm, expenses, an employer's charges",
    )
    currency = models.CharField(max_length=3, choices=Currency, default=Currency.GBP)
    days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="working days of the whole assignment"
    )
    treatment = models.CharField(max_length=7, choices=Treatment)
    reason = models.TextField(blank=True, help_text="why it was changed")
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    objects = EnvelopeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "number"], name="envelope_one_of_a_number"),
            models.CheckConstraint(
                condition=Q(number__lte=2), name="envelope_changed_twice_at_most"
            ),
            models.CheckConstraint(
                condition=Q(number=0) | ~Q(reason=""), name="envelope_changed_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(others__gte=0, others__lt=models.F("amount")),
                name="envelope_leaves_something",
            ),
            models.CheckConstraint(
                condition=Q(basis="day", days__isnull=True) | Q(basis="whole", days__gt=0),
                name="envelope_of_the_whole_has_days",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} brief {self.brief_id} number {self.number}"

    # Facts

    @property
    def may_change(self) -> bool:
        """Whether a change is left."""
        return self.number < self.CHANGES

    @property
    def changes_left(self) -> int:
        """How often it can still be changed."""
        return self.CHANGES - self.number

    @property
    def left_for_a_day(self) -> Decimal:
        """What is left for the interim for one working day."""
        return (self.amount - self.others) / (self.days or 1)

    def is_less_than(self, other: "Envelope") -> bool:
        """Whether it may leave less for the interim than another one did."""
        if (self.currency, self.treatment) != (other.currency, other.treatment):
            return True
        return self.left_for_a_day < other.left_for_a_day


class EnvelopeQuestionQuerySet(models.QuerySet["EnvelopeQuestion"]):
    """Queries on `EnvelopeQuestion`."""

    def visible_to(self, user: User) -> Self:
        """Keep those that were passed on, on the briefs on which the user decides."""
        envelopes = Envelope.objects.visible_to(user)
        return self.exclude(status=EnvelopeQuestion.Status.HELD).filter(envelope__in=envelopes)

    def about(self, envelope: Envelope | None) -> "EnvelopeQuestion | None":
        """Return the one about an envelope, or None."""
        return self.filter(envelope=envelope).first() if envelope else None

    def held_until(self, now: datetime) -> Self:
        """Keep those that are to be passed on by now, of briefs in search, first due first."""
        rows = self.filter(status=EnvelopeQuestion.Status.HELD, passes_at__lte=now)
        return rows.filter(envelope__brief__status__in=Brief.RANKED).order_by("passes_at", "pk")


class EnvelopeQuestion(Lifecycle):
    """“Can it move?” One question an envelope, whoever asks and however many.

    It is held until the next morning, and says neither who asks nor how many do.
    """

    class Status(models.TextChoices):
        """How it stands."""

        HELD = "held", "Held until the morning"
        WAITING = "waiting", "Waiting for the client"
        MOVED = "moved", "The envelope was changed"
        KEPT = "kept", "It cannot move"
        LAPSED = "lapsed", "Not answered in time"

    MOVES: ClassVar = {
        Status.HELD: frozenset({Status.WAITING, Status.MOVED}),
        Status.WAITING: frozenset({Status.MOVED, Status.KEPT, Status.LAPSED}),
        Status.MOVED: frozenset(),
        Status.KEPT: frozenset(),
        Status.LAPSED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    envelope = models.OneToOneField(Envelope, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=7, choices=Status, default=Status.HELD)
    passes_at = models.DateTimeField(help_text="when the client is asked, at the earliest")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EnvelopeQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question about the envelope"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(status__in=["moved", "kept"])
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="envelope_question_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} about envelope {self.envelope_id}"

    # Facts

    @property
    def is_held(self) -> bool:
        """Whether the client has not been asked yet."""
        return self.status == self.Status.HELD

    @property
    def is_waiting(self) -> bool:
        """Whether the client has been asked and has not answered."""
        return self.status == self.Status.WAITING

    @property
    def is_open(self) -> bool:
        """Whether somebody can still join it."""
        return self.is_held or self.is_waiting

    # Moves

    def pass_on(self) -> bool:
        """Ask the client."""
        return self.move_to(self.Status.WAITING)

    def answer_by_moving(self, *, by: User, now: datetime) -> bool:
        """Record that the envelope was changed."""
        return self.move_to(self.Status.MOVED, answered_at=now, answered_by=by)

    def keep(self, *, by: User, now: datetime) -> bool:
        """Record that the envelope cannot move."""
        return self.move_to(self.Status.KEPT, answered_at=now, answered_by=by)

    def lapse(self) -> bool:
        """Record that the client has not answered."""
        return self.move_to(self.Status.LAPSED)
