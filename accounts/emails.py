"""Queueing of e-mails that belong to no notice."""

from datetime import datetime

from django.db import models

from accounts import tasks
from accounts.models import Mail, User, subject_key
from interimhub.lib.later import later


def post(
    *,
    key: str,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    about: models.Model | None = None,
    sender: User | None = None,
    useful_until: datetime | None = None,
) -> Mail:
    """Store an e-mail and queue it, once for each `key`.

    Its address, subject and text are deleted once it is sent or given up.

    Args:
        key: identifies the e-mail.
        to, subject, text, html: the e-mail.
        about: the row that it is about.
        sender: who is notified if it cannot be delivered.
        useful_until: when to give up at the latest, for instance when its code expires.
    """
    facts = {
        "to": to,
        "subject": subject[:200],
        "text": text,
        "html": html,
        "subject_row": subject_key(about) if about else "",
        "sender": sender,
        "useful_until": useful_until,
    }
    mail, is_new = Mail.objects.get_or_create(key=key, defaults=facts)
    if is_new:
        later(tasks.send_mail, mail.job_key, mail_id=mail.pk)
    return mail
