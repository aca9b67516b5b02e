"""Periodic tasks: delete old texts."""

import logging
from datetime import datetime, timedelta

from interimhub.lib.ticks import tick
from readings.models import KEPT_DAYS, DayOfReadings, TextReading

logger = logging.getLogger(__name__)


@tick(seconds=3600)
def forget_texts(now: datetime) -> None:
    """Delete texts added more than a week ago; accepted suggestions stay."""
    DayOfReadings.objects.before(now.date() - timedelta(days=1)).delete()
    old = TextReading.objects.added_before(now - timedelta(days=KEPT_DAYS))
    count, _ = old.delete()
    if count:
        logger.info("%s texts were deleted", count)
