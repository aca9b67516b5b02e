"""Periodic work: e-mails that cannot be delivered, and news of dead jobs for the operators."""

from datetime import datetime, timedelta

from accounts import actions, tasks
from accounts.models import Mail
from interimhub.lib.models import Job
from interimhub.lib.ticks import tick

DEAD_JOB_WINDOW = timedelta(days=1)


@tick(seconds=60)
def notify_staff_of_dead_jobs(now: datetime) -> None:
    """E-mail the operators about each job that was given up in the last day.

    Jobs that send e-mails are left out: the e-mail about them would fail as well.
    """
    dead = Job.objects.dead_within(DEAD_JOB_WINDOW).other_than(tasks.send_mail.name)
    for job in dead.order_by("pk"):
        actions.notify_staff_of_dead_job(job)


@tick(seconds=15)
def give_up_undeliverable_mail(now: datetime) -> None:
    """Delete the text of each e-mail whose job was given up, and notify its sender."""
    for mail in Mail.objects.undeliverable().select_related("sender").order_by("pk"):
        actions.give_up_mail(mail, now=now)
