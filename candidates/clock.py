"""Periodic work on profiles."""

import logging
from datetime import datetime

from candidates.models import ProfileChange
from interimhub.lib.ticks import tick

logger = logging.getLogger(__name__)


@tick(seconds=3600)
def forget_old_changes(now: datetime) -> None:
    """Delete old profile changes. A reader that is too far behind notices it (`can_answer`)."""
    del now
    logger.info("%s old changes of profiles were deleted", ProfileChange.objects.forget_old())
