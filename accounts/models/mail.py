"""E-mails: stored in the transaction of an event, sent by a job."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Concat

from accounts.models.activity import subject_key
from accounts.models.notices import Notice
from accounts.models.users import User
from interimhub.lib.models import Job

JOB_PREFIX = "mail:"
DELETED_TEXT = {"to": "", "subject": "", "text": "", "html": ""}


class MailQuerySet(models.QuerySet["Mail"]):
    """Queries on `Mail`."""

    def waiting(self) -> Self:
        """Keep those neither sent nor given up."""
        return self.filter(sent_at=None, failed_at=None)

    def undeliverable(self) -> Self:
        """Keep those still waiting although their job was given up."""
        key = Concat(Value(JOB_PREFIX), OuterRef("key"), output_field=models.TextField())
        return self.waiting().filter(Exists(Job.objects.dead().filter(key=key)))

    def failed(self) -> Self:
        """Keep those given up."""
        return self.filter(failed_at__isnull=False)

    def about(self, *rows: models.Model) -> Self:
        """Keep the e-mails about one of these rows."""
        return self.filter(subject_row__in=[subject_key(row) for row in rows])


class Mail(models.Model):
    """One e-mail to one person: for a notice, or with its own stored text.

    The text of a notice's e-mail is made when it is sent. Any other e-mail keeps its text until
    then; its address, subject and text are deleted once it is sent or given up.

    Delivery is at least once: `sending_at` is committed before the mail server is called and
    `sent_at` after. A repeat after a crash has the same Message-ID, so that mail programs can
    recognise it.
    """

    key = models.CharField(max_length=120, unique=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, null=True, related_name="mail")
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    subject_row = models.CharField(
        max_length=80, blank=True, help_text="what it is about: providers.firminvitation:31"
    )
    sender = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="+", help_text="who sent it"
    )
    useful_until = models.DateTimeField(null=True, help_text="not sent later than this")
    created_at = models.DateTimeField(auto_now_add=True)
    sending_at = models.DateTimeField(null=True, editable=False)
    sent_at = models.DateTimeField(null=True, editable=False)
    failed_at = models.DateTimeField(null=True, editable=False)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "mail"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(notice__isnull=True) | Q(to="", subject="", text="", html=""),
                name="mail_of_a_notice_without_text",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, failed_at__isnull=True)
                | Q(to="", subject="", text="", html=""),
                name="mail_settled_without_text",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(failed_at__isnull=True),
                name="mail_sent_or_failed",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["id"], condition=Q(sent_at=None, failed_at=None), name="mail_waiting"
            ),
            models.Index(
                fields=["subject_row"], condition=~Q(subject_row=""), name="mail_subject_row"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.key}"

    # Facts

    @property
    def is_settled(self) -> bool:
        """Whether it was sent or given up."""
        return self.sent_at is not None or self.failed_at is not None

    @property
    def job_key(self) -> str:
        """The key of the job that sends it."""
        return f"{JOB_PREFIX}{self.key}"
