"""What the clock does for rankings."""

from datetime import datetime

from engagements.actions import ranking
from interimhub.lib.ticks import tick


@tick(seconds=3)
def take_in_changed_profiles(now: datetime) -> None:
    """See to it that the briefs which changed profiles touch are ranked again."""
    ranking.take_in_changes(now=now)
