"""Periodic tasks: remove deleted drafts permanently, remind of proposed changes."""

import logging
from datetime import datetime

from accounts.models import Deadline
from engagements.actions import amendments, deletion
from engagements.deadlines import BriefDeadline
from engagements.models import DeletedDraft
from interimhub.lib.refused import Refused
from interimhub.lib.ticks import tick

logger = logging.getLogger(__name__)


@tick(seconds=15)
def purge_deleted_drafts(now: datetime) -> None:
    """Remove each draft that was deleted more than ten minutes ago."""
    for deleted in DeletedDraft.objects.due(now).order_by("pk"):
        if deletion.purge_draft(deleted, now=now):
            logger.info("removed a deleted draft of client %s permanently", deleted.client_id)


@tick(seconds=60)
def remind_of_changes(now: datetime) -> None:
    """Remind firms of proposed changes that wait for them, and end those left unanswered."""
    waiting = Deadline.objects.of_kind(BriefDeadline.CHANGE_ANSWER)
    for deadline in waiting.to_remind(amendments.STEPS, now=now).order_by("pk"):
        try:
            amendments.remind_of_change(deadline, now=now)
        except Refused:
            logger.info("deadline %s moved on before its clock ran out", deadline.pk)
