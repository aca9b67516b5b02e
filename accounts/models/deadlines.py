"""What somebody has to do, by when, and how often they were reminded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat

from accounts.models.activity import subject_key
from accounts.models.users import User


class DeadlineKind(models.TextChoices):
    """What has to be done, as `noun.verb`. Each app lists its own in `deadlines.py`."""


@dataclass(frozen=True, slots=True)
class SharedWork:
    """Deadlines of others that a person can meet for them.

    Attributes:
        scopes: the rows with which these deadlines pause and end.
        kinds: the kinds of deadlines.
    """

    scopes: Sequence[models.Model]
    kinds: Sequence[DeadlineKind]


class DeadlineQuerySet(models.QuerySet["Deadline"]):
    """Queries and bulk changes of deadlines."""

    def open(self) -> Self:
        """Keep those that are not done."""
        return self.filter(done_at__isnull=True)

    def running(self) -> Self:
        """Keep the open ones that are not paused."""
        return self.open().filter(paused_at__isnull=True)

    def started(self, now: datetime) -> Self:
        """Keep those that have begun."""
        return self.filter(started_at__lte=now)

    def of(
        self,
        user: User,
        *,
        organisations: Sequence[models.Model] = (),
        shared: "SharedWork | None" = None,
    ) -> Self:
        """Keep the deadlines of a person: their own, those of `organisations`, and shared ones."""
        keys = [subject_key(organisation) for organisation in organisations]
        mine = Q(owner=user) | Q(organisation__in=keys)
        if shared and shared.scopes:
            scopes = [subject_key(scope) for scope in shared.scopes]
            mine |= Q(scope__in=scopes, kind__in=shared.kinds)
        return self.filter(mine)

    def about(self, *subjects: models.Model) -> Self:
        """Keep the deadlines about any of these rows."""
        return self.filter(subject__in=[subject_key(subject) for subject in subjects])

    def within(self, scope: models.Model) -> Self:
        """Keep the deadlines that pause and end with a row."""
        return self.filter(scope=subject_key(scope))

    def of_kind(self, *kinds: DeadlineKind) -> Self:
        """Keep the deadlines of these kinds."""
        return self.filter(kind__in=kinds)

    def to_remind(
        self, offsets: Sequence[timedelta], *, gap: timedelta = timedelta(0), now: datetime
    ) -> Self:
        """Keep the running deadlines with a step that is due.

        Args:
            offsets: when each step is due, relative to `due_at`; negative is before it.
            gap: the minimum time between two steps, in case the clock did not run for a while.
            now: the current time.
        """
        due = Q(pk__in=[])
        for step, offset in enumerate(offsets):
            due |= Q(step=step, due_at__lte=now - offset)
        rested = Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - gap)
        return self.running().filter(due, rested)

    def soonest_first(self) -> Self:
        """Order by due date, those without one last, ties by id."""
        return self.order_by(F("due_at").asc(nulls_last=True), "pk")

    def close(self, *, now: datetime) -> int:
        """Mark the open ones as done or no longer needed; return how many."""
        return self.open().update(done_at=now)

    def hand_over(self, *, to: User) -> int:
        """Assign the open ones to another person; return how many."""
        return self.open().update(owner=to, organisation="")

    def pause(self, *, now: datetime) -> int:
        """Pause the running ones; return how many."""
        return self.running().update(paused_at=now)

    def resume(self, *, now: datetime) -> None:
        """Resume the paused ones; each due date moves by the length of the pause.

        A due date that somebody named (`is_fixed`) does not move.
        """
        paused = self.open().filter(paused_at__isnull=False)
        paused.filter(is_fixed=False).update(
            due_at=F("due_at") + (now - F("paused_at")), paused_at=None
        )
        paused.update(paused_at=None)


class Deadline(models.Model):
    """One thing that a person, or any member of an organisation, has to do.

    The action that begins a wait starts its deadline and the action that ends it closes it, each in
    its own transaction. The page *today* and the reminders are queries on these rows.
    """

    kind = models.CharField(max_length=40, help_text="approach.answer")
    subject = models.CharField(max_length=80, help_text="shortlists.entry:31")
    owner = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="deadlines",
        help_text="who has to do it",
    )
    organisation = models.CharField(
        max_length=80, blank=True, help_text="providers.firm:3: any of its members can do it"
    )
    scope = models.CharField(
        max_length=80, blank=True, help_text="engagements.brief:7: it pauses and ends with this row"
    )
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True, help_text="empty: no due date")
    is_fixed = models.BooleanField(
        default=False, help_text="somebody named the due date; a pause does not move it"
    )
    step = models.PositiveSmallIntegerField(default=0, help_text="how many reminders were sent")
    reminded_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "kind", "owner", "organisation"],
                condition=Q(done_at__isnull=True),
                nulls_distinct=False,
                name="deadline_one_open",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False, organisation="")
                | (Q(owner__isnull=True) & ~Q(organisation="")),
                name="deadline_of_a_person_or_an_organisation",
            ),
            models.CheckConstraint(
                condition=Q(step=0) | Q(reminded_at__isnull=False),
                name="deadline_reminded_at_a_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject", "kind"], name="deadline_subject"),
            models.Index(
                fields=["owner"], condition=Q(done_at__isnull=True), name="deadline_open_owner"
            ),
            models.Index(
                fields=["organisation"],
                condition=Q(done_at__isnull=True) & ~Q(organisation=""),
                name="deadline_open_organisation",
            ),
            models.Index(
                fields=["scope"], condition=Q(done_at__isnull=True), name="deadline_open_scope"
            ),
            models.Index(
                fields=["kind", "due_at"],
                condition=Q(done_at__isnull=True, paused_at__isnull=True),
                name="deadline_running",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.subject}"

    @classmethod
    def start(
        cls,
        kind: DeadlineKind,
        subject: models.Model,
        *,
        owner: User | None = None,
        organisation: models.Model | None = None,
        scope: models.Model | None = None,
        due_at: datetime,
        is_fixed: bool = False,
        is_paused: bool = False,
        starts_at: datetime | None = None,
        now: datetime,
    ) -> "Deadline":
        """Start a wait, in the transaction of the event that begins it.

        Args:
            kind: what has to be done.
            subject: the row that it is about.
            owner: the person who has to do it; or
            organisation: the organisation of which any member can do it.
            scope: the row with which it pauses and ends.
            due_at: when it is due; nothing waits without a date.
            is_fixed: whether somebody named `due_at`, so that a pause does not move it.
            is_paused: whether it starts paused, since its scope is.
            starts_at: when *today* begins to show it, if later than now.
            now: the current time.

        Raises:
            IntegrityError: an equal deadline is open already.
        """
        return cls.objects.create(
            kind=kind,
            subject=subject_key(subject),
            owner=owner,
            organisation=subject_key(organisation) if organisation else "",
            scope=subject_key(scope) if scope else "",
            started_at=starts_at or now,
            due_at=due_at,
            is_fixed=is_fixed,
            paused_at=now if is_paused else None,
        )

    # Facts

    @property
    def is_open(self) -> bool:
        """Whether it is not done."""
        return self.done_at is None

    # Moves

    def take_step(self, *, now: datetime) -> bool:
        """Count a reminder as sent; return False if another process did so first.

        If two clocks tick at once, only one UPDATE still finds the step that both have read.
        """
        rows = Deadline.objects.running().filter(pk=self.pk, step=self.step)
        if not rows.update(step=self.step + 1, reminded_at=now):
            return False
        self.step, self.reminded_at = self.step + 1, now
        return True


def due_of(model: type[models.Model], *kinds: DeadlineKind) -> Subquery:
    """Return an annotation: when the open deadline of these kinds about each row is due.

    The soonest, if several are open.
    """
    rows = _open_about(model, *kinds).soonest_first()
    return Subquery(rows.values("due_at")[:1])


def is_awaited(kind: DeadlineKind, model: type[models.Model]) -> Exists:
    """Return a condition: whether a deadline of a kind about each row is open."""
    return Exists(_open_about(model, kind))


def _open_about(model: type[models.Model], *kinds: DeadlineKind) -> DeadlineQuerySet:
    key = Concat(Value(f"{model._meta.label_lower}:"), Cast(OuterRef("pk"), models.TextField()))
    return Deadline.objects.open().of_kind(*kinds).filter(subject=key)
