"""A mandate: an interim's permission for one firm to represent them on one brief.

The contents follow the UK Conduct of Employment Agencies and Employment Businesses Regulations 2003
(SI 2003/3319) and the practice of written rights to represent.
"""

import uuid
from datetime import date, datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User, due_of
from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.lifecycle import Lifecycle
from providers.models import Consultant, Firm
from shortlists.deadlines import ConversationDeadline
from shortlists.models.entries import Entry


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Queries on `Mandate`."""

    def within(self, entry: Entry) -> Self:
        """Keep those of one conversation."""
        return self.filter(entry=entry)

    def visible_to(self, user: User) -> Self:
        """Keep those that an interim gave or is asked for, and those of one's firm."""
        firms = Consultant.objects.active().filter(user=user).values("firm_id")
        return self.filter(Q(candidate__user=user) | Q(firm__in=firms))

    def granted_by(self, candidate: Candidate) -> Self:
        """Keep those that an interim has given, also the ended ones."""
        return self.filter(candidate=candidate, granted_at__isnull=False)

    def with_brief(self) -> Self:
        """Load firm, consultant and brief with each."""
        return self.select_related("firm", "consultant__user", "entry__brief", "brief__client")

    def active(self) -> Self:
        """Keep the mandates in force."""
        return self.filter(status=Mandate.Status.GRANTED)

    def requested(self) -> Self:
        """Keep those that wait for the interim's word."""
        return self.filter(status=Mandate.Status.REQUESTED)

    def heard(self) -> Self:
        """Keep those that the interim reads: of the firm they chose, or before they chose."""
        is_open = Q(entry__status__in=Entry.OPEN_TO_CHOICE)
        return self.filter(is_open | Q(entry__firm=models.F("firm")))

    def given(self) -> Self:
        """Keep those that the interim gave, whether they are still in force or not."""
        return self.filter(granted_at__isnull=False)

    def of_firm(self, firm: Firm) -> Self:
        """Keep those of one firm."""
        return self.filter(firm=firm)

    def with_people(self) -> Self:
        """Load whom they concern, and the brief."""
        people = ("firm", "consultant__user", "candidate__user", "entry__brief__client")
        return self.select_related(*people, "entry__firm", "entry__candidate__user", "asked_by")

    def with_due(self) -> Self:
        """Add until when the interim's word is awaited, as `answer_due_at`."""
        return self.annotate(answer_due_at=due_of(Mandate, ConversationDeadline.MANDATE_ANSWER))

    def newest_first(self) -> Self:
        """Order by when they were asked for, latest first."""
        return self.order_by("-pk")


