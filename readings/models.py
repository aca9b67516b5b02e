"""Texts that people add, the suggestions found in them, and the owner's decisions."""

import hashlib
import re
import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from accounts.models import User
from interimhub.lib.lifecycle import Lifecycle
from interimhub.lib.models import Job
from readings.suggestions import Suggestion

KEPT_DAYS = 7
NOTE_LENGTH = 1_000  # characters


class TextReadingQuerySet(models.QuerySet["TextReading"]):
    """Queries on `TextReading`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own texts."""
        return self.filter(owner=user)

    def about(self, subject: uuid.UUID) -> Self:
        """Keep texts added for one brief or profile, by its public id."""
        return self.filter(about=subject)

    def of(self, user: User, subject: uuid.UUID) -> "TextReading | None":
        """Return this person's text for one brief or profile, or None."""
        return self.visible_to(user).about(subject).first()

    def waiting(self) -> Self:
        """Keep those that are being parsed."""
        return self.filter(status=TextReading.Status.WAITING)

    def added_before(self, moment: datetime) -> Self:
        """Keep texts added before `moment`."""
        return self.filter(added_at__lt=moment)


class TextReading(Lifecycle):
    """A text or document being parsed, and its suggestions. Personal data of its owner.

    Nobody else reads it, and it is deleted after a week. There is one per person and brief or
    profile; a new one replaces it.
    """

    class Status(models.TextChoices):
        """The state of parsing."""

        WAITING = "waiting", "Being read"
        READ = "read", "Read"
        FAILED = "failed", "Could not be read"

    class Stage(models.TextChoices):
        """What the worker is doing."""

        QUEUED = "queued", "Waiting in the queue; it appears here automatically."
        OPENING = "opening", "Reading the pages of your document."
        FINDING = "finding", "Looking for skills, situations and other suggestions."

    MOVES: ClassVar = {
        Status.WAITING: frozenset({Status.READ, Status.FAILED}),
        Status.READ: frozenset(),
        Status.FAILED: frozenset(),
    }

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    about = models.UUIDField(help_text="public id of the brief or profile")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.QUEUED)
    text = models.TextField(blank=True)
    document = models.BinaryField(null=True, help_text="the file, until it has been read")
    document_name = models.CharField(max_length=120, blank=True)
    digest = models.CharField(max_length=64, help_text="hash of the intake")
    note = models.CharField(max_length=NOTE_LENGTH, blank=True, help_text="what was left out")
    problem = models.CharField(max_length=200, blank=True, help_text="why it could not be read")
    found = models.JSONField(default=list, help_text="`readings.suggestions.Suggestion` as JSON")
    decided = models.JSONField(
        default=dict,
        help_text="by key: the answer, and what accepting it changed",
    )
    is_by_spelling = models.BooleanField(default=False, help_text="only spelling was compared")
    added_at = models.DateTimeField()
    first_added_at = models.DateTimeField(
        null=True, help_text="when the same text had been added before; null if it is new"
    )
    before = models.JSONField(
        default=dict, help_text="of the text it replaced: its words as a hash, and what was decided"
    )

    objects = TextReadingQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "about"], name="reading_one_a_subject"),
            models.CheckConstraint(
                condition=Q(status="waiting") | Q(document=None), name="reading_document_dropped"
            ),
            models.CheckConstraint(
                condition=~Q(status="failed") | ~Q(problem=""), name="reading_failed_says_why"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["added_at"], name="reading_added_at")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.status}"

    # Facts

    @property
    def is_waiting(self) -> bool:
        """Whether it is still being read."""
        return self.status == self.Status.WAITING

    @property
    def is_read(self) -> bool:
        """Whether its suggestions are available."""
        return self.status == self.Status.READ

    @property
    def is_failed(self) -> bool:
        """Whether it could not be read; `problem` says why."""
        return self.status == self.Status.FAILED

    @property
    def job_key(self) -> str:
        """The key of its parsing job."""
        return f"read:{self.ref}"

    @property
    def forgotten_at(self) -> datetime:
        """When it is deleted."""
        return self.added_at + timedelta(days=KEPT_DAYS)

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """The suggestions found, in the order of the text."""
        return [Suggestion(**facts) for facts in self.found]

    def suggestion(self, key: str) -> Suggestion | None:
        """Return one suggestion by its key, or None."""
        return next((one for one in self.suggestions if one.key == key), None)

    def answer_to(self, key: str) -> str:
        """Return the decision on a suggestion: "accepted", "refused" or ""."""
        return str(self.decided.get(key, {}).get("answer", ""))

    def change_of(self, key: str) -> Mapping[str, Any]:
        """Return what accepting a suggestion changed, so that it can be undone."""
        return dict(self.decided.get(key, {}).get("change", {}))

    # Moves

    def store(
        self, *, text: str, note: str, found: list[dict[str, Any]], is_by_spelling: bool
    ) -> bool:
        """Store the suggestions and delete the file.

        If the text says the same as the one it replaced, what was decided then is kept.
        """
        known: dict[str, Any] = {}
        if self.before and self.before["words"] == words_digest(text):
            known = {
                "first_added_at": datetime.fromisoformat(self.before["added_at"]),
                "decided": _decided_before(self.before["decided"], found),
            }
        return self.move_to(
            self.Status.READ,
            text=text,
            note=note,
            found=found,
            is_by_spelling=is_by_spelling,
            document=None,
            before={},
            **known,
        )

    def fail(self, problem: str) -> bool:
        """Store why it could not be read, and delete the file."""
        return self.move_to(self.Status.FAILED, problem=problem, document=None)


class DayOfReadingsQuerySet(models.QuerySet["DayOfReadings"]):
    """Queries on `DayOfReadings`."""

    def before(self, day: date) -> Self:
        """Keep the days before `day`."""
        return self.filter(day__lt=day)


class DayOfReadings(models.Model):
    """How many texts somebody has added on one day."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    count = models.PositiveSmallIntegerField(default=0)

    objects = DayOfReadingsQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "day"], name="readings_one_row_a_day")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.day}"


def words_digest(text: str) -> str:
    """Return a hash of what a text says: its words, in any case and spacing."""
    return hashlib.sha256(" ".join(re.findall(r"\w+", text.casefold())).encode()).hexdigest()


def _decided_before(
    decided: Mapping[str, Mapping[str, Any]], found: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the decisions on suggestions of the same kind and value, by their keys now."""
    keys = {(one["kind"], one["value"]): one["key"] for one in found}
    kept = {}
    for decision in decided.values():
        key = keys.get((decision["kind"], decision["value"]))
        if key:
            kept[key] = {name: decision[name] for name in ("answer", "change")}
    return kept


def is_reading_given_up(reading: TextReading) -> bool:
    """Return whether it is still waiting although its job is dead."""
    if not reading.is_waiting:
        return False
    job = Job.objects.under(reading.job_key).newest()
    return job is None or job.is_dead
