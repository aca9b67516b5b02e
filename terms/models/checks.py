"""The sealed check: whether an interim's floor lies within a client's envelope."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.lifecycle import Lifecycle
from shortlists.models import Entry, EntryQuerySet
from terms.models.amounts import FloorAmounts
from terms.models.envelopes import Envelope


class SealedCheckQuerySet(models.QuerySet["SealedCheck"]):
    """Queries on `SealedCheck`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own; nobody else reads one."""
        return self.filter(candidate__user=user)

    def of(self, entry: Entry) -> "SealedCheck | None":
        """Return the latest check of a conversation's interim on its brief, or None."""
        rows = self.filter(brief=entry.brief_id, candidate=entry.candidate_id)
        return rows.select_related("envelope").order_by("-brief_version").first()

    def of_version(self, brief: Brief) -> Self:
        """Keep those of a brief's current version, in the order of interims."""
        rows = self.filter(brief=brief, brief_version=brief.version)
        return rows.select_related("envelope").order_by("candidate_id")


class SealedCheck(FloorAmounts, Lifecycle):
    """One comparison of a floor with an envelope, for one version of a brief and one interim.

    It keeps the floor as it was, so that nobody can find the envelope by changing their floor. Only
    the interim reads its answer.
    """

    class Outcome(models.TextChoices):
        """What the comparison found; the interim reads these labels."""

        WITHIN = "within", "Within"
        NOT_WITHIN = "not_within", "Not within"
        OPEN = "open", "One side open"

    class Open(models.TextChoices):
        """Why one side is open."""

        FLOOR = "floor", "You had not said what you ask for this kind of work."
        ENVELOPE = "envelope", "The client has not said what it can pay."
        CURRENCY = "currency", "You and the client name different currencies."
        PLACE = "place", "The brief does not say whether the work is on site."

    class Status(models.TextChoices):
        """What is awaited of whom."""

        TOLD = "told", "Answered"
        UNDECIDED = "undecided", "Not within: the interim decides"
        ASKED = "asked", "The client is asked whether it can move"
        WORKS = "works", "The interim works within it"
        STEPPED_OUT = "stepped_out", "Terms did not meet"

    MOVES: ClassVar = {
        Status.TOLD: frozenset({Status.UNDECIDED}),
        Status.UNDECIDED: frozenset({Status.ASKED, Status.WORKS, Status.STEPPED_OUT, Status.TOLD}),
        Status.ASKED: frozenset({Status.UNDECIDED, Status.WORKS, Status.STEPPED_OUT, Status.TOLD}),
        Status.WORKS: frozenset({Status.UNDECIDED, Status.TOLD}),
        Status.STEPPED_OUT: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    brief = models.ForeignKey(Brief, on_delete=models.PROTECT, related_name="+")
    brief_version = models.PositiveIntegerField()
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="+")
    envelope = models.ForeignKey(
        Envelope,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="the one that the floor was last compared with",
    )
    outcome = models.CharField(max_length=10, choices=Outcome)
    open_because = models.CharField(max_length=8, choices=Open, blank=True)
    status = models.CharField(max_length=11, choices=Status)
    checked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = SealedCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "sealed check"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["brief", "brief_version", "candidate"], name="check_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(outcome="open") & ~Q(open_because="")
                | ~Q(outcome="open") & Q(open_because=""),
                name="check_open_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(status="told") & ~Q(outcome="not_within")
                | ~Q(status="told") & Q(outcome="not_within"),
                name="check_decided_where_not_within",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} brief {self.brief_id} candidate {self.candidate_id}"

    # Facts

    @property
    def is_undecided(self) -> bool:
        """Whether the interim has to say what follows."""
        return self.status == self.Status.UNDECIDED

    @property
    def is_asking(self) -> bool:
        """Whether the interim has asked whether the envelope can move, and waits."""
        return self.status == self.Status.ASKED

    @property
    def takes_answers(self) -> bool:
        """Whether the interim can work within it or step out."""
        return self.is_undecided or self.is_asking

    # Moves

    def ask(self, *, now: datetime) -> bool:
        """Record that the interim asks whether the envelope can move."""
        return self.move_to(self.Status.ASKED, decided_at=now)

    def work_within(self, *, now: datetime) -> bool:
        """Record that the interim works within the envelope."""
        return self.move_to(self.Status.WORKS, decided_at=now)

    def step_out(self, *, now: datetime) -> bool:
        """Record that the terms did not meet."""
        return self.move_to(self.Status.STEPPED_OUT, decided_at=now)

    def give_back(self) -> bool:
        """Return the decision to the interim: the envelope does not move."""
        return self.move_to(self.Status.UNDECIDED)

    def renew(self, answer: dict[str, Any], *, envelope: Envelope, now: datetime) -> None:
        """Record the answer against another envelope.

        Who works within the former envelope goes on, unless the new one may leave less.
        """
        facts = {**answer, "envelope": envelope, "checked_at": now}
        target = status_after(answer["outcome"])
        stays = self.status == self.Status.WORKS and target == self.Status.UNDECIDED
        if stays and self.envelope and not envelope.is_less_than(self.envelope):
            target = self.Status.WORKS
        if not self.move_to(target, **facts):
            type(self)._base_manager.filter(pk=self.pk).update(**facts)
            for name, value in facts.items():
                setattr(self, name, value)


def status_after(outcome: str) -> SealedCheck.Status:
    """Return the status that an answer leads to."""
    is_outside = outcome == SealedCheck.Outcome.NOT_WITHIN
    return SealedCheck.Status.UNDECIDED if is_outside else SealedCheck.Status.TOLD


def entries_to_check() -> EntryQuerySet:
    """Return the conversations whose interim is interested and not checked yet, oldest first.

    Of briefs in search, each for the current version. A no that is still held counts as one.
    """
    done = SealedCheck.objects.filter(
        brief=OuterRef("brief"),
        brief_version=OuterRef("brief__version"),
        candidate=OuterRef("candidate"),
    )
    interested = Entry.objects.live().filter(interested_at__isnull=False, held__isnull=True)
    rows = interested.filter(~Exists(done), brief__status__in=Brief.RANKED)
    return rows.order_by("pk")


def live_checks(brief: Brief) -> list[tuple[SealedCheck, Entry]]:
    """Lock the live conversations of a locked brief, and return those of its checks."""
    rows = Entry.objects.filter(brief=brief).live().select_for_update(of=("self",), no_key=True)
    people = rows.select_related("candidate__user", "firm", "consultant__user").order_by("pk")
    entries = {entry.candidate_id: entry for entry in people}
    for entry in entries.values():
        entry.brief = brief
    checks = SealedCheck.objects.of_version(brief)
    return [(row, entries[row.candidate_id]) for row in checks if row.candidate_id in entries]
