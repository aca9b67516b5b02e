"""Queuing e-mails that belong to no notice."""

from accounts import tasks
from accounts.models import Mail
from interimhub.lib.later import later


def post(*, key: str, to: str, subject: str, text: str, html: str = "") -> Mail:
    """Store an e-mail and queue its sending, once for each `key`.

    Its address, subject and text are deleted once it is sent.
    """
    mail, is_new = Mail.objects.get_or_create(
        key=key, defaults={"to": to, "subject": subject[:200], "text": text, "html": html}
    )
    if is_new:
        later(tasks.send_mail, f"mail:{key}", mail_id=mail.pk)
    return mail
