"""What the clock does for the hub's staff."""

from datetime import datetime, timedelta

from accounts import actions, tasks
from interimhub.lib.models import Job
from interimhub.lib.ticks import tick

LOOKING_BACK = timedelta(days=1)


@tick(seconds=60)
def tell_staff_of_given_up_jobs(now: datetime) -> None:
    """Tell of each job that was given up, but for letters: that one would be given up as well."""
    dead = Job.objects.dead_since(now - LOOKING_BACK).other_than(tasks.send_mail.name)
    for job in dead.order_by("pk"):
        actions.tell_staff_of_job(job)
