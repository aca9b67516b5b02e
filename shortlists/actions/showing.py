"""A firm shows an interim the words that go to the client; the interim agrees or objects."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from interimhub.lib.refused import MovedOn, Refused
from shortlists import notices, notify, waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.differences import SubmissionWords, former_words
from shortlists.locking import insist_in_search, lock_entry
from shortlists.models import Entry, Mandate, ShownWords, SubmissionDraft
from shortlists.policy.firms import the_consultant
from shortlists.rewriting import Rationales, as_stored
from shortlists.showing import current_words, end_words
from shortlists.submission_checks import (
    blockers,
    insist_on_rationales,
    mandate_of,
    refusal_of,
)
from shortlists.trail import EntryEvent


class ObjectedBefore(Refused):
    """The interim has objected to exactly these words."""


@transaction.atomic(durable=True)
def show_words(
    entry: Entry,
    *,
    by: User,
    introduction: str,
    risk: str = "",
    rationales: Rationales,
    now: datetime,
) -> ShownWords:
    """Show the interim what the client will read, and start their time to answer.

    The draft of the submission says the same from now on. Words shown before no longer go; shown
    again without a change, nothing happens.

    Raises:
        MovedOn: the interim has been put forward already.
        NotReadyToSubmit: there is no mandate, or the brief is not in search.
        RationaleMissing: a criterion has no rationale.
        ObjectedBefore: the interim objected to exactly these words.
        NotAMember: they have left the firm.
    """
    entry = lock_entry(entry)
    consultant = the_consultant(by)
    insist_on_membership(consultant)
    if entry.is_in_front_of_client:
        reason = "This person has been put forward already."
        raise MovedOn(reason, row=entry, kind=EntryEvent.SUBMITTED)
    mandate = mandate_of(entry)
    found = blockers(entry, mandate, today=timezone.localdate(now))
    if mandate is None or any(blocker.stops_showing for blocker in found):
        raise refusal_of(next(blocker for blocker in found if blocker.stops_showing))
    insist_on_rationales(entry, rationales)
    words = as_stored(entry, mandate, introduction=introduction, risk=risk, rationales=rationales)
    current = current_words(entry)
    if current and not current.is_objected and former_words(current) == words:
        return current
    _insist_on_no_objection(mandate, words)
    end_words(entry, now=now)
    said = {ref: dict(text) for ref, text in words.rationales.items()}
    SubmissionDraft.objects.update_or_create(
        entry=entry,
        defaults={
            "consultant": consultant,
            "introduction": words.introduction,
            "risk": words.risk,
            "rationales": said,
            "saved_at": now,
        },
    )
    last = ShownWords.objects.of(entry).newest_first().first()
    shown = ShownWords.objects.create(
        entry=entry,
        mandate=mandate,
        number=last.number + 1 if last else 1,
        introduction=words.introduction,
        risk=words.risk,
        rationales=said,
        brief_version=entry.brief.version,
        shown_by=by,
        shown_at=now,
    )
    waiting.for_words(entry, now=now)
    _record(entry, EntryEvent.WORDS_SHOWN, shown, by=by, role=Role.CONSULTANT, now=now)
    notify.interim(entry, notices.WordsShown(entry), now=now)
    return shown


@transaction.atomic(durable=True)
def agree_to_words(entry: Entry, *, seen: UUID | str, by: User, now: datetime) -> None:
    """Let the interim say that what the client will read is right.

    Args:
        seen: the public id of the words that the interim has read.

    Raises:
        MovedOn: they were put forward already, others were shown since, or they have answered.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    entry, shown = _to_answer(entry, seen)
    if shown.is_objected:
        reason = "You have said what is wrong in these words. Your firm shows them to you again."
        raise MovedOn(reason, row=entry, kind=EntryEvent.WORDS_OBJECTED)
    if not shown.agree(now=now):
        reason = "You have said already that it is right."
        raise MovedOn(reason, row=entry, kind=EntryEvent.WORDS_AGREED)
    waiting.close(entry, ConversationDeadline.WORDS_CHECK, now=now)
    _record(entry, EntryEvent.WORDS_AGREED, shown, by=by, role=Role.INTERIM, now=now)
    notify.consultant(entry, notices.WordsAgreed(entry), now=now)


@transaction.atomic(durable=True)
def object_to_words(entry: Entry, *, seen: UUID | str, text: str, by: User, now: datetime) -> None:
    """Let the interim say what is wrong. These words never go to the client.

    Also after they agreed, or their time has passed, until they are put forward.

    Args:
        seen: the public id of the words that the interim has read.
        text: what is wrong; the firm reads it.

    Raises:
        MovedOn: they were put forward already, others were shown since, or they have objected.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    entry, shown = _to_answer(entry, seen)
    if not shown.object(text, now=now):
        reason = "You have said already what is wrong, and your firm has it."
        raise MovedOn(reason, row=entry, kind=EntryEvent.WORDS_OBJECTED)
    waiting.close(entry, ConversationDeadline.WORDS_CHECK, now=now)
    _record(entry, EntryEvent.WORDS_OBJECTED, shown, by=by, role=Role.INTERIM, note=text, now=now)
    notify.consultant(entry, notices.WordsObjected(shown), now=now)


def _to_answer(entry: Entry, seen: UUID | str) -> tuple[Entry, ShownWords]:
    entry = lock_entry(entry)
    if entry.is_in_front_of_client:
        reason = "You have been put forward already. Your firm can still correct what it wrote."
        raise MovedOn(reason, row=entry, kind=EntryEvent.SUBMITTED)
    insist_in_search(entry.brief)
    shown = current_words(entry)
    if shown is None or str(shown.ref) != str(seen):
        reason = "Your firm has changed these words since you opened this page. Read them again."
        raise MovedOn(reason, row=entry, kind=EntryEvent.WORDS_SHOWN)
    return entry, shown


def _insist_on_no_objection(mandate: Mandate, words: SubmissionWords) -> None:
    for row in ShownWords.objects.under(mandate):
        if row.objection and former_words(row) == words:
            raise ObjectedBefore(
                f"They objected to exactly these words: “{row.objection}” Change what they object"
                " to, then show it again."
            )


def _record(
    entry: Entry,
    kind: EntryEvent,
    shown: ShownWords,
    *,
    by: User,
    role: Role,
    note: str = "",
    now: datetime,
) -> None:
    Activity.record(
        by=by,
        role=role,
        kind=kind,
        subject=entry,
        facts={"number": shown.number},
        note=note,
        now=now,
    )
