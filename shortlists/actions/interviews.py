"""Interview times: the interim picks one, or asks for others."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from engagements.models import Brief
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn
from shortlists import notices, notify, waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.locking import insist_in_search, lock_entry
from shortlists.models import Entry, InterviewSlot
from shortlists.trail import InterviewEvent


class SlotGone(MovedOn):
    """This time can no longer be picked."""


@transaction.atomic(durable=True)
def pick_slot(entry: Entry, *, slot: InterviewSlot, by: User, now: datetime) -> None:
    """Pick a time; the first interview moves the brief to interviewing.

    Raises:
        SlotGone: the time has passed or was replaced, or another one was picked first.
        BriefOnHold: the brief is on hold.
    """
    entry = lock_entry(entry)
    insist_in_search(entry.brief)
    if not entry.is_at_interview:
        raise SlotGone("No interview is being arranged here any more.", row=entry)
    picked = entry.slots.filter(picked_at__isnull=False).first()
    if picked and picked.pk == slot.pk:
        return
    if picked:
        raise SlotGone(
            "Another time has been picked already.", row=entry, kind=InterviewEvent.TIME_PICKED
        )
    rows = entry.slots.active().filter(pk=slot.pk, starts_at__gt=now)
    if not rows.update(picked_at=now):
        raise SlotGone("This time can no longer be picked. Look at the times again.", row=entry)
    waiting.close(entry, ConversationDeadline.INTERVIEW_PICK, now=now)
    waiting.for_word_after_meeting(entry, ends_at=slot.ends_at, now=now)
    slot.entry = entry
    waiting.for_record(slot, now=now)
    if entry.brief.awaits_first_interview:
        entry.brief.begin_interviewing(now=now)
        Activity.record(
            by=by,
            role=Role.INTERIM,
            kind=BriefEvent.INTERVIEWING_STARTED,
            subject=entry.brief,
            before=Brief.Status.SHORTLISTING,
            after=entry.brief.status,
            now=now,
        )
    Activity.record(
        by=by,
        role=Role.INTERIM,
        kind=InterviewEvent.TIME_PICKED,
        subject=entry,
        facts={"starts_at": slot.starts_at},
        now=now,
    )
    notify.interim(entry, notices.InterviewConfirmed(slot), now=now)
    notify.manager(entry, notices.InterviewSet(slot), now=now)
    notify.consultant(entry, notices.InterviewSetToFirm(slot), now=now)


@transaction.atomic(durable=True)
def decline_slots(entry: Entry, *, note: str, by: User, now: datetime) -> None:
    """Decline all proposed times and suggest others.

    Raises:
        SlotGone: a time has been picked, they were declined before, or no interview is arranged.
    """
    entry = lock_entry(entry)
    picked = entry.slots.filter(picked_at__isnull=False).first()
    if not entry.is_at_interview or picked or not entry.slots.active().exists():
        kind = InterviewEvent.TIME_PICKED if picked else InterviewEvent.TIMES_DECLINED
        raise SlotGone("There are no times to decline here any more.", row=entry, kind=kind)
    entry.slots.active().update(declined_at=now)
    Entry.objects.filter(pk=entry.pk).update(slots_note=note, updated_at=now)
    waiting.close(entry, ConversationDeadline.INTERVIEW_PICK, now=now)
    waiting.for_other_times(entry, now=now)
    event = Activity.record(
        by=by,
        role=Role.INTERIM,
        kind=InterviewEvent.TIMES_DECLINED,
        subject=entry,
        note=note,
        now=now,
    )
    kept = event.note_or_none
    notify.manager(entry, notices.TimesDeclined(entry, note=kept), now=now)
    notify.consultant(entry, notices.TimesDeclinedToFirm(entry, note=kept), now=now)
