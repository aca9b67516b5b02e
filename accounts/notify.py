"""Notifying people: a notice on their page, and an e-mail that a job sends."""

from datetime import datetime
from typing import Any

from accounts import tasks
from accounts.models import Mail, Notice, User, subject_key
from accounts.notices import NoticeKind
from interimhub.lib.later import later


def notify(user: User, kind: NoticeKind[Any], *, now: datetime) -> Notice:
    """Store a notice for a person and queue its e-mail.

    Call it in the transaction of the event. Both are worded when they are read or sent.
    """
    notice = Notice.objects.create(
        user=user,
        kind=kind.code,
        about=subject_key(kind.about),
        facts=kind.facts(),
        created_at=now,
    )
    mail = Mail.objects.create(key=f"notice:{notice.pk}", notice=notice)
    later(tasks.send_mail, mail.job_key, mail_id=mail.pk)
    return notice
