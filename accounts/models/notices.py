"""What a person was told, in the browser as in the mail."""

import uuid
from typing import ClassVar, Self

from django.db import models

from accounts.models.users import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def visible_to(self, user: User) -> Self:
        """Keep the person's own."""
        return self.filter(user=user)

    def unread(self) -> Self:
        """Keep those not yet opened."""
        return self.filter(read_at__isnull=True)

    def newest_first(self) -> Self:
        """Latest first, ties by id."""
        return self.order_by("-created_at", "-pk")


class Notice(models.Model):
    """A sentence or a few to one person, with the page it is about."""

    ref = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    url = models.CharField(max_length=300, blank=True, help_text="a path of this site")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["user", "-created_at"], name="notice_user")]

    def __str__(self) -> str:
        return f"#{self.pk} to user {self.user_id}"
