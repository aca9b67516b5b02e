"""The panel of firms on a brief, and the playback."""

import uuid
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.briefs import Brief
from interimhub.lib.changed_words import PartChange, only_changed
from interimhub.lib.lifecycle import Lifecycle
from interimhub.lib.prepared import Prepared
from providers.models import Consultant, Firm


class PanelSeatQuerySet(models.QuerySet["PanelSeat"]):
    """Queries on `PanelSeat`."""

    def visible_to(self, user: User) -> Self:
        """Keep the seats of the user's firm, on the briefs that it may read."""
        own = Consultant.objects.active().filter(user=user).values("firm_id")
        return self.filter(firm__in=own, brief__in=Brief.objects.visible_to(user))

    def active(self) -> Self:
        """Keep seats that are neither withdrawn nor declined."""
        return self.filter(withdrawn_at__isnull=True, declined_at__isnull=True)

    def invited(self) -> Self:
        """Keep the seats that the client has given, also those that their firm has given up."""
        return self.filter(withdrawn_at__isnull=True)

    def informed(self) -> Self:
        """Keep the active seats of firms to which the brief was sent."""
        return self.active().filter(sent_at__isnull=False)

    def of_firm(self, firm: Firm) -> Self:
        """Keep the seats of one firm."""
        return self.filter(firm=firm)

    def answered_by(self, consultant: Consultant) -> Self:
        """Keep the active seats for which this consultant answers, or nobody of their firm."""
        own = Q(consultant=consultant) | Q(consultant=None)
        return self.informed().filter(own, firm=consultant.firm_id)

    def in_search(self) -> Self:
        """Keep those on briefs in search."""
        return self.filter(brief__status__in=Brief.RANKED)

    def leading(self) -> Self:
        """Keep the seats of the firms that lead the playback."""
        return self.filter(is_lead=True)

    def with_firms(self) -> Self:
        """Load firm, specialisms and consultant with each seat."""
        people = self.select_related("firm", "consultant__user")
        return people.prefetch_related("firm__specialisms")

    def name_consultant(self, consultant: Consultant) -> int:
        """Name the consultant on the seats of their firm that name nobody; return the number."""
        unnamed = self.active().filter(firm=consultant.firm_id, consultant=None)
        return unnamed.update(consultant=consultant)

    def in_order(self) -> Self:
        """Order by name, the leading firm first."""
        return self.order_by("-is_lead", models.functions.Lower("firm__name"))


