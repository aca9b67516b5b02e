"""Submissions: a consultant puts an interim forward, with a rationale for every criterion."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from interimhub.lib.refused import MovedOn
from providers.models import Consultant
from shortlists import notices, notify, places, waiting
from shortlists.deadlines import ConversationDeadline
from shortlists.differences import SubmissionWords, former_words, words_of
from shortlists.locking import lock_entry
from shortlists.models import Entry, Mandate, ShownWords, Submission, SubmissionDraft
from shortlists.notices.about import interim_name
from shortlists.policy.firms import the_consultant
from shortlists.rewriting import Rationales, as_stored, keep_former, write_words
from shortlists.showing import current_words
from shortlists.submission_checks import (
    NotReadyToSubmit,
    blockers,
    in_front_of_client,
    insist_on_rationales,
    mandate_of,
    refusal_of,
)
from shortlists.trail import EntryEvent

ASK_AGAIN = timedelta(hours=12)


class NotShown(NotReadyToSubmit):
    """The interim has not read these words, still has time to, or objects to them."""


class AskedAlready(MovedOn):
    """The interim was asked for their availability less than twelve hours ago."""


@transaction.atomic(durable=True)
def submit(
    entry: Entry,
    *,
    by: User,
    introduction: str,
    risk: str = "",
    rationales: Rationales,
    now: datetime,
) -> Submission:
    """Put an interim forward under the mandate; notify the manager and the interim.

    The words are those that the interim was shown, and the interim agreed to them or had the time.
    The client is shown nobody before the slate opens, and then those who have a place.

    Sent twice, it creates one submission: the first.

    Args:
        entry: the conversation, whose firm holds the mandate.
        by: a consultant of that firm. The consultant of the conversation is responsible for it.
        introduction: why this person suits this situation.
        risk: what the client should ask about.
        rationales: by a criterion's public id: {"text", "evidence"}. The evidence is the public id
        of
            a past assignment in the mandate's profile, or "".
        now: the current time.

    Raises:
        ShortlistFull: the firm alone has put as many people forward as the cap allows.
        RationaleMissing: a criterion has no rationale.
        NotShown: the interim was shown other words or none, can still answer, or objects.
        NotReadyToSubmit: there is no mandate, the availability is too old, a question of the brief
        is open, or the brief is on hold.
        InvalidMove: the status of the conversation does not allow it.
    """
    # All submissions on a brief wait for its lock, so that the cap cannot be exceeded.
    entry = lock_entry(entry)
    if entry.is_in_front_of_client:
        return Submission.objects.get(entry=entry)
    brief = entry.brief
    mandate = mandate_of(entry)
    found = blockers(entry, mandate, today=timezone.localdate(now))
    if mandate is None or found:
        raise refusal_of(found[0])
    insist_on_rationales(entry, rationales)
    words = as_stored(entry, mandate, introduction=introduction, risk=risk, rationales=rationales)
    shown = _insist_on_shown(entry, words)
    before, speaker = entry.status, entry.speaker()
    entry.submit(now=now)
    shown.send()
    waiting.close(entry, ConversationDeadline.MANDATE_USE, now=now)
    submission = _submission(entry, mandate, speaker, shown, by=by, now=now)
    write_words(
        submission,
        introduction=shown.introduction,
        risk=shown.risk,
        rationales=shown.rationales,
        entry=entry,
    )
    SubmissionDraft.objects.filter(entry=entry).delete()
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        on_behalf_of=speaker.user if speaker.user_id != by.pk else None,
        kind=EntryEvent.SUBMITTED,
        subject=entry,
        before=before,
        after=entry.status,
        now=now,
    )
    waiting.for_reader(entry, now=now)
    places.give(brief, now=now)
    notify.interim(entry, notices.PutForward(entry), now=now)
    return submission


@transaction.atomic(durable=True)
def save_draft(
    entry: Entry,
    *,
    by: User,
    introduction: str = "",
    risk: str = "",
    rationales: Rationales,
    now: datetime,
) -> SubmissionDraft:
    """Save the draft; only the firm reads it.

    Raises:
        NotAMember: `by` has left the firm.
    """
    consultant = the_consultant(by)
    insist_on_membership(consultant)
    draft, _ = SubmissionDraft.objects.update_or_create(
        entry=entry,
        defaults={
            "consultant": consultant,
            "introduction": introduction,
            "risk": risk,
            "rationales": rationales,
            "saved_at": now,
        },
    )
    return draft


@transaction.atomic(durable=True)
def ask_for_availability(entry: Entry, *, by: User, now: datetime) -> None:
    """Ask the interim to confirm their availability.

    Raises:
        AskedAlready: the interim was asked less than twelve hours ago.
    """
    entry = lock_entry(entry)
    if (last := entry.availability_asked_at) and now - last < ASK_AGAIN:
        raise AskedAlready(
            "They were asked less than twelve hours ago. If it is urgent, call them.",
            row=entry,
            kind=EntryEvent.AVAILABILITY_ASKED,
        )
    Entry.objects.filter(pk=entry.pk).update(availability_asked_at=now)
    Activity.record(
        by=by, role=Role.CONSULTANT, kind=EntryEvent.AVAILABILITY_ASKED, subject=entry, now=now
    )
    notify.interim(entry, notices.AvailabilityWanted(entry, by=by), now=now)


def _insist_on_shown(entry: Entry, words: SubmissionWords) -> ShownWords:
    shown, name = current_words(entry), interim_name(entry)
    if shown is None or former_words(shown) != words:
        raise NotShown(
            f"{name} has not read these words as they are now. Show them first: what {name} has"
            " read is what goes."
        )
    if shown.is_objected:
        raise NotShown(
            f"{name} objects to these words: “{shown.objection}” Change them and show them again."
        )
    if not shown.is_free:
        raise NotShown(
            f"{name} still has time to read these words. You can go on as soon as they agree, or"
            " when the time has passed."
        )
    return shown


def _submission(
    entry: Entry,
    mandate: Mandate,
    speaker: Consultant,
    shown: ShownWords,
    *,
    by: User,
    now: datetime,
) -> Submission:
    """Return a new submission; after a withdrawal the former one, with its words kept."""
    former = Submission.objects.select_related("mandate").filter(entry=entry).first()
    if former is None:
        return Submission.objects.create(
            entry=entry,
            mandate=mandate,
            consultant=speaker,
            shown_words=shown,
            introduction=shown.introduction,
            risk=shown.risk,
            submitted_at=now,
            choice=in_front_of_client(entry).count(),
        )
    keep_former(former, words_of(former), by=by, now=now)
    former.mandate, former.consultant, former.submitted_at = mandate, speaker, now
    former.version, former.changed_at, former.read_at = former.version + 1, now, None
    former.shown_at, former.shown_words = None, shown
    former.choice = in_front_of_client(entry).count()
    former.introduction, former.risk = shown.introduction, shown.risk
    former.withdrawn_at, former.withdrawn_by, former.withdrawal_reason = None, None, ""
    former.save()
    return former