class Mandate(Lifecycle):
    """One version of the interim's permission; at most one is active per interim and brief.

    A version is never edited after the grant. What changes is a new version, which the interim
    grants; a submission keeps the one that it went out with.
    """

    class Status(models.TextChoices):
        """Whether it is in force, and how it ended."""

        REQUESTED = "requested", "Asked for"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"
        LAPSED = "lapsed", "Not answered in time"
        EXPIRED = "expired", "Run out"
        REVOKED = "revoked", "Taken back"
        FULFILLED = "fulfilled", "Fulfilled"
        RELEASED = "released", "Released by the firm"
        REPLACED = "replaced", "Replaced by a newer version"

    MOVES: ClassVar = {
        Status.REQUESTED: frozenset({Status.GRANTED, Status.REFUSED, Status.LAPSED}),
        Status.GRANTED: frozenset(
            {
                Status.EXPIRED,
                Status.REVOKED,
                Status.FULFILLED,
                Status.RELEASED,
                Status.REPLACED,
            }
        ),
        Status.REFUSED: frozenset(),
        Status.LAPSED: frozenset(),
        Status.EXPIRED: frozenset(),
        Status.REVOKED: frozenset(),
        Status.FULFILLED: frozenset(),
        Status.RELEASED: frozenset(),
        Status.REPLACED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="mandates")
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="mandates")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="mandates")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="mandates")
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="mandates")
    status = models.CharField(max_length=10, choices=Status, default=Status.REQUESTED)
    number = models.PositiveSmallIntegerField(
        default=1, help_text="of the version, within the conversation"
    )
    brief_version = models.PositiveIntegerField()
    work = models.JSONField(
        default=dict, help_text="position, client, place and dates, as the interim read them"
    )
    profile_version = models.PositiveIntegerField(null=True, blank=True)
    profile = models.JSONField(
        default=dict, blank=True, help_text="the profile as it may be shown, frozen at the grant"
    )
    can_start_on = models.DateField(null=True, blank=True)
    availability_confirmed_on = models.DateField(null=True, blank=True)
    conflicts = models.TextField(
        blank=True, help_text="what the firm declared when it asked; empty: nothing"
    )
    reason = models.TextField(
        blank=True, help_text="why the firm asks, or why it released the interim; they read it"
    )
    asked_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField(null=True, blank=True, help_text="None: the interim chose")
    granted_at = models.DateTimeField(null=True, blank=True)
    ends_on = models.DateField(help_text="the brief's close, at the latest this day")
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="also when it was refused or lapsed"
    )

    answer_due_at: datetime | None  # added by `with_due()`

    objects = MandateQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "candidate"],
                condition=Q(status="granted"),
                name="mandate_one_active",
            ),
            models.UniqueConstraint(
                fields=["entry", "firm"],
                condition=Q(status="requested"),
                name="mandate_one_request_a_firm",
            ),
            models.UniqueConstraint(fields=["entry", "number"], name="mandate_numbered"),
            models.CheckConstraint(
                condition=Q(status__in=["requested", "refused", "lapsed"])
                | Q(
                    granted_at__isnull=False,
                    profile_version__isnull=False,
                    can_start_on__isnull=False,
                    availability_confirmed_on__isnull=False,
                ),
                name="mandate_granted_with_its_contents",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["requested", "refused", "lapsed"])
                | Q(asked_by__isnull=False, asked_at__isnull=False),
                name="mandate_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["requested", "granted"]) | Q(ended_at__isnull=False),
                name="mandate_ended_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status="released") | ~Q(reason=""),
                name="mandate_released_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} for candidate {self.candidate_id}"

    def get_absolute_url(self) -> str:
        """Return its page, which prints as a letter."""
        return reverse("shortlists:mandate", args=[self.ref])

    # Facts

    @property
    def starts(self) -> date:
        """The day from which the interim can start; only of a permission that was given."""
        assert self.can_start_on is not None
        return self.can_start_on

    @property
    def confirmed_on(self) -> date:
        """When they confirmed that day; only of a permission that was given."""
        assert self.availability_confirmed_on is not None
        return self.availability_confirmed_on

    @property
    def is_requested(self) -> bool:
        """Whether it waits for the interim's word."""
        return self.status == self.Status.REQUESTED

    @property
    def is_released(self) -> bool:
        """Whether the firm gave it back, so that `reason` says why."""
        return self.status == self.Status.RELEASED

    @property
    def status_tone(self) -> str:
        """The colour of its pill: waiting, in force or ended."""
        return "wait" if self.is_requested else "live" if self.is_active else "quiet"

    @property
    def is_active(self) -> bool:
        """Whether the firm may represent the interim today."""
        return self.status == self.Status.GRANTED

    @property
    def tone(self) -> str:
        """The tone of the pill that shows its status."""
        return "live" if self.is_active else "quiet"

    # Moves

    def grant(self, *, now: datetime, **contents: Any) -> bool:
        """Record the interim's word, with what they agreed to."""
        return self.move_to(self.Status.GRANTED, granted_at=now, **contents)

    def refuse(self, *, now: datetime) -> bool:
        """Record that the interim does not give it."""
        return self.move_to(self.Status.REFUSED, ended_at=now)

    def lapse(self, *, now: datetime) -> bool:
        """Record that the interim did not answer in time."""
        return self.move_to(self.Status.LAPSED, ended_at=now)

    def revoke(self, *, now: datetime) -> bool:
        """Revoke the permission; submissions that the client has opened stay."""
        return self.move_to(self.Status.REVOKED, ended_at=now)

    def expire(self, *, now: datetime) -> bool:
        """Expire it after its last day, or with its brief."""
        return self.move_to(self.Status.EXPIRED, ended_at=now)

    def release(self, *, now: datetime, reason: str) -> bool:
        """End it on the firm's side, so that the interim may choose another firm."""
        return self.move_to(self.Status.RELEASED, ended_at=now, reason=reason)

    def replace(self, *, now: datetime) -> bool:
        """Let a newer version take its place."""
        return self.move_to(self.Status.REPLACED, ended_at=now)


def day_of(text: str | None) -> date | None:
    """Return a day that `Mandate.work` keeps as ISO text."""
    return date.fromisoformat(text) if text else None
