"""Deleted drafts: restorable for ten minutes, then removed permanently."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.models import User
from engagements.models.briefs import Brief
from engagements.models.clients import Client
from interimhub.lib.undo import WINDOW


class DeletedDraftQuerySet(models.QuerySet["DeletedDraft"]):
    """Queries on `DeletedDraft`."""

    def visible_to(self, user: User) -> Self:
        """Keep those of the user's client; of limited ones those of briefs that the user reads.

        Once such a brief is removed, only those of the user's own.
        """
        own = Client.objects.filter(members__user=user, members__left_at=None)
        rows = self.filter(client__in=own.values("pk"))
        readable = Brief.objects.of_own_client(user).values("pk")
        return rows.filter(Q(is_limited=False) | Q(deleted_by=user) | Q(brief__in=readable))

    def restorable(self, since: datetime) -> Self:
        """Keep those deleted after `since` that can be restored, with their brief."""
        rows = self.filter(brief__isnull=False, deleted_at__gt=since)
        return rows.select_related("brief", "deleted_by")

    def due(self, now: datetime) -> Self:
        """Keep those whose brief has to be removed permanently."""
        return self.filter(brief__isnull=False, deleted_at__lte=now - WINDOW)

    def newest_first(self) -> Self:
        """Order by the time of deletion, latest first; ties by public id."""
        return self.order_by("-deleted_at", "ref")


class DeletedDraft(models.Model):
    """The record that a draft was deleted, by whom and when; it has none of its text.

    The brief exists until it is removed permanently. The row stays, so that a late visitor reads
    what happened.
    """

    ref = models.UUIDField(
        default=uuid.uuid4, unique=True, editable=False, help_text="public id of the brief"
    )
    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="+")
    brief = models.OneToOneField(
        Brief, on_delete=models.SET_NULL, null=True, related_name="deletion"
    )
    deleted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    deleted_at = models.DateTimeField()
    is_limited = models.BooleanField(default=False, help_text="whether the brief was")

    objects = DeletedDraftQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["deleted_at"],
                condition=models.Q(brief__isnull=False),
                name="deleted_draft_due",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk} of client {self.client_id}"

    # Facts

    @property
    def gone_at(self) -> datetime:
        """The time until which it can be restored."""
        return self.deleted_at + WINDOW

    @property
    def by_name(self) -> str:
        """The name of the person who deleted it."""
        return self.deleted_by.full_name if self.deleted_by else "Somebody"
