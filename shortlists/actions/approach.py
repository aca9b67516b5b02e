"""A consultant approaches an interim with the minimum-disclosure pack."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import Activity, Deadline, Role, User
from accounts.organisations.membership import insist_on_membership
from candidates.models import Candidate
from engagements.completeness import missing_for_approach
from engagements.models import Brief
from engagements.pack import approach_pack
from interimhub.lib.refused import Refused
from providers.models import Consultant
from ranking.models import FitResult
from shortlists import notices, notify, waiting
from shortlists.locking import lock_brief
from shortlists.models import Approach, Entry, FirmReview
from shortlists.policy import firms as policy
from shortlists.trail import EntryEvent


class NotAvailable(Refused):
    """The interim cannot be approached. Every reason has the same message."""

    def __init__(self) -> None:
        super().__init__(policy.NOT_AVAILABLE)


class NotReadyToApproach(Refused):
    """The brief is incomplete, or not in search."""


@transaction.atomic(durable=True)
def approach(
    brief: Brief,
    candidate: Candidate,
    *,
    by: User,
    why_you: str,
    result: FitResult | None = None,
    now: datetime,
) -> Entry:
    """Send the pack to an interim; their deadline starts.

    Where another firm has asked them already it joins that conversation: the interim finds both
    firms' words there and gets no second letter. Somebody who has chosen or left by then is not
    troubled; the clock answers for them that they are not available.

    Raises:
        NotReadyToApproach: the brief is not in search, or does not answer all that interims ask.
        NotAvailable: the interim is closed to the firm, or the firm has asked them already.
        NotAMember: `by` has left the firm.
    """
    consultant = policy.the_consultant(by)
    # The lock prevents a hold or a cancellation during the approach.
    brief = lock_brief(brief.pk)
    insist_on_membership(consultant)
    if not (answer := policy.can_approach(by, brief)):
        raise NotReadyToApproach(answer.reason)
    _check_the_brief_says_enough(brief)
    if not policy.can_be_asked(consultant, brief, candidate):
        raise NotAvailable
    entry = _conversation(brief, candidate, consultant=consultant, result=result)
    before, is_first = entry.status, entry.is_under_review
    brief.seats.name_consultant(consultant)
    if is_first:
        entry.approach(now=now, firm=consultant.firm, consultant=consultant)
    Deadline.objects.about(*brief.seats.of_firm(consultant.firm)).close(now=now)
    sent = Approach.objects.create(
        entry=entry,
        firm=consultant.firm,
        consultant=consultant,
        words=why_you,
        pack=approach_pack(brief, consultant=consultant, why_you=why_you).as_json(),
        brief_version=brief.version,
        sent_at=now,
    )
    waiting.for_reply(sent, now=now)
    FirmReview.objects.of(consultant.firm, brief).filter(candidate=candidate).update(
        set_aside_at=None, reason="", note=""
    )
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=EntryEvent.APPROACHED,
        subject=entry,
        before=before,
        after=entry.status,
        facts={"approach": sent.pk},
        now=now,
    )
    if is_first:
        notify.interim(entry, notices.Approached(sent), now=now)
    elif entry.may_choose_voice:
        Entry.objects.filter(pk=entry.pk).update(updated_at=now)  # news on the interim's list
    return entry


def _conversation(
    brief: Brief, candidate: Candidate, *, consultant: Consultant, result: FitResult | None
) -> Entry:
    """Return the interim's conversation about the brief, a new one if there is none to join."""
    if joined := Entry.objects.on(brief, candidate).to_join():
        return joined
    try:
        with transaction.atomic():
            return Entry.objects.create(
                brief=brief,
                candidate=candidate,
                firm=consultant.firm,
                consultant=consultant,
                result=result,
            )
    except IntegrityError as error:
        if "entry_one_live" not in str(error):
            raise
        return Entry.objects.on(brief, candidate).live().get()


def _check_the_brief_says_enough(brief: Brief) -> None:
    if open_questions := missing_for_approach(brief):
        raise NotReadyToApproach(
            f"Nobody can be approached yet. An interim would still ask: {' '.join(open_questions)}"
            " The hiring manager can answer this on the brief."
        )
