"""Stored notices. `accounts.notices` words them when they are read."""

import uuid
from typing import ClassVar, Self

from django.db import models

from accounts.models.facts import facts_are_codes
from accounts.models.users import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Queries on `Notice`."""

    def visible_to(self, user: User) -> Self:
        """Keep the user's own notices."""
        return self.filter(user=user)

    def unread(self) -> Self:
        """Keep those not yet opened."""
        return self.filter(read_at__isnull=True)

    def with_mail(self) -> Self:
        """Load the e-mail too."""
        return self.select_related("mail")

    def newest_first(self) -> Self:
        """Latest first, ties by id."""
        return self.order_by("-created_at", "-pk")


class Notice(models.Model):
    """One notice to one person: its kind, its subject and its facts.

    It stores no names and no sentences: `accounts.notices.render` makes them when it is read.
    """

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60, help_text="entry.approached")
    about = models.CharField(max_length=80, help_text="shortlists.entry:31")
    facts = models.JSONField(
        default=dict, blank=True, help_text="codes, ids, days, moments and numbers"
    )
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "-created_at"], name="notice_user")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=facts_are_codes(), name="notice_facts_are_codes")
        ]

    def __str__(self) -> str:
        return f"#{self.pk} to user {self.user_id}"
