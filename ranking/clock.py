"""Periodic work for rankings."""

from datetime import datetime

from interimhub.lib.ticks import tick
from ranking import actions


@tick(seconds=3)
def enqueue_profile_changes(now: datetime) -> None:
    """Enqueue the consumption of profile changes, if there are any."""
    actions.enqueue_profile_changes(now=now)
