"""Periodic work for rankings."""

from datetime import datetime

from interimhub.lib.ticks import tick
from ranking import actions


@tick(seconds=3)
def enqueue_profile_changes(now: datetime) -> None:
    """Enqueue the consumption of profile changes, if there are any."""
    actions.enqueue_profile_changes(now=now)


@tick(seconds=3)
def enqueue_profile_words(now: datetime) -> None:
    """Enqueue writing what firms search of the interims who have changed, if anybody has."""
    actions.enqueue_profile_words(now=now)
