"""Amendments: changes of a confirmed brief, which a firm on its panel confirms."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.briefs import Brief
from interimhub.lib.lifecycle import Lifecycle
from interimhub.lib.prepared import Prepared
from providers.models import Firm


class AmendmentQuerySet(models.QuerySet["Amendment"]):
    """Queries on `Amendment`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the briefs that the user may read."""
        return self.filter(brief__in=Brief.objects.visible_to(user))

    def waiting(self) -> Self:
        """Keep those that wait for their firm."""
        return self.filter(status=Amendment.Status.WAITING)

    def with_people(self) -> Self:
        """Load firm, brief and the people around them."""
        return self.select_related("firm", "brief__client", "brief__manager__user", "proposed_by")

    def latest_first(self) -> Self:
        """Order as they were proposed, latest first."""
        return self.order_by("-pk")


class Amendment(Lifecycle):
    """A proposed change of a brief that firms rely on. The brief stands as it was until then."""

    class Status(models.TextChoices):
        """The status of an amendment."""

        WAITING = "waiting", "Waiting for the firm"
        CONFIRMED = "confirmed", "Confirmed"
        OBJECTED = "objected", "Objected to"
        WITHDRAWN = "withdrawn", "Withdrawn"
        LAPSED = "lapsed", "Not answered in time"
        ENDED = "ended", "Ended before an answer"

    MOVES: ClassVar = {
        Status.WAITING: frozenset(
            {Status.CONFIRMED, Status.OBJECTED, Status.WITHDRAWN, Status.LAPSED, Status.ENDED}
        ),
        Status.CONFIRMED: frozenset(),
        Status.OBJECTED: frozenset(),
        Status.WITHDRAWN: frozenset(),
        Status.LAPSED: frozenset(),
        Status.ENDED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="amendments")
    base_version = models.PositiveIntegerField(help_text="the version of the brief that it changes")
    firm = models.ForeignKey(
        Firm, on_delete=models.PROTECT, related_name="+", help_text="the firm that answers"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    reason = models.TextField(help_text="the manager's")
    proposed = models.JSONField(help_text="what is stored when it is confirmed")
    before = models.JSONField(help_text="the brief as it read, a `Pack`")
    after = models.JSONField(help_text="the brief as it would read, a `Pack`")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    answer = models.TextField(blank=True, help_text="the firm's objection, or why it ended")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief"], condition=Q(status="waiting"), name="amendment_one_waiting"
            ),
            models.CheckConstraint(
                condition=~Q(status="objected") | ~Q(answer=""),
                name="amendment_objected_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of brief {self.brief_id}"

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether the firm has not answered yet."""
        return self.status == self.Status.WAITING

    @property
    def is_in_force(self) -> bool:
        """Whether the brief reads so since."""
        return self.status == self.Status.CONFIRMED

    @property
    def is_objected(self) -> bool:
        """Whether the firm has objected."""
        return self.status == self.Status.OBJECTED

    @property
    def tone(self) -> str:
        """The tone of the pill that shows its status."""
        tones = {self.Status.CONFIRMED: "met", self.Status.WAITING: "wait"}
        return tones.get(self.Status(self.status), "quiet")

    # Moves

    def confirm(self, *, by: User, now: datetime) -> bool:
        """Confirm it for the panel."""
        return self.move_to(self.Status.CONFIRMED, answered_by=by, answered_at=now)

    def object(self, *, by: User, answer: str, now: datetime) -> bool:
        """Object to it with a sentence."""
        return self.move_to(self.Status.OBJECTED, answer=answer, answered_by=by, answered_at=now)

    def withdraw(self, *, by: User, now: datetime) -> bool:
        """Withdraw it for the client."""
        return self.move_to(self.Status.WITHDRAWN, answered_by=by, answered_at=now)

    def lapse(self, *, now: datetime) -> bool:
        """End it because nobody has answered."""
        return self.move_to(self.Status.LAPSED, answered_at=now)

    def end(self, *, answer: str, now: datetime) -> bool:
        """End it because an answer is not possible any more."""
        return self.move_to(self.Status.ENDED, answer=answer, answered_at=now)


_LATEST: Prepared[Amendment] = Prepared(
    lambda *, brief: (
        Amendment.objects.filter(brief=brief)
        .select_related("firm", "proposed_by")
        .latest_first()[:1]
    )
)


def latest_amendment(brief: Brief) -> Amendment | None:
    """Return the amendment of a brief that was proposed last, with its firm; None without one."""
    return next(iter(_LATEST(brief=brief)), None)
