"""Periodic tasks: remove deleted drafts permanently, and remind of deadlines."""

import logging
from datetime import datetime

from accounts.reminders import take_steps
from engagements.actions import deletion
from engagements.actions.reminders import PLANS
from engagements.models import DeletedDraft
from interimhub.lib.ticks import tick

logger = logging.getLogger(__name__)


@tick(seconds=15)
def purge_deleted_drafts(now: datetime) -> None:
    """Remove each draft that was deleted more than ten minutes ago."""
    for deleted in DeletedDraft.objects.due(now).order_by("pk"):
        if deletion.purge_draft(deleted, now=now):
            logger.info("removed a deleted draft of client %s permanently", deleted.client_id)


@tick(seconds=60)
def send_reminders(now: datetime) -> None:
    """Take the next step of every deadline of a brief that has one due."""
    take_steps(PLANS, now=now)
