"""What proves that a brief is real: its sponsor's own answer, and its approval."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.briefs import Brief
from engagements.models.clients import ClientMember
from interimhub.lib.lifecycle import Lifecycle


class SponsorAnswerQuerySet(models.QuerySet["SponsorAnswer"]):
    """Queries on `SponsorAnswer`."""

    def visible_to(self, user: User) -> Self:
        """Keep those on the briefs that the user reads as a member of the client."""
        return self.filter(brief__in=Brief.objects.of_own_client(user))

    def lasting(self) -> Self:
        """Keep those of people who are still sponsors of the brief."""
        return self.exclude(status=SponsorAnswer.Status.ENDED)

    def of_member(self, member: ClientMember) -> Self:
        """Keep those of one member of the client."""
        return self.filter(member=member)

    def with_people(self) -> Self:
        """Load the sponsor with each."""
        return self.select_related("member__user")

    def first_asked_first(self) -> Self:
        """Order by when they were asked, ties by public id."""
        return self.order_by("asked_at", "ref")


class SponsorAnswer(Lifecycle):
    """Whether somebody confirms that they are the sponsor of a brief. Only they say so."""

    class Status(models.TextChoices):
        """The status of an answer."""

        ASKED = "asked", "Asked"
        CONFIRMED = "confirmed", "Confirmed"
        REFUSED = "refused", "Says no"
        LAPSED = "lapsed", "Not answered in time"
        ENDED = "ended", "No sponsor any more"

    MOVES: ClassVar = {
        Status.ASKED: frozenset({Status.CONFIRMED, Status.REFUSED, Status.LAPSED, Status.ENDED}),
        Status.LAPSED: frozenset({Status.CONFIRMED, Status.REFUSED, Status.ENDED}),
        Status.REFUSED: frozenset({Status.CONFIRMED, Status.ENDED}),
        Status.CONFIRMED: frozenset({Status.REFUSED, Status.ENDED}),
        Status.ENDED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="sponsor_answers")
    member = models.ForeignKey(
        ClientMember, on_delete=models.PROTECT, related_name="sponsor_answers"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="the version of the brief that they had read"
    )
    reason = models.TextField(blank=True, help_text="why they say no")

    objects = SponsorAnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "member"],
                condition=~Q(status="ended"),
                name="sponsor_answer_one_lasts",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["confirmed", "refused"])
                | Q(answered_at__isnull=False, answered_version__isnull=False),
                name="sponsor_answer_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="refused") | ~Q(reason=""),
                name="sponsor_answer_no_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of member {self.member_id} on brief {self.brief_id}"

    # Facts

    @property
    def is_open(self) -> bool:
        """Whether they have given no answer yet."""
        return self.status in {self.Status.ASKED, self.Status.LAPSED}

    @property
    def is_confirmed(self) -> bool:
        """Whether they have said that they are the sponsor."""
        return self.status == self.Status.CONFIRMED

    @property
    def is_refused(self) -> bool:
        """Whether they have said that they are not."""
        return self.status == self.Status.REFUSED

    # Moves

    def confirm(self, *, version: int, now: datetime) -> bool:
        """Say yes."""
        return self.move_to(
            self.Status.CONFIRMED, answered_at=now, answered_version=version, reason=""
        )

    def refuse(self, *, reason: str, version: int, now: datetime) -> bool:
        """Say no."""
        return self.move_to(
            self.Status.REFUSED, answered_at=now, answered_version=version, reason=reason
        )

    def lapse(self) -> bool:
        """Note that they have not answered in time; they still can."""
        return self.move_to(self.Status.LAPSED)

    def end(self) -> bool:
        """End it with their role on the brief."""
        return self.move_to(self.Status.ENDED)


class BriefApprovalQuerySet(models.QuerySet["BriefApproval"]):
    """Queries on `BriefApproval`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the briefs that the user reads as a member of the client."""
        return self.filter(brief__in=Brief.objects.of_own_client(user))

    def with_people(self) -> Self:
        """Load who approved."""
        return self.select_related("approver__user")

    def latest_first(self) -> Self:
        """Order by when they were given, latest first."""
        return self.order_by("-approved_at", "ref")


class BriefApproval(models.Model):
    """Somebody of the client approves that this brief is filled. It is never changed."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="approvals")
    brief_version = models.PositiveIntegerField()
    approver = models.ForeignKey(ClientMember, on_delete=models.PROTECT, related_name="approvals")
    is_own = models.BooleanField(
        default=False, help_text="the manager's own: the organisation has nobody else"
    )
    words = models.TextField(help_text="what is approved, in their words")
    approved_at = models.DateTimeField()

    objects = BriefApprovalQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "brief_version", "approver"], name="brief_approval_once"
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of brief {self.brief_id}"
