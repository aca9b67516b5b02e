"""E-mails, written in the transaction of an event and sent by a job."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q

from accounts.models.notices import Notice


class Mail(models.Model):
    """One e-mail to one person: that of a notice, or one with stored text.

    The text of a notice's e-mail is made when it is sent. Any other e-mail keeps its text until
    then; its address, subject and text are deleted once it is sent.

    Delivery is at least once: `sending_at` is committed before the mail server is called and
    `sent_at` after. A repeat after a crash has the same Message-ID, so that it can be recognised.
    """

    key = models.CharField(max_length=120, unique=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, null=True, related_name="mail")
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sending_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "mail"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(notice__isnull=True) | Q(to="", subject="", text="", html=""),
                name="mail_of_a_notice_without_text",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(to="", subject="", text="", html=""),
                name="mail_sent_without_text",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"
