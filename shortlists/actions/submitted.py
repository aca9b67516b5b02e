"""What a firm does about somebody whom it has put forward: correct its words, or withdraw them."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.organisations.membership import insist_on_membership
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.refused import Refused
from shortlists import notices, notify, places, waiting
from shortlists.deadlines import CLIENT_WAITS
from shortlists.differences import words_of
from shortlists.locking import lock_entry
from shortlists.models import Entry, Submission, SubmissionDraft
from shortlists.policy import firms as policy
from shortlists.policy.firms import the_consultant
from shortlists.rewriting import Rationales, keep_former, write_words
from shortlists.submission_checks import mandate_of
from shortlists.trail import EntryEvent

DAYS_TO_READ = 1


class CorrectedSince(Refused):
    """Somebody else of the firm corrected the words meanwhile."""


class NothingToChange(Refused):
    """It can no longer be corrected or withdrawn; the message says what has happened."""


@transaction.atomic(durable=True)
def correct_submission(
    entry: Entry,
    *,
    by: User,
    version: int,
    introduction: str,
    risk: str = "",
    rationales: Rationales,
    now: datetime,
) -> bool:
    """Change what the client reads about somebody.

    Who has opened it is told what it said and what it says now, and has a working day at least to
    decide. Words that nobody at the client has opened are never shown there.

    Args:
        version: of the words that the consultant saw when they began.

    Returns:
        Whether anything was changed.

    Raises:
        NothingToChange: it is no longer in front of the client.
        CorrectedSince: a colleague, or another window, was faster.
        NotAMember: they have left the firm.
    """
    entry = lock_entry(entry)
    insist_on_membership(the_consultant(by))
    if not (answer := policy.can_correct_submission(by, entry)):
        raise NothingToChange(answer.reason)
    submission = Submission.objects.select_related("mandate", "entry__brief").get(entry=entry)
    before = words_of(submission)
    if submission.version != version:
        raise CorrectedSince(
            "These words were corrected in another window or by a colleague while you were typing."
            " Yours are still here and not saved. Press the button again to replace the others, or"
            " open the page again to read them first."
        )
    former = keep_former(submission, before, by=by, now=now)
    write_words(
        submission, introduction=introduction, risk=risk, rationales=rationales, entry=entry
    )
    if words_of(submission) == before:
        former.delete()
        return False
    Submission.objects.filter(pk=submission.pk).update(
        version=version + 1, changed_at=now, read_at=None
    )
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=EntryEvent.SUBMISSION_CORRECTED,
        subject=entry,
        facts={"version": version + 1},
        now=now,
    )
    if former.was_read:
        waiting.allow_for_reading(entry, days=DAYS_TO_READ, now=now)
        notify.manager(entry, notices.SubmissionCorrected(former), now=now)
    notify.interim(entry, notices.SubmissionCorrectedToInterim(entry), now=now)
    return True


@transaction.atomic(durable=True)
def withdraw_submission(entry: Entry, *, by: User, reason: str, now: datetime) -> None:
    """Take somebody back from the client. The firm still represents them and may try again.

    A client that has opened them keeps what it has read, marked so, with the reason. One that has
    not can no longer open them, and is told without a name. Withdrawn twice, it is done once.

    Raises:
        NothingToChange: the client has decided, or it has ended otherwise.
        NotAMember: they have left the firm.
    """
    entry = lock_entry(entry)
    insist_on_membership(the_consultant(by))
    submission = Submission.objects.select_related("mandate").filter(entry=entry).first()
    if submission and submission.is_withdrawn and entry.is_mandated:
        return
    mandate = mandate_of(entry)
    if not (answer := policy.can_withdraw_submission(by, entry)):
        raise NothingToChange(answer.reason)
    if submission is None or mandate is None:
        raise InvalidMove("The interim's permission has ended, and with it what it allowed.")
    before, words, had_place = entry.status, words_of(submission), places.has_place(entry)
    was_opened = _leave_what_was_read(submission, entry)
    entry.withdraw_submission(now=now)
    Submission.objects.filter(pk=submission.pk).update(
        withdrawn_at=now, withdrawn_by=by, withdrawal_reason=reason
    )
    SubmissionDraft.objects.update_or_create(
        entry=entry,
        defaults={
            "consultant": the_consultant(by),
            "introduction": words.introduction,
            "risk": words.risk,
            "rationales": {ref: dict(said) for ref, said in words.rationales.items()},
            "saved_at": now,
        },
    )
    waiting.close(entry, *CLIENT_WAITS, now=now)
    waiting.for_submission(mandate, now=now)
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=EntryEvent.SUBMISSION_WITHDRAWN,
        subject=entry,
        before=before,
        after=entry.status,
        note=reason,
        now=now,
    )
    if was_opened:
        notify.manager(entry, notices.SubmissionWithdrawn(entry), now=now)
    elif had_place:
        notify.manager(
            entry, notices.SubmissionWithdrawnUnread(entry.brief, firm=entry.firm), now=now
        )
    notify.interim(entry, notices.SubmissionWithdrawnToInterim(entry), now=now)
    places.give(entry.brief, now=now)


def _leave_what_was_read(submission: Submission, entry: Entry) -> bool:
    """Let a submission say what the client had read of it; return whether it had read anything.

    Words that it has not opened yet it never reads. `read_at` says later whether it may still open
    the page.
    """
    if submission.read_at:
        return True
    former = submission.former.read().oldest_first().last()
    if former is None:
        return False
    write_words(
        submission,
        introduction=former.introduction,
        risk=former.risk,
        rationales=former.rationales,
        entry=entry,
    )
    Submission.objects.filter(pk=submission.pk).update(read_at=former.changed_at)
    former.delete()
    return True
