"""What a client does with a submission: read it, invite, or decline with a reason."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from engagements.models import Criterion, stages_of
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused
from shortlists import notices, notify, waiting
from shortlists.deadlines import AFTER_SUBMISSION, ConversationDeadline
from shortlists.holding import hold, insist_on_no_answer
from shortlists.locking import insist_in_search, lock_entry
from shortlists.models import (
    Entry,
    HeldAnswer,
    InterviewSlot,
    PromiseExplanation,
    Submission,
    held_no,
)
from shortlists.promise import Asked, beyond_promise
from shortlists.trail import EntryEvent


class NotReadYet(Refused):
    """Nobody of the client has opened this person."""


class DecidedMeanwhile(MovedOn):
    """Somebody else has decided since the reader's page was loaded."""


class ProposedAlready(MovedOn):
    """The same times have been proposed."""


class TimesNotPossible(Refused):
    """The proposed times are not possible."""


class PromiseNotExplained(Refused):
    """The invitation asks more than the client promised, and nobody has said why."""


@transaction.atomic(durable=True)
def read_person(entry: Entry, *, by: User, now: datetime) -> bool:
    """Record that the client has opened the submission.

    The first time starts the deadline of the decision.

    So it is with words that were corrected since: then it only notes that they were opened.

    Returns:
        Whether this was the first time.
    """
    entry = lock_entry(entry)
    if entry.brief.is_on_hold or not entry.is_in_front_of_client:
        return False
    Submission.objects.filter(entry=entry, read_at=None).update(read_at=now)
    if not entry.is_unread:
        return False
    before = entry.status
    entry.begin_client_review(now=now)
    waiting.close(entry, ConversationDeadline.SUBMISSION_READ, now=now)
    waiting.for_decision(entry, now=now)
    Activity.record(
        by=by,
        role=Role.MEMBER,
        kind=EntryEvent.READ,
        subject=entry,
        before=before,
        after=entry.status,
        now=now,
    )
    return True


@transaction.atomic(durable=True)
def invite(
    entry: Entry,
    *,
    starts: Sequence[datetime],
    minutes: int,
    place: str,
    asked: Asked | None = None,
    why_beyond: str = "",
    seen: str = "",
    by: User,
    now: datetime,
) -> None:
    """Invite an interim to an interview and propose at least two times.

    New times replace those that were not picked. Where it asks more than the brief promises, every
    live interim of the brief reads the client's sentence.

    Args:
        asked: which promised stage it is, with how many people; by default the first as promised.
        why_beyond: why it asks more than was promised.
        seen: the status that the reader decided on; by default that of `entry` as it was loaded.

    Raises:
        DecidedMeanwhile: somebody else was first.
        NotReadYet: nobody of the client has opened the submission.
        ProposedAlready: the same times wait for an answer.
        PromiseNotExplained: it asks more than was promised, without a sentence.
        TimesNotPossible: there are fewer than two different times, or one has passed.
        BriefOnHold: the brief is on hold.
        AnsweredNo: the manager has declined the interim and not taken that back.
        InvalidMove: the interim has withdrawn, or the conversation has ended.
    """
    seen, entry = seen or entry.status, lock_entry(entry)
    insist_in_search(entry.brief)
    if entry.is_unread:
        raise NotReadYet("Read about this person first; then invite them.")
    _insist_on_first(entry, seen=seen, by=by)
    insist_on_no_answer(entry, HeldAnswer.Kind.CLIENT)
    if len(set(starts)) < 2:
        raise TimesNotPossible("Propose at least two different times.")
    if min(starts) <= now:
        raise TimesNotPossible("One of the times has passed; propose times that are still to come.")
    if entry.slots.filter(picked_at__isnull=False).exists():
        raise TimesNotPossible("A time has been picked already; ask the consultant to change it.")
    if set(entry.slots.active().values_list("starts_at", flat=True)) == set(starts):
        raise ProposedAlready("These times are with the interim already.", row=entry)
    _explain(entry, asked, starts, words=why_beyond.strip(), by=by, now=now)
    before = entry.status
    entry.invite(now=now)
    entry.slots.active().update(declined_at=now)
    Entry.objects.filter(pk=entry.pk).update(slots_note="", updated_at=now)
    InterviewSlot.objects.bulk_create(
        InterviewSlot(entry=entry, starts_at=start, minutes=minutes, place=place)
        for start in sorted(set(starts))
    )
    waiting.close(entry, *AFTER_SUBMISSION, now=now)
    waiting.for_time(entry, first_at=min(starts), now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(entry.brief, by=by, now=now),
        kind=EntryEvent.INVITED,
        subject=entry,
        before=before,
        after=entry.status,
        now=now,
    )
    offered = notices.InterviewOffered(entry, count=len(set(starts)))
    notify.interim(entry, offered, now=now)
    notify.consultant(entry, notices.InterviewOfferedToFirm(entry), now=now)
    notify.colleagues(entry, notices.PersonDecided(entry, by=by, is_invited=True), by=by, now=now)


