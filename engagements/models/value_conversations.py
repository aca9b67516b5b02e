"""The conversation on the value of an assignment: who took part, and what it changed."""

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
from providers.models import Consultant


class ValueConversationQuerySet(models.QuerySet["ValueConversation"]):
    """Queries on `ValueConversation`."""

    def visible_to(self, user: User) -> Self:
        """Keep those on the briefs that the user reads."""
        return self.filter(brief__in=Brief.objects.visible_to(user))

    def current(self) -> Self:
        """Keep those that no later record corrects."""
        return self.filter(corrected_by=None)

    def with_people(self) -> Self:
        """Load who took part, and who recorded it."""
        people = ValueParticipant.objects.select_related(
            "member__user", "consultant__user", "consultant__firm"
        ).order_by("pk")
        rows = self.select_related("recorded_by")
        return rows.prefetch_related(models.Prefetch("participants", people))

    def latest_first(self) -> Self:
        """Order by when they took place, latest first; ties by public id."""
        return self.order_by("-held_at", "ref")


class ValueConversation(models.Model):
    """A conversation of people of the client and of a firm on what a brief is worth.

    It is never changed: a mistake is corrected by another record, which then counts.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="value_conversations")
    held_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    changed = models.TextField(help_text="what it changed in the brief, in words")
    version_before = models.PositiveIntegerField(
        help_text="the version of the brief when it took place"
    )
    version_after = models.PositiveIntegerField(help_text="the version when it was recorded")
    corrects = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrected_by"
    )
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    objects = ValueConversationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(minutes__range=(1, 600)), name="value_conversation_1_to_600_minutes"
            ),
            models.CheckConstraint(
                condition=Q(version_after__gte=models.F("version_before")),
                name="value_conversation_versions_in_order",
            ),
            models.CheckConstraint(
                condition=Q(recorded_at__gte=models.F("held_at")),
                name="value_conversation_before_its_record",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on brief {self.brief_id}"

    # Facts

    @property
    def has_sponsor(self) -> bool:
        """Whether a sponsor of the brief took part."""
        return any(person.is_sponsor for person in self.participants.all())


class ValueParticipant(models.Model):
    """One person in a conversation on value, in the role that they had then."""

    conversation = models.ForeignKey(
        ValueConversation, on_delete=models.PROTECT, related_name="participants"
    )
    member = models.ForeignKey(
        ClientMember, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    consultant = models.ForeignKey(
        Consultant, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    role = models.CharField(max_length=120, help_text="in words: hiring manager, sponsor")
    is_sponsor = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(member__isnull=False, consultant__isnull=True)
                | Q(member__isnull=True, consultant__isnull=False, is_sponsor=False),
                name="value_participant_of_one_side",
            ),
            models.UniqueConstraint(
                fields=["conversation", "member", "consultant"],
                nulls_distinct=False,
                name="value_participant_once",
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"#{self.pk} in conversation {self.conversation_id}"

    # Facts

    @property
    def name(self) -> str:
        """Their name, for those who may read it."""
        person = self.member or self.consultant
        assert person is not None
        return person.user.full_name

    @property
    def role_in_words(self) -> str:
        """Their role; for a consultant with the firm."""
        return f"{self.role}, {self.consultant.firm.name}" if self.consultant else self.role


class SponsorTalkQuerySet(models.QuerySet["SponsorTalk"]):
    """Queries on `SponsorTalk`."""

    def visible_to(self, user: User) -> Self:
        """Keep those on the briefs that the user reads."""
        return self.filter(brief__in=Brief.objects.visible_to(user))

    def waiting(self) -> Self:
        """Keep those that wait for an answer."""
        return self.filter(status=SponsorTalk.Status.WAITING)

    def latest_first(self) -> Self:
        """Order by when they were asked for, latest first."""
        return self.order_by("-asked_at", "ref")


class SponsorTalk(Lifecycle):
    """A firm asks to talk with the sponsor of a brief, at one of two times."""

    class Status(models.TextChoices):
        """The status of a request for a talk."""

        WAITING = "waiting", "Waiting for an answer"
        AGREED = "agreed", "Agreed"
        DECLINED = "declined", "Declined"
        LAPSED = "lapsed", "Not answered in time"
        ENDED = "ended", "Ended before an answer"

    MOVES: ClassVar = {
        Status.WAITING: frozenset({Status.AGREED, Status.DECLINED, Status.LAPSED, Status.ENDED}),
        Status.AGREED: frozenset(),
        Status.DECLINED: frozenset(),
        Status.LAPSED: frozenset(),
        Status.ENDED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="sponsor_talks")
    asked_by = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    why = models.TextField(help_text="what the firm wants to talk about")
    first_at = models.DateTimeField()
    second_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    picked_at = models.DateTimeField(null=True, blank=True, help_text="the time that was picked")
    reason = models.TextField(blank=True, help_text="why neither time was picked")
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = SponsorTalkQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief"], condition=Q(status="waiting"), name="sponsor_talk_one_waits"
            ),
            models.CheckConstraint(
                condition=Q(second_at__gt=models.F("first_at")), name="sponsor_talk_two_times"
            ),
            models.CheckConstraint(
                condition=Q(status="agreed", picked_at__isnull=False)
                & (Q(picked_at=models.F("first_at")) | Q(picked_at=models.F("second_at")))
                | ~Q(status="agreed"),
                name="sponsor_talk_picked_one_of_two",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(reason=""),
                name="sponsor_talk_declined_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} on brief {self.brief_id}"

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for an answer."""
        return self.status == self.Status.WAITING

    @property
    def times(self) -> list[datetime]:
        """The two times that were proposed."""
        return [self.first_at, self.second_at]

    @property
    def tone(self) -> str:
        """The tone of the pill that shows its status."""
        return {"agreed": "met", "waiting": "wait"}.get(self.status, "quiet")

    # Moves

    def agree(self, *, at: datetime, by: User, now: datetime) -> bool:
        """Pick one of the two times."""
        return self.move_to(self.Status.AGREED, picked_at=at, answered_by=by, answered_at=now)

    def decline(self, *, reason: str, by: User, now: datetime) -> bool:
        """Say why neither time was picked."""
        return self.move_to(self.Status.DECLINED, reason=reason, answered_by=by, answered_at=now)

    def lapse(self, *, now: datetime) -> bool:
        """End it, since nobody answered."""
        return self.move_to(self.Status.LAPSED, answered_at=now)

    def end(self, *, now: datetime) -> bool:
        """End it with its brief."""
        return self.move_to(self.Status.ENDED, answered_at=now)
