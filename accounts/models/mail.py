"""Letters owed and sent. The row is written with the event; a job sends it."""

import uuid
from typing import ClassVar

from django.db import models


class Mail(models.Model):
    """One letter to one person.

    `sending_at` is committed before the server is spoken to and `sent_at` after, so that a
    repeat after a crash carries the same Message-ID (at least once, and recognisably so).
    """

    key = models.CharField(max_length=120, unique=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    is_secret = models.BooleanField(
        default=False, help_text="holds a code: its text is forgotten once it is sent"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    sending_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "mail"
        indexes: ClassVar = [models.Index(fields=["to", "-created_at"], name="mail_to")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
