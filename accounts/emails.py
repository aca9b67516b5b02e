"""Telling people: a notice on their page and a letter, both rows before anything is sent."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from accounts import tasks
from accounts.models import Mail, Notice, User
from interimhub.lib.later import later


def tell(user: User, *, subject: str, body: str, url: str = "", now: datetime) -> Notice:
    """Leave a notice for a person and post the same words to their address.

    Call it inside the transaction of the event it tells of. `url` is a path of this site;
    `body` is plain text, paragraphs apart by an empty line.
    """
    notice = Notice.objects.create(user=user, subject=subject, body=body, url=url, created_at=now)
    link = f"{settings.PUBLIC_URL}{url}" if url else ""
    context = {"name": user.first_name, "body": body, "link": link, "subject": subject}
    post(
        key=f"notice:{notice.pk}",
        to=user.email,
        subject=subject,
        text=render_to_string("accounts/mail/notice.txt", context),
        html=render_to_string("accounts/mail/notice.html", context),
    )
    return notice


def post(
    *, key: str, to: str, subject: str, text: str, html: str = "", is_secret: bool = False
) -> Mail:
    """Write a letter down and leave its sending as a job; one letter for each `key`."""
    mail, is_new = Mail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": subject[:200],
            "text": text,
            "html": html,
            "is_secret": is_secret,
        },
    )
    if is_new:
        later(tasks.send_mail, f"mail:{key}", mail_id=mail.pk)
    return mail
