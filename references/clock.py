"""Periodic tasks: remind referees once, end waits, notice letters that did not arrive."""

from datetime import datetime

from accounts.reminders import take_steps
from interimhub.lib.ticks import tick
from references.actions.reminders import PLANS, end_undelivered
from references.models import Reference


@tick(seconds=60)
def send_reminders(now: datetime) -> None:
    """Take the next step of every wait for a referee that has one due."""
    take_steps(PLANS, now=now)


@tick(seconds=60)
def end_undelivered_requests(now: datetime) -> None:
    """End each request whose letter could not be delivered, and tell the interim."""
    for reference in Reference.objects.undelivered().order_by("pk"):
        end_undelivered(reference, now=now)
