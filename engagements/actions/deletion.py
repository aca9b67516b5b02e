"""Delete a draft, restore it within ten minutes, or remove it permanently afterwards."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, ActivityNote, Deadline, Notice, Role, User, subject_key
from engagements.actions.briefs import NotADraft
from engagements.models import Brief, DeletedDraft
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.undo import WINDOW, TooLate, in_words
from readings.models import TextReading


@transaction.atomic(durable=True)
def delete_draft(brief: Brief, *, by: User, now: datetime) -> DeletedDraft:
    """Delete a draft that no firm has read. Deleting it again changes nothing.

    Raises:
        NotADraft: the current or an earlier version was sent to the firms.
    """
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    if brief.is_deleted:
        return DeletedDraft.objects.get(brief=brief)
    if not brief.is_unsent_draft:
        raise NotADraft(
            "Firms have read this brief, so it cannot be deleted. Cancel it instead: they will be"
            " notified."
        )
    brief.delete_draft()
    deleted = DeletedDraft.objects.create(
        ref=brief.ref,
        client=brief.client,
        brief=brief,
        deleted_by=by,
        deleted_at=now,
        is_limited=brief.is_limited,
    )
    _record(brief, BriefEvent.DELETED, by=by, before=Brief.Status.DRAFT, now=now)
    return deleted


@transaction.atomic(durable=True)
def restore_draft(deleted: DeletedDraft, *, by: User, now: datetime) -> Brief:
    """Restore a deleted draft. Restoring it again changes nothing.

    Raises:
        TooLate: the ten minutes have passed.
    """
    row = DeletedDraft.objects.select_for_update().filter(pk=deleted.pk).first()
    if row is None:
        # Another request has restored it already.
        return Brief.objects.get(ref=deleted.ref)
    if row.brief is None or row.gone_at <= now:
        raise TooLate(
            f"{row.by_name} deleted this draft at {in_words(row.deleted_at)}. It could be"
            " restored for ten minutes; now it is removed permanently."
        )
    brief = Brief.objects.select_for_update().get(pk=row.brief.pk)
    row.delete()
    brief.restore_draft()
    _record(brief, BriefEvent.RESTORED, by=by, before=Brief.Status.DELETED, now=now)
    return brief


@transaction.atomic(durable=True)
def purge_draft(deleted: DeletedDraft, *, now: datetime) -> bool:
    """Remove a deleted draft permanently, with all of its texts.

    Returns:
        Whether this call removed it; false if it was restored.
    """
    rows = DeletedDraft.objects.select_for_update().due(now)
    row = rows.filter(pk=deleted.pk).first()
    if row is None or row.brief is None:
        return False
    brief = row.brief
    ActivityNote.objects.about(brief).delete()
    Notice.objects.filter(about=subject_key(brief)).delete()
    Deadline.objects.within(brief).delete()
    TextReading.objects.about(brief.ref).delete()
    Activity.record(
        by=None,
        role=Role.CLOCK,
        kind=BriefEvent.PURGED,
        subject=brief,
        facts={"after_minutes": WINDOW.seconds // 60},
        now=now,
    )
    brief.delete()
    return True


def _record(brief: Brief, kind: BriefEvent, *, by: User, before: str, now: datetime) -> None:
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        before=before,
        after=brief.status,
        now=now,
    )