class PanelSeat(models.Model):
    """One firm's seat on one brief. All kinds of firm have the same rights."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="seats")
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="seats")
    consultant = models.ForeignKey(
        Consultant,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        help_text="the consultant who answers for the firm on this brief",
    )
    is_lead = models.BooleanField(default=False, help_text="leads the playback")
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="since when the firm reads the brief; empty if taken back"
    )
    opened_at = models.DateTimeField(null=True, blank=True, help_text="the same moment for all")
    declined_at = models.DateTimeField(null=True, blank=True)
    decline_reason = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = PanelSeatQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "firm"], name="panel_firm_once"),
            models.UniqueConstraint(
                fields=["brief"],
                condition=Q(is_lead=True, withdrawn_at__isnull=True, declined_at__isnull=True),
                name="panel_one_lead",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} firm {self.firm_id} on brief {self.brief_id}"


def informed_firms(brief: Brief) -> list[Firm]:
    """Return the firms to which a brief was sent, and which are still on its panel."""
    return [seat.firm for seat in _INFORMED(brief=brief)]


_INFORMED: Prepared[PanelSeat] = Prepared(
    lambda *, brief: (
        PanelSeat.objects.filter(brief=brief).informed().select_related("firm").in_order()
    )
)

# The parts of a playback that a consultant writes, with their headings.
PLAYBACK_PARTS = {
    "situation": "The situation",
    "success": "What success means",
    "hard": "What makes it hard",
    "person": "The person",
    "challenge": "Where we would change the brief",
}


class PlaybackQuerySet(models.QuerySet["Playback"]):
    """Queries on `Playback`."""

    def visible_to(self, user: User) -> Self:
        """Keep the playbacks of the briefs that the user may read."""
        return self.filter(brief__in=Brief.objects.visible_to(user))

    def current(self, brief: Brief) -> Self:
        """Keep the playback of the brief's current version.

        Once it is confirmed it stays the brief's playback: amendments are confirmed by themselves.
        """
        current = Q(brief_version=brief.version) | Q(status=Playback.Status.CONFIRMED)
        return self.filter(current, brief=brief)

    def by_leading_firm(self) -> Self:
        """Keep those of the firm that leads the panel now."""
        return self.filter(
            brief__seats__firm=models.F("firm"),
            brief__seats__is_lead=True,
            brief__seats__withdrawn_at=None,
            brief__seats__declined_at=None,
        )

    def latest_first(self) -> Self:
        """Order by version of the brief, latest first."""
        return self.order_by("-brief_version", "ref")


class Playback(Lifecycle):
    """A firm's restatement of one version of a brief."""

    class Status(models.TextChoices):
        """The status of a playback."""

        WRITING = "writing", "Being written"
        SENT = "sent", "Waiting for the manager"
        RETURNED = "returned", "Sent back with comments"
        CONFIRMED = "confirmed", "Confirmed"

    MOVES: ClassVar = {
        Status.WRITING: frozenset({Status.SENT}),
        Status.SENT: frozenset({Status.RETURNED, Status.CONFIRMED}),
        Status.RETURNED: frozenset({Status.SENT}),
        Status.CONFIRMED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="playbacks")
    brief_version = models.PositiveIntegerField()
    firm = models.ForeignKey(Firm, on_delete=models.PROTECT, related_name="+")
    consultant = models.ForeignKey(Consultant, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status, default=Status.WRITING)
    is_by_phone = models.BooleanField(default=False)
    situation = models.TextField(blank=True)
    success = models.TextField(blank=True)
    hard = models.TextField(blank=True)
    person = models.TextField(blank=True)
    challenge = models.TextField(blank=True, help_text="where the firm would change the brief")
    comments = models.TextField(blank=True, help_text="the manager's, when sent back")
    earlier = models.JSONField(
        default=dict,
        blank=True,
        help_text="the parts as the manager read them when it was last sent, for this version of "
        "the brief or the one before; empty when there was none",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PlaybackQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "brief_version"], name="playback_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of brief {self.brief_id}"

    # Facts

    @property
    def is_open_to_writing(self) -> bool:
        """Whether the consultant may change it."""
        return self.status in {self.Status.WRITING, self.Status.RETURNED}

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for the manager's answer."""
        return self.status == self.Status.SENT

    @property
    def is_returned(self) -> bool:
        """Whether the manager sent it back."""
        return self.status == self.Status.RETURNED

    @property
    def is_confirmed(self) -> bool:
        """Whether the manager confirmed it."""
        return self.status == self.Status.CONFIRMED

    @property
    def words(self) -> dict[str, str]:
        """What the consultant has written, by part."""
        return {name: getattr(self, name) for name in PLAYBACK_PARTS}

    @property
    def words_read(self) -> dict[str, str]:
        """The parts as the manager last read them; empty if nothing was ever sent."""
        return dict(self.earlier) if self.is_open_to_writing else self.words

    @property
    def changes(self) -> list[PartChange]:
        """The parts that read differently from what the manager read before."""
        return only_changed(
            [
                PartChange(label, self.earlier.get(name, ""), getattr(self, name))
                for name, label in PLAYBACK_PARTS.items()
            ]
        )

    @property
    def tone(self) -> str:
        """The tone of the pill that shows its status."""
        tones = {self.Status.CONFIRMED: "met", self.Status.SENT: "wait"}
        return tones.get(self.Status(self.status), "quiet")

    # Moves

    def send(self, *, now: datetime) -> bool:
        """Send it to the manager."""
        return self.move_to(self.Status.SENT, sent_at=now)

    def confirm(self, *, by: User, now: datetime) -> bool:
        """Confirm it."""
        return self.move_to(self.Status.CONFIRMED, answered_at=now, answered_by=by)

    def send_back(self, *, by: User, comments: str, now: datetime) -> bool:
        """Return it with comments."""
        return self.move_to(
            self.Status.RETURNED,
            comments=comments,
            earlier=self.words,
            answered_at=now,
            answered_by=by,
        )
