"""Handing a letter to the mail server."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from accounts.models import Mail


def deliver(mail: Mail) -> None:
    """Hand a letter to the mail server, once unless the machine dies between its two rows."""
    if mail.sent_at is not None:
        return
    Mail.objects.filter(pk=mail.pk).update(sending_at=timezone.now())
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        to=[mail.to],
        headers={"Message-ID": f"<{mail.message_id}@{domain}>"},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    message.send()
    forgotten = {"text": "", "html": ""} if mail.is_secret else {}
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), **forgotten)
