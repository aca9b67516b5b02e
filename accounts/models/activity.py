"""The trail: who did what to what, and when. Append-only; notes can be erased."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

import pgtrigger
from django.db import models

from accounts.models.facts import Facts, StoredFacts, facts_are_codes, stored_facts
from accounts.models.users import User
from interimhub.lib.requests import request_id

NOUN_AND_VERB = "^[a-z]+[.][a-z_]+$"
STATUS = "^[a-z_]*$"


class Role(models.TextChoices):
    """The capacity in which somebody acted; the label is shown if they cannot be named."""

    MANAGER = "manager", "Somebody at the client"
    MEMBER = "member", "Somebody at the client"
    CONSULTANT = "consultant", "A firm"
    INTERIM = "interim", "An interim"
    OWNER = "owner", "The account’s owner"
    OPERATOR = "operator", "An operator"
    CLOCK = "clock", "InterimHub"


class ActivityKind(models.TextChoices):
    """What happened, as `noun.verb`. Each app lists its own in `trail.py`.

    The label is the sentence without its subject: it follows the name of the person who acted.
    """

    def sentence(self, facts: Sequence[StoredFacts]) -> str:
        """Return what was done, to follow the name of the person who acted.

        Args:
            facts: the facts of each event that is shown in this line, oldest first.
        """
        return str(self.label)

    @property
    def is_merged(self) -> bool:
        """Whether consecutive events of this kind by the same person are shown as one line."""
        return False


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Queries on the trail, for showing it only: no decision may depend on the trail."""

    def about(self, subject: models.Model) -> "ActivityQuerySet":
        """Keep the events of one row."""
        return self.filter(subject=subject_key(subject))

    def with_notes(self) -> "ActivityQuerySet":
        """Load the notes too."""
        return self.select_related("note")

    def newest_first(self) -> "ActivityQuerySet":
        """Latest first, ties by id."""
        return self.order_by("-at", "-pk")


class Activity(models.Model):
    """One event, as codes and numbers that outlive its subject; no names, no free text."""

    at = models.DateTimeField()
    actor = models.CharField(max_length=60, blank=True, help_text="accounts.user:12; empty: clock")
    role = models.CharField(max_length=12, choices=Role)
    on_behalf_of = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=60, help_text="brief.opened")
    subject = models.CharField(max_length=80, help_text="shortlists.entry:31")
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict, blank=True, help_text="codes, ids, days and numbers")
    request_id = models.CharField(max_length=64, blank=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["subject", "-at"], name="activity_subject")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__regex=NOUN_AND_VERB), name="activity_kind_noun_and_verb"
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=Role.values), name="activity_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(before__regex=STATUS, after__regex=STATUS),
                name="activity_statuses_are_codes",
            ),
            models.CheckConstraint(condition=facts_are_codes(), name="activity_facts_are_codes"),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind} {self.subject}"

    # Facts

    @property
    def user_id(self) -> int | None:
        """The primary key of the user who acted; None if it was not a person."""
        return subject_pk(self.actor) if self.actor else None

    @property
    def acted_for_id(self) -> int | None:
        """The primary key of the user in whose place somebody acted; else None."""
        return subject_pk(self.on_behalf_of) if self.on_behalf_of else None

    @property
    def note_or_none(self) -> "ActivityNote | None":
        """Its note; None if there was none or it has been erased."""
        return getattr(self, "note", None)

    @property
    def written(self) -> str:
        """The text of its note; "" if there was none or it has been erased."""
        note = self.note_or_none
        return note.text if note else ""

    @classmethod
    def record(
        cls,
        *,
        by: User | None,
        subject: models.Model,
        now: datetime,
        kind: ActivityKind,
        role: Role,
        on_behalf_of: User | None = None,
        before: str | None = None,
        after: str | None = None,
        facts: Facts | None = None,
        note: str = "",
    ) -> "Activity":
        """Add to the trail, in the transaction of the change it records.

        Args:
            by: the person who acted; None for the clock or a command.
            kind: a kind listed in the app's `trail.py`.
            role: the capacity in which they acted.
            on_behalf_of: the user in whose place they acted.
            before, after: the statuses before and after.
            facts: machine-readable details: codes, ids, dates and numbers.
            note: what somebody wrote: a reason, a comment. It is stored where it can be erased.

        Raises:
            NotAFact: a fact is free text.
        """
        row = cls.objects.create(
            at=now,
            actor=subject_key(by) if by else "",
            role=role,
            on_behalf_of=subject_key(on_behalf_of) if on_behalf_of else "",
            kind=kind,
            subject=subject_key(subject),
            before=before or "",
            after=after or "",
            facts=stored_facts(facts or {}),
            request_id=request_id(),
        )
        if note.strip():
            ActivityNote.objects.create(activity=row, text=note.strip())
        return row


class ActivityNoteQuerySet(models.QuerySet["ActivityNote"]):
    """Queries on notes."""

    def about(self, subject: models.Model) -> "ActivityNoteQuerySet":
        """Keep the notes of the events of one row, to erase them."""
        return self.filter(activity__subject=subject_key(subject))


class ActivityNote(models.Model):
    """What somebody wrote with an event. Unlike the event, it can be changed and erased."""

    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="note")
    text = models.TextField()

    objects = ActivityNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.pk} beside activity {self.activity_id}"


def subject_key(row: models.Model) -> str:
    """Return the key of a row as the trail stores it, such as `shortlists.entry:31`."""
    return f"{row._meta.label_lower}:{row.pk}"


def subject_pk(key: str) -> int:
    """Return the primary key in a key made by `subject_key`."""
    return int(key.rpartition(":")[2])
