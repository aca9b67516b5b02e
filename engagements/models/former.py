"""Former versions of a brief, as their readers knew them."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models

from engagements.models.briefs import Brief

if TYPE_CHECKING:
    from engagements.pack import Pack


class FormerBriefQuerySet(models.QuerySet["FormerBrief"]):
    """Queries on `FormerBrief`."""

    def of(self, brief: Brief) -> Self:
        """Keep the former versions of a brief."""
        return self.filter(brief=brief)

    def ended_after(self, moment: datetime) -> Self:
        """Keep those that were replaced after a moment, oldest first."""
        return self.filter(ended_at__gt=moment).order_by("version")

    def version_of(self, brief: Brief, version: int) -> Self:
        """Keep one former version of a brief."""
        return self.filter(brief=brief, version=version)


class FormerBrief(models.Model):
    """A version of a brief as it read when the next one replaced it.

    What changed since is the difference between this pack and the brief as it reads now.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="former")
    version = models.PositiveIntegerField()
    pack = models.JSONField(help_text="`Pack.as_json`, with the client's name")
    ended_at = models.DateTimeField()

    objects = FormerBriefQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "version"], name="former_brief_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} version {self.version} of brief {self.brief_id}"

    @classmethod
    def keep(cls, brief: Brief, version: int, pack: "Pack", *, now: datetime) -> "FormerBrief":
        """Keep a version that is replaced, as it read."""
        return cls.objects.create(brief=brief, version=version, pack=pack.as_json(), ended_at=now)