@transaction.atomic(durable=True)
def decline(
    entry: Entry,
    *,
    reason: str,
    criterion: Criterion,
    text: str,
    seen: str = "",
    by: User,
    now: datetime,
) -> None:
    """Decline an interim with a reason, its criterion and a sentence that the interim reads.

    The interim and the consultant are notified ten minutes later, with exactly the text of the
    preview, and the mandate of the firm ends then. Until then whoever decides can take it back.

    Args:
        seen: the status that the reader decided on; by default that of `entry` as it was loaded.

    Raises:
        DecidedMeanwhile: somebody else was first.
        NotReadYet: nobody of the client has opened the submission.
        BriefOnHold: the brief is on hold.
        InvalidMove: the conversation has ended, or an offer has been made.
    """
    seen, entry = seen or entry.status, lock_entry(entry)
    insist_in_search(entry.brief)
    if entry.is_unread:
        raise NotReadYet("Read about this person first; then decide.")
    _insist_on_first(entry, seen=seen, by=by)
    hold(
        entry,
        HeldAnswer.Kind.CLIENT,
        by=by,
        role=Role.MANAGER,
        text=text,
        reason=reason,
        criterion=criterion,
        now=now,
    )


def _explain(
    entry: Entry,
    asked: Asked | None,
    starts: Sequence[datetime],
    *,
    words: str,
    by: User,
    now: datetime,
) -> None:
    """Tell every live interim why an invitation asks more than was promised, if it does."""
    brief, promised = entry.brief, stages_of(entry.brief)
    if asked is None and promised:
        asked = Asked(promised[0], promised[0].people or 1)
    beyond = beyond_promise(brief, promised, asked, starts) if asked else []
    if not beyond:
        return
    if not words:
        raise PromiseNotExplained(f"You promised less: this is {' and '.join(beyond)}. Say why.")
    said = PromiseExplanation.objects.create(
        brief=brief, beyond=beyond, words=words, by=by, explained_at=now
    )
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.PROMISE_EXPLAINED,
        subject=brief,
        facts={"explanation": said.pk},
        now=now,
    )
    for row in brief.entries.live().told().select_related("candidate__user"):
        notify.interim(row, notices.PromiseExplained(row, said), now=now)


def _insist_on_first(entry: Entry, *, seen: str, by: User) -> None:
    """Let the first decision count if several may decide.

    Raises:
        DecidedMeanwhile: somebody has decided otherwise since the reader's page was loaded.
    """
    held = held_no(entry, HeldAnswer.Kind.CLIENT)
    if held and held.by_id != by.pk:
        raise DecidedMeanwhile(
            f"{held.by.full_name} has declined this person. The first decision counts.", row=entry
        )
    if seen == Entry.Status.SUBMITTED:
        seen = Entry.Status.CLIENT_REVIEW  # to read decides nothing
    if entry.status in {Entry.Status.CLIENT_REVIEW, Entry.Status.INTERVIEW} and (
        entry.status != seen
    ):
        raise DecidedMeanwhile("This was decided meanwhile. The first decision counts.", row=entry)
