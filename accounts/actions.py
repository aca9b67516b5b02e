"""Actions on the user's own account and notices, and e-mails to the operators."""

from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.db import transaction

from accounts.emails import post
from accounts.models import DELETED_TEXT, Activity, Invitation, Mail, Notice, Role, User
from accounts.notify import notify
from accounts.organisations.notices import InvitationUndelivered
from accounts.trail import AccountEvent
from interimhub.lib.models import Job


@transaction.atomic(durable=True)
def change_account(
    user: User, *, full_name: str, preferred_name: str, phone: str, time_zone: str, now: datetime
) -> None:
    """Store a person's names, telephone and time zone."""
    user.full_name = full_name
    user.preferred_name = preferred_name
    user.phone = phone
    user.time_zone = time_zone
    user.save(update_fields=["full_name", "preferred_name", "phone", "time_zone"])
    Activity.record(by=user, role=Role.OWNER, kind=AccountEvent.CHANGED, subject=user, now=now)


@transaction.atomic(durable=True)
def read_notice(notice: Notice, *, now: datetime) -> None:
    """Mark a notice as read. Does nothing if it is read already."""
    Notice.objects.filter(pk=notice.pk, read_at__isnull=True).update(read_at=now)


@transaction.atomic(durable=True)
def read_all_notices(user: User, *, now: datetime) -> None:
    """Mark all of a person's notices as read."""
    Notice.objects.visible_to(user).unread().update(read_at=now)


@transaction.atomic(durable=True)
def give_up_mail(mail: Mail, *, now: datetime) -> None:
    """Record that an e-mail could not be delivered, delete its text and notify its sender.

    Does nothing if it has been sent or given up in the meantime.
    """
    if not Mail.objects.waiting().filter(pk=mail.pk).update(failed_at=now, **DELETED_TEXT):
        return
    if mail.sender is None or not mail.subject_row:
        return
    label, _, key = mail.subject_row.rpartition(":")
    row = apps.get_model(label)._default_manager.filter(pk=key).first()
    if isinstance(row, Invitation) and not row.why_over(now):
        notify(mail.sender, InvitationUndelivered(row), now=now)


@transaction.atomic(durable=True)
def notify_staff_of_dead_job(job: Job) -> None:
    """Queue an e-mail to the operators about a job that was given up, once for each job."""
    post(
        key=f"given-up:{job.pk}",
        to=settings.STAFF_EMAIL,
        subject=f"Given up: {job.task}",
        text=f"Job {job.pk} ({job.key}) was given up after {job.starts} starts and {job.errors} "
        f"errors:\n\n{job.last_error}\n\nThe page of the people who wait for it says so. "
        "The worker's log says more.\n",
    )
