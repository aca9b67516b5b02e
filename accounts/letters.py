"""Handing an e-mail to the mail server."""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Mail, Notice
from accounts.notices import render

logger = logging.getLogger(__name__)

FORGOTTEN = {"to": "", "subject": "", "text": "", "html": ""}


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail as it is sent."""

    to: str
    subject: str
    text: str
    html: str = ""


def deliver(mail: Mail) -> None:
    """Hand an e-mail to the mail server, once unless the machine dies between its two rows.

    The e-mail of a notice that its reader may no longer see is not sent; its row is deleted.
    """
    if mail.sent_at is not None:
        return
    letter = letter_of(mail.notice) if mail.notice else _stored(mail)
    if letter is None:
        logger.info("mail %s is about something its reader may no longer see", mail.pk)
        mail.delete()
        return
    Mail.objects.filter(pk=mail.pk).update(sending_at=timezone.now())
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    message = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        to=[letter.to],
        headers={"Message-ID": f"<{mail.message_id}@{domain}>"},
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), **FORGOTTEN)


def letter_of(notice: Notice) -> Letter | None:
    """Return a notice as an e-mail in today's words; None if its reader may no longer see it."""
    reader = notice.user
    rendered = render([notice], reader=reader)[0]
    if rendered.is_gone:
        return None
    context = {
        "name": reader.first_name,
        "subject": rendered.subject,
        "body": rendered.body,
        "link": f"{settings.PUBLIC_URL}{rendered.url}" if rendered.url else "",
    }
    return Letter(
        to=reader.email,
        subject=rendered.subject,
        text=render_to_string(rendered.kind.text_template, context),
        html=render_to_string(rendered.kind.html_template, context),
    )


def _stored(mail: Mail) -> Letter:
    return Letter(to=mail.to, subject=mail.subject, text=mail.text, html=mail.html)
