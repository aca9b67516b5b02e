"""What the clock does for profiles."""

import logging
from datetime import datetime

from candidates.models import ProfileChange
from interimhub.lib.ticks import tick

logger = logging.getLogger(__name__)


@tick(seconds=3600)
def forget_old_changes(now: datetime) -> None:
    """Keep the table of changes from growing for ever; readers can tell when they came too late."""
    del now
    logger.info("%s old changes of profiles were forgotten", ProfileChange.objects.forget_old())
