"""Writing an e-mail down, so that a job sends it."""

from datetime import datetime

from accounts import tasks
from accounts.models import Mail, Notice, User
from interimhub.lib.later import later


def tell(user: User, *, subject: str, body: str, url: str = "", now: datetime) -> Notice:
    """Notify a person in stored words; `accounts.notify.notify` takes its place."""
    notice = Notice.objects.create(user=user, subject=subject, body=body, url=url, created_at=now)
    mail = Mail.objects.create(key=f"notice:{notice.pk}", notice=notice)
    later(tasks.send_mail, f"mail:{mail.key}", mail_id=mail.pk)
    return notice


def post(*, key: str, to: str, subject: str, text: str, html: str = "") -> Mail:
    """Store an e-mail that belongs to no notice and queue its sending; one for each `key`.

    Its address, subject and text are deleted once it is sent.
    """
    mail, is_new = Mail.objects.get_or_create(
        key=key, defaults={"to": to, "subject": subject[:200], "text": text, "html": html}
    )
    if is_new:
        later(tasks.send_mail, f"mail:{key}", mail_id=mail.pk)
    return mail
