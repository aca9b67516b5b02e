"""What the clock does with texts: it forgets them."""

import logging
from datetime import datetime, timedelta

from interimhub.lib.ticks import tick
from readings.models import KEPT_DAYS, TextReading

logger = logging.getLogger(__name__)


@tick(seconds=3600)
def forget_texts(now: datetime) -> None:
    """Delete what was brought more than a week ago; what was taken over of it stays."""
    old = TextReading.objects.brought_before(now - timedelta(days=KEPT_DAYS))
    count, _ = old.delete()
    if count:
        logger.info("%s texts were forgotten", count)
