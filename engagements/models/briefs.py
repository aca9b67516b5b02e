"""Briefs: the needs of clients, written like project plans."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from engagements.models.brief_readers import decided_by, read_by_client, readable_by
from engagements.models.brief_search import with_words
from engagements.models.brief_text import BriefText
from engagements.models.brief_turns import with_turn
from engagements.models.clients import Client, ClientMember
from interimhub.lib.lifecycle import Lifecycle
from interimhub.lib.prepared import PreparedRelated, sums_of
from interimhub.lib.workdays import Calendar
from skills.places import calendar_of

# Reachable from every live status.
_SIDE = ("on_hold", "cancelled", "unfilled")


class BriefQuerySet(models.QuerySet["Brief"]):
    """Queries on `Brief`."""

    def visible_to(self, user: User) -> Self:
        """Keep those that the user reads for their client, and those that the user's firm is sent.

        A firm sees a brief once it was sent to this firm, whatever its status is now, until the
        manager takes it back. Interims see no brief; they read the pack of their conversation. A
        deleted draft is included until it is removed, so that its pages can say that it is deleted.
        """
        return self.filter(pk__in=readable_by(Brief.objects, user))

    def of_own_client(self, user: User) -> Self:
        """Keep those that the user reads as a member of the client."""
        return self.filter(read_by_client(Brief.objects, user))

    def decided_by(self, member: ClientMember, *, now: datetime) -> Self:
        """Keep those on which a member decides: as manager, co-owner or acting deputy."""
        return self.filter(pk__in=decided_by(Brief.objects, member, now))

    def in_search(self) -> Self:
        """Keep those in search: from open to selected."""
        return self.filter(status__in=Brief.RANKED)

    def kept(self) -> Self:
        """Keep those that nobody has deleted."""
        return self.exclude(status=Brief.Status.DELETED)

    def live(self) -> Self:
        """Keep those that have not ended."""
        return self.exclude(status__in=Brief.ENDED)

    def of_client(self, client: Client) -> Self:
        """Keep the briefs of one client."""
        return self.filter(client=client)

    def named(self) -> Self:
        """Keep those with a title."""
        return self.exclude(title="")

    def about(self, words: str) -> Self:
        """Keep those with every word in what the list shows, the reasons, criteria or skills."""
        return with_words(self, words)

    def in_group(self, name: str) -> Self:
        """Keep those of one group of `Brief.GROUPS`; an unknown name keeps all."""
        group = Brief.GROUPS.get(name)
        return self.filter(status__in=group[1]) if group else self

    def group_counts(self) -> models.QuerySet[Any]:
        """Return a query of one row with the number of briefs in each group."""
        counts = {
            name: models.Count("pk", filter=Q(status__in=statuses))
            for name, (_, statuses) in Brief.GROUPS.items()
        }
        return sums_of(self, **counts)

    def answerable_by(self, member: ClientMember, *, now: datetime) -> Self:
        """Keep those whose open questions a member can answer, latest change first."""
        before = [Brief.Status.DRAFT, Brief.Status.IN_CLARIFICATION, Brief.Status.CONFIRMED]
        statuses = [*before, *Brief.RANKED]
        return self.decided_by(member, now=now).filter(status__in=statuses).newest_first()

    def with_parts(self) -> Self:
        """Load criteria, requirements and truth, which many parts of a page read."""
        return self.prefetch_related(*Brief.PARTS)

    def with_turn(self) -> Self:
        """Annotate what `turn_of` needs: the playback and the people in front of the client."""
        return with_turn(self, Brief.objects)

    def latest_first(self) -> Self:
        """Order by creation, latest first; ties by public id."""
        return self.order_by("-created_at", "ref")

    def newest_first(self) -> Self:
        """Order by last change, newest first; ties by public id."""
        return self.order_by("-updated_at", "ref")


class Brief(BriefText, Lifecycle):
    """A client's need, its success criteria, and the truth about what is hard."""

    class Status(models.TextChoices):
        """The status of a brief. Pages show the labels."""

        DRAFT = "draft", "Being written"
        IN_CLARIFICATION = "in_clarification", "Being played back"
        CONFIRMED = "confirmed", "Confirmed"
        OPEN = "open", "Open"
        SHORTLISTING = "shortlisting", "Shortlisting"
        INTERVIEWING = "interviewing", "Interviewing"
        SELECTED = "selected", "Somebody chosen"
        FILLED = "filled", "Filled"
        ON_HOLD = "on_hold", "On hold"
        CANCELLED = "cancelled", "Cancelled"
        UNFILLED = "unfilled", "Closed without anybody"
        DELETED = "deleted", "Deleted"

    class EndReason(models.TextChoices):
        """Why a client ends a brief and its conversations."""

        GONE = "gone", "The need has gone"
        INSIDE = "inside", "Our own people will do it"
        PLANS = "plans", "Our plans have changed"
        OTHER = "brief_other", "Something else"

    MOVES: ClassVar = {
        Status.DRAFT: frozenset({Status.IN_CLARIFICATION, Status.DELETED, *_SIDE}),
        Status.IN_CLARIFICATION: frozenset({Status.DRAFT, Status.CONFIRMED, *_SIDE}),
        Status.CONFIRMED: frozenset({Status.OPEN, *_SIDE}),
        Status.OPEN: frozenset({Status.SHORTLISTING, *_SIDE}),
        Status.SHORTLISTING: frozenset({Status.INTERVIEWING, *_SIDE}),
        Status.INTERVIEWING: frozenset({Status.SELECTED, *_SIDE}),
        Status.SELECTED: frozenset({Status.FILLED, Status.SHORTLISTING, *_SIDE}),
        Status.ON_HOLD: frozenset(
            {
                Status.DRAFT,
                Status.IN_CLARIFICATION,
                Status.CONFIRMED,
                Status.OPEN,
                Status.SHORTLISTING,
                Status.INTERVIEWING,
                Status.SELECTED,
                Status.CANCELLED,
                Status.UNFILLED,
            }
        ),
        Status.FILLED: frozenset(),
        Status.CANCELLED: frozenset(),
        Status.UNFILLED: frozenset(),
        Status.DELETED: frozenset({Status.DRAFT}),
    }
    RANKED: ClassVar = [Status.OPEN, Status.SHORTLISTING, Status.INTERVIEWING, Status.SELECTED]
    ENDED: ClassVar = [Status.FILLED, Status.CANCELLED, Status.UNFILLED]
    GROUPS: ClassVar = {
        "draft": ("Being written", [Status.DRAFT]),
        "playback": ("Played back", [Status.IN_CLARIFICATION, Status.CONFIRMED]),
        "search": ("In search", RANKED),
        "hold": ("On hold", [Status.ON_HOLD]),
        "ended": ("Ended", ENDED),
    }
    PARTS: ClassVar = ("criteria", "requirements", "truth")
    CAP_MAX: ClassVar = 5
    """The highest cap of live submissions; above three it needs a reason."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="briefs")
    manager = models.ForeignKey(ClientMember, on_delete=models.PROTECT, related_name="briefs")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    version = models.PositiveIntegerField(default=1)
    scored_version = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=140, blank=True)
    is_confidential = models.BooleanField(
        default=False, help_text="the client is named only once the interim says yes"
    )
    is_limited = models.BooleanField(
        default=False, help_text="only its people and the administrators of the client read it"
    )
    source_text = models.TextField(blank=True, help_text="the pasted e-mail or notes")
    template = models.CharField(max_length=40, blank=True)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True)

    # The process
    panel_justification = models.TextField(
        blank=True, help_text="why there is no specialist firm on the panel"
    )
    time_zone = models.CharField(max_length=64, default="Europe/London")
    slate_due_at = models.DateTimeField(
        null=True, blank=True, help_text="when the manager wants three people in front of them"
    )
    cap = models.PositiveSmallIntegerField(default=3, help_text="live submissions at most")
    cap_reason = models.TextField(blank=True)
    status_before_hold = models.CharField(max_length=20, blank=True)
    hold_reason = models.TextField(blank=True)
    hold_review_on = models.DateField(null=True, blank=True)
    on_hold_since = models.DateTimeField(
        null=True, blank=True, help_text="since when its deadlines are paused"
    )
    end_reason = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    shortlisting_at = models.DateTimeField(null=True, blank=True)
    interviewing_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = BriefQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cap__range=(3, 5)), name="brief_cap_3_to_5"),
            models.CheckConstraint(
                condition=Q(cap=3) | ~Q(cap_reason=""), name="brief_cap_raised_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(seniority__isnull=True) | Q(seniority__range=(1, 7)),
                name="brief_seniority_1_to_7",
            ),
            models.CheckConstraint(
                condition=~Q(status="on_hold") | ~Q(status_before_hold=""),
                name="brief_on_hold_knows_its_status",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["open", "shortlisting", "interviewing", "selected"])
                | Q(opened_at__isnull=False),
                name="brief_open_since_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.title}"

    def get_absolute_url(self) -> str:
        """Return its page."""
        return reverse("brief", args=[self.ref])

    # Facts

    @property
    def name(self) -> str:
        """The title, or a substitute while it has none."""
        return self.title or "A brief without a title"

    @property
    def calendar(self) -> Calendar:
        """The working days of the region of the work."""
        return calendar_of(self.region, zone=self.time_zone)

    @property
    def is_draft(self) -> bool:
        """Whether the manager is still writing it."""
        return self.status == self.Status.DRAFT

    @property
    def is_unsent_draft(self) -> bool:
        """Whether no firm has read any version of it; taking it back starts a new version."""
        return self.is_draft and self.version == 1

    @property
    def is_deleted(self) -> bool:
        """Whether its manager has deleted the draft; it can be restored for ten minutes."""
        return self.status == self.Status.DELETED

    @property
    def is_played_back(self) -> bool:
        """Whether it is with the firms for playback."""
        return self.status == self.Status.IN_CLARIFICATION

    @property
    def is_confirmed(self) -> bool:
        """Whether it is confirmed and not open yet."""
        return self.status == self.Status.CONFIRMED

    @property
    def is_in_search(self) -> bool:
        """Whether it is in search: from open to selected."""
        return self.status in self.RANKED

    @property
    def is_on_hold(self) -> bool:
        """Whether it is on hold; its deadlines are paused."""
        return self.status == self.Status.ON_HOLD

    @property
    def has_ended(self) -> bool:
        """Whether it is filled, cancelled or unfilled."""
        return self.status in self.ENDED

    @property
    def takes_answers(self) -> bool:
        """Whether only questions of interims can be answered: criteria and person are fixed."""
        return self.is_confirmed or self.is_in_search

    @property
    def seeks_safety(self) -> bool:
        """Whether the value sought is the safety of people, which is never converted to money."""
        return self.value_kind == self.Value.SAFETY

    @property
    def status_tone(self) -> str:
        """The tone of the pill that shows its status."""
        if self.is_in_search:
            return "live"
        return "quiet" if self.has_ended or self.is_draft or self.is_on_hold else ""

    @property
    def is_ranked(self) -> bool:
        """Whether the stored ranking is of the current version."""
        return self.scored_version == self.version

    @property
    def ranking_key(self) -> str:
        """The job key of the ranking of the current version."""
        return f"rank:{self.pk}:{self.version}"

    @property
    def awaits_first_interview(self) -> bool:
        """Whether people were put forward and no interview is agreed yet."""
        return self.status == self.Status.SHORTLISTING

    @property
    def is_cap_reached(self) -> bool:
        """Whether the cap cannot be raised any more."""
        return self.cap >= self.CAP_MAX

    # Moves

    def send_for_playback(self) -> bool:
        """Send it to the panel for playback."""
        return self.move_to(self.Status.IN_CLARIFICATION)

    def take_back(self) -> bool:
        """Return it to its manager as a new version."""
        return self.move_to(self.Status.DRAFT, version=self.version + 1)

    def delete_draft(self) -> bool:
        """Delete a draft that no firm has read."""
        return self.move_to(self.Status.DELETED)

    def restore_draft(self) -> bool:
        """Restore a deleted draft."""
        return self.move_to(self.Status.DRAFT)

    def confirm(self, *, now: datetime) -> bool:
        """Confirm that the firms have understood it."""
        return self.move_to(self.Status.CONFIRMED, confirmed_at=now)

    def open(self, *, now: datetime) -> bool:
        """Release it to every firm on the panel."""
        return self.move_to(self.Status.OPEN, opened_at=now)

    def begin_shortlisting(self, *, now: datetime) -> bool:
        """Record the first submission."""
        return self.move_to(self.Status.SHORTLISTING, shortlisting_at=now)

    def begin_interviewing(self, *, now: datetime) -> bool:
        """Record the first interview."""
        return self.move_to(self.Status.INTERVIEWING, interviewing_at=now)

    def hold(self, *, reason: str, review_on: Any, now: datetime) -> bool:
        """Put it on hold and remember its status."""
        return self.move_to(
            self.Status.ON_HOLD,
            status_before_hold=self.status,
            on_hold_since=now,
            hold_reason=reason,
            hold_review_on=review_on,
        )

    def resume(self) -> bool:
        """Return to the status before the hold."""
        return self.move_to(
            self.status_before_hold,
            status_before_hold="",
            on_hold_since=None,
            hold_reason="",
            hold_review_on=None,
        )

    def cancel(self, *, reason: str, now: datetime) -> bool:
        """Cancel it."""
        return self.move_to(self.Status.CANCELLED, end_reason=reason, ended_at=now)


BRIEF_PARTS = PreparedRelated(Brief, *Brief.PARTS)
"""Loads criteria, requirements and truth of briefs at hand."""
