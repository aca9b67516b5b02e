"""What the clock does for rankings."""

from datetime import datetime

from interimhub.lib.ticks import tick
from ranking import actions


@tick(seconds=3)
def take_in_changed_profiles(now: datetime) -> None:
    """See to it that the briefs which changed profiles touch are ranked again."""
    actions.take_in_changes(now=now)
