"""An interim tells one firm that a brief interests them; the firm writes, or says why not."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from accounts.notify import notify
from accounts.organisations.membership import insist_on_membership
from candidates.models import Candidate
from engagements.models import Brief
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Firm
from shortlists import notices, waiting
from shortlists.interests import end_untold, speaker_on
from shortlists.locking import insist_in_search, lock_brief, lock_entry
from shortlists.models import Entry, Interest
from shortlists.policy.firms import the_consultant
from shortlists.trail import InterestEvent


class FirmCannotHear(Refused):
    """The chosen firm is not on the brief, may not find the interim, or was told before."""


@transaction.atomic(durable=True)
def express_interest(
    brief: Brief, candidate: Candidate, *, firm: Firm, words: str, by: User, now: datetime
) -> Interest:
    """Tell one firm on the brief, and nobody else, that it interests the interim.

    The same word sent twice is one.

    Raises:
        FirmCannotHear: the firm is not on the brief, may not find the interim, or has answered.
        MovedOn: a firm has asked them by now, or they wait for another one's answer.
        BriefOnHold, BriefOver: the brief is not in search.
    """
    brief = lock_brief(brief.pk)
    insist_in_search(brief)
    _insist_untold(brief, candidate)
    waits = Interest.objects.on(brief).of(candidate).waiting().select_related("firm").first()
    if waits and waits.firm_id == firm.pk:
        return waits
    if waits:
        reason = f"{waits.firm.name} has not answered yet. Take it back first, then tell another."
        raise MovedOn(reason, row=waits)
    if Interest.objects.on(brief).of(candidate).asked_of(firm).exists():
        raise FirmCannotHear(f"You have told {firm.name} before. Choose one of the others.")
    speaker = speaker_on(brief, firm)
    is_open = Candidate.objects.open_to(firm).filter(pk=candidate.pk).exists()
    if speaker is None or not is_open:
        raise FirmCannotHear(
            f"{firm.name} cannot speak for you here: it has left the brief, or may not find you."
        )
    insist_on_membership(speaker)
    entry = Entry.objects.on(brief, candidate).live().first() or Entry.objects.create(
        brief=brief, candidate=candidate, firm=firm, consultant=speaker
    )
    interest = Interest.objects.create(
        entry=entry, brief=brief, candidate=candidate, firm=firm, words=words, expressed_at=now
    )
    waiting.for_interest(interest, owner=speaker.user, now=now)
    _record(InterestEvent.EXPRESSED, interest, by=by, role=Role.INTERIM, now=now)
    notify(speaker.user, notices.InterestExpressed(interest), now=now)
    return interest


@transaction.atomic(durable=True)
def take_interest_back(interest: Interest, *, by: User, now: datetime) -> None:
    """Take it back before the firm has answered. The interim may then tell another firm.

    Raises:
        MovedOn: the firm has answered, or the brief has ended.
    """
    interest = _lock(interest)
    interest.take_back(now=now)
    end_untold(interest, Entry.Status.WITHDRAWN, by=by, now=now)
    waiting.close_interest(interest, now=now)
    _record(InterestEvent.TAKEN_BACK, interest, by=by, role=Role.INTERIM, now=now)
    if speaker := speaker_on(interest.brief, interest.firm):
        notify(speaker.user, notices.InterestTakenBack(interest), now=now)


@transaction.atomic(durable=True)
def decline_interest(interest: Interest, *, reason: str, by: User, now: datetime) -> None:
    """Say no to an interim for this firm, with the reason that they read.

    Raises:
        MovedOn: the interim has taken it back, or it was answered.
        NotAMember: `by` has left the firm.
    """
    consultant = the_consultant(by)
    interest = _lock(interest)
    insist_on_membership(consultant)
    interest.decline(answer=reason, now=now)
    end_untold(interest, Entry.Status.DISMISSED, by=by, text=reason, now=now)
    waiting.close_interest(interest, now=now)
    _record(InterestEvent.DECLINED, interest, by=by, role=Role.CONSULTANT, now=now)
    if interest.candidate.user:
        notify(interest.candidate.user, notices.InterestDeclined(interest), now=now)


def _lock(interest: Interest) -> Interest:
    """Lock brief, conversation and interest.

    Raises:
        MovedOn: it no longer waits.
    """
    entry = lock_entry(interest.entry)
    rows = Interest.objects.select_for_update(of=("self",), no_key=True)
    locked = rows.select_related("firm", "candidate__user").get(pk=interest.pk)
    locked.entry, locked.brief = entry, entry.brief
    if not locked.is_waiting:
        raise MovedOn(f"This is over: {locked.get_status_display().lower()}.", row=locked)
    return locked


def _insist_untold(brief: Brief, candidate: Candidate) -> None:
    told = Entry.objects.on(brief, candidate).told().newest_first().first()
    if told:
        raise MovedOn("A firm has asked you about this brief. Answer it there.", row=told)


def _record(
    kind: InterestEvent, interest: Interest, *, by: User, role: Role, now: datetime
) -> None:
    Activity.record(
        by=by,
        role=role,
        kind=kind,
        subject=interest.entry,
        facts={"interest": interest.pk, "firm": interest.firm_id},
        now=now,
    )


__all__ = ["FirmCannotHear", "decline_interest", "express_interest", "take_interest_back"]
