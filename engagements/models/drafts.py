"""Drafts: input of a step that cannot be stored as an answer yet."""

from dataclasses import asdict
from datetime import datetime
from typing import ClassVar

from django.db import models

from engagements.answers import Unstored, UnstoredRow
from engagements.models.briefs import Brief


class BriefDraftQuerySet(models.QuerySet["BriefDraft"]):
    """Queries on `BriefDraft`."""

    def of(self, brief: Brief, step: str) -> "BriefDraft":
        """Return the draft of one step; a new, unsaved one if the step was never saved."""
        return self.filter(brief=brief, step=step).first() or BriefDraft(brief=brief, step=step)


class BriefDraft(models.Model):
    """The saves of one step of a brief, and its input that is not stored elsewhere.

    Valid answers are stored on the brief, its criteria, requirements and truth items. A draft keeps
    only what these cannot store: `values`, `unparsed` and `rows` are the fields of
    `engagements.answers.Unstored`. Only the page of the step reads it.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="drafts")
    step = models.CharField(max_length=20)
    saves = models.PositiveIntegerField(default=0, help_text="how often the step was saved")
    window = models.CharField(
        max_length=64, blank=True, help_text="the browser window that saved it last"
    )
    saved_at = models.DateTimeField()
    values = models.JSONField(default=dict, blank=True)
    unparsed = models.JSONField(default=dict, blank=True)
    rows = models.JSONField(default=list, blank=True)

    objects = BriefDraftQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "step"], name="brief_draft_one_a_step"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of brief {self.brief_id}"

    # Facts

    @property
    def unstored(self) -> Unstored:
        """The input that is not stored as an answer."""
        rows = [UnstoredRow(**row) for row in self.rows]
        return Unstored(values=self.values, unparsed=self.unparsed, rows=rows)

    def has_row(self, key: object) -> bool:
        """Whether the row with this public id has unstored input."""
        return any(row.key == str(key) for row in self.unstored.rows)

    def is_outdated(self, *, seen: int, window: str) -> bool:
        """Whether another window has saved the step since it had `seen` saves."""
        return self.saves != seen and self.window != window

    # Moves

    def count_save(self, *, window: str, now: datetime) -> None:
        """Count a save, which makes all windows opened before, except `window`, outdated."""
        self.saves += 1
        self.window = window
        self.saved_at = now
        self.save()

    def keep(self, unstored: Unstored) -> None:
        """Set the unstored input; `count_save` writes it."""
        self.values = dict(unstored.values)
        self.unparsed = dict(unstored.unparsed)
        self.rows = [asdict(row) for row in unstored.rows]
