"""Sending e-mails to the mail server."""

import logging
import smtplib
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import DELETED_TEXT, Mail, Notice
from accounts.notices import render
from interimhub.lib.later import PermanentError, TransientError

logger = logging.getLogger(__name__)

# Errors about this one e-mail; all other errors are about the server.
ABOUT_THE_EMAIL = (smtplib.SMTPSenderRefused, smtplib.SMTPDataError)
PERMANENT_FROM = 500


@dataclass(frozen=True, slots=True)
class Email:
    """The contents of an e-mail."""

    to: str
    subject: str
    text: str
    html: str = ""


def deliver(mail: Mail) -> None:
    """Send an e-mail to the mail server. It is repeated only if the process dies in between.

    If its reader may no longer see the notice, the e-mail is not sent and its row is deleted.

    Raises:
        TransientError: the mail server is down, or asks to try again later.
        PermanentError: it refuses this e-mail, or the e-mail is out of date.
    """
    if mail.is_settled:
        return
    if mail.useful_until is not None and mail.useful_until <= timezone.now():
        raise PermanentError("the e-mail is out of date")
    email = email_of(mail.notice) if mail.notice else _stored(mail)
    if email is None:
        logger.info("mail %s is about something its reader may no longer see", mail.pk)
        mail.delete()
        return
    Mail.objects.filter(pk=mail.pk).update(sending_at=timezone.now())
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].rstrip(">")
    message = EmailMultiAlternatives(
        subject=email.subject,
        body=email.text,
        to=[email.to],
        headers={"Message-ID": f"<{mail.message_id}@{domain}>"},
    )
    if email.html:
        message.attach_alternative(email.html, "text/html")
    try:
        message.send()
    except (smtplib.SMTPException, OSError) as error:
        # Without its cause, since the server's answer contains the address.
        raise _verdict(error) from None
    Mail.objects.filter(pk=mail.pk).update(sent_at=timezone.now(), **DELETED_TEXT)


def _verdict(error: Exception) -> TransientError | PermanentError:
    """Return the error to raise, temporary or permanent by the code of the server's answer."""
    code = 0
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max(answer for answer, _ in error.recipients.values())
    elif isinstance(error, ABOUT_THE_EMAIL):
        code = error.smtp_code
    if code >= PERMANENT_FROM:
        return PermanentError(f"the mail server refuses the e-mail ({code})")
    return TransientError(f"the mail server did not take the e-mail ({code or _name(error)})")


def _name(error: Exception) -> str:
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()


def email_of(notice: Notice) -> Email | None:
    """Return the e-mail of a notice, worded now; None if its reader may no longer see it."""
    reader = notice.user
    rendered = render([notice], reader=reader)[0]
    if rendered.kind is None:
        return None
    context = {
        "name": reader.short_name,
        "subject": rendered.subject,
        "body": rendered.body,
        "link": f"{settings.PUBLIC_URL}{rendered.url}" if rendered.url else "",
    }
    return Email(
        to=reader.email,
        subject=rendered.subject,
        text=render_to_string(rendered.kind.text_template, context),
        html=render_to_string(rendered.kind.html_template, context),
    )


def _stored(mail: Mail) -> Email:
    return Email(to=mail.to, subject=mail.subject, text=mail.text, html=mail.html)
