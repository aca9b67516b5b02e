"""A no that nobody has heard yet: taken back by whoever gave it, or passed on by the clock."""

from datetime import datetime

from django.db import transaction
from django.utils.text import get_text_list

from accounts.models import Activity, Notice, Role, User, subject_key
from engagements.people import stood_in_for
from interimhub.lib.undo import TooLate, in_words
from shortlists import notices, notify, places, waiting
from shortlists.locking import lock_entry
from shortlists.models import Approach, Entry, HeldAnswer
from shortlists.trail import EntryEvent

Kind = HeldAnswer.Kind
ROLES = {Kind.INTERIM: Role.INTERIM, Kind.CLIENT: Role.MANAGER}


@transaction.atomic(durable=True)
def take_back(entry: Entry, kind: HeldAnswer.Kind, *, by: User, now: datetime) -> None:
    """Take a no back before anybody has heard of it. Taken back twice, it is taken back once.

    Raises:
        TooLate: it was passed on; the message says when, to whom, and who has read it.
    """
    entry = lock_entry(entry)
    if entry.has_ended:
        raise TooLate(_too_late(entry, kind))
    deleted, _ = HeldAnswer.objects.filter(entry=entry, kind=kind).delete()
    if not deleted:
        return
    Activity.record(
        by=by,
        role=ROLES[kind],
        on_behalf_of=stood_in_for(entry.brief, by=by, now=now),
        kind=EntryEvent.NO_TAKEN_BACK,
        subject=entry,
        now=now,
    )


@transaction.atomic(durable=True)
def pass_on(held: HeldAnswer, *, now: datetime) -> bool:
    """End the conversation with the no that was held, and let everybody concerned hear of it.

    A conversation that ended otherwise meanwhile, or went another way, stays as it is.

    Returns:
        Whether it was passed on.
    """
    entry = lock_entry(held.entry)
    row = HeldAnswer.objects.due(now).filter(pk=held.pk).select_related("by", "criterion").first()
    if row is None:
        return False
    row.delete()
    if row.kind not in entry.MOVES[entry.status]:
        return False
    who, before = Kind(row.kind), entry.status
    kind = EntryEvent.DECLINED if who is Kind.INTERIM else EntryEvent.NOT_SELECTED
    entry.end(
        who,
        now=now,
        by=row.by,
        text=row.text,
        end_reason=row.reason,
        end_criterion=row.criterion,
    )
    if who is Kind.INTERIM:
        # Who has asked since the no was given is answered by the clock, like all who come too late.
        for approach in entry.approaches.waiting().sent_by(row.given_at).with_people():
            approach.decline(now=now)
            notify.asker(approach, notices.Declined(approach), now=now)
    waiting.close_all(entry, now=now)
    for mandate in entry.mandates.active():
        mandate.expire(now=now)
    facts = {"reason": row.reason} if row.reason else {}
    if row.criterion:
        facts["criterion"] = str(row.criterion.ref)
    Activity.record(
        by=row.by,
        role=ROLES[who],
        on_behalf_of=stood_in_for(entry.brief, by=row.by, now=row.given_at),
        kind=kind,
        subject=entry,
        before=before,
        after=entry.status,
        facts=facts,
        now=now,
    )
    if who is Kind.INTERIM:
        notify.interim(entry, notices.DeclineConfirmed(entry), now=now)
    else:
        notify.interim(entry, notices.NotSelected(entry), now=now)
        notify.consultant(entry, notices.NotSelectedToFirm(entry), now=now)
        decided = notices.PersonDecided(entry, by=row.by, is_invited=False)
        notify.colleagues(entry, decided, by=row.by, now=now)
        places.give(entry.brief, now=now)
    return True


def _too_late(entry: Entry, kind: HeldAnswer.Kind) -> str:
    if entry.status != kind or entry.ended_at is None:
        return "This conversation has ended meanwhile, so there is nothing left to take back."
    speaker = entry.speaker()
    told = [f"{speaker.user.full_name} of {entry.firm.name}"]
    if kind is Kind.INTERIM and (declined := _declined(entry)):
        speaker = declined[0].speaker()
        told = [f"{row.speaker().user.full_name} of {row.firm.name}" for row in declined]
    elif kind is Kind.CLIENT and entry.candidate.user:
        told = [entry.candidate.user.full_name, *told]
    return (
        f"Your no can no longer be taken back: it went to {get_text_list(told, 'and')} at"
        f" {in_words(entry.ended_at)}.{_read_by(entry, kind)} A word from you to"
        f" {speaker.user.full_name} still helps."
    )


def _declined(entry: Entry) -> list[Approach]:
    return list(entry.approaches.declined().with_people().first_sent_first())


def _read_by(entry: Entry, kind: HeldAnswer.Kind) -> str:
    """Return who has opened the notice of it and when, as a sentence; "" if nobody has."""
    told = notices.Declined if kind is Kind.INTERIM else notices.NotSelected
    about = [subject_key(row) for row in (_declined(entry) if kind is Kind.INTERIM else [entry])]
    rows = Notice.objects.filter(about__in=about, kind=told.code, read_at__isnull=False)
    read = rows.select_related("user").order_by("read_at", "pk").first()
    if read is None or read.read_at is None:
        return ""
    return f" {read.user.full_name} read it at {in_words(read.read_at)}."
