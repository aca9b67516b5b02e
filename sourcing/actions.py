"""Actions on a match: read, set aside, restore. They change one firm's own review only."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from ranking.models import FitResult
from shortlists.models import Entry, FirmReview
from shortlists.policy.firms import the_consultant
from shortlists.trail import EntryEvent, MatchEvent


@transaction.atomic(durable=True)
def read_match(result: FitResult, *, by: User, now: datetime) -> FirmReview:
    """Record when the firm first opened the reasons of a match."""
    review = _review(result, by=by)
    FirmReview.objects.filter(pk=review.pk, read_at__isnull=True).update(read_at=now)
    review.refresh_from_db()
    return review


@transaction.atomic(durable=True)
def set_aside(
    result: FitResult, *, by: User, reason: str, note: str = "", now: datetime
) -> FirmReview:
    """Decide against a match for this brief, for the firm, with a reason.

    A conversation that the firm has under review ends too. Nobody was contacted, so nobody is
    notified.
    """
    review = _review(result, by=by)
    was_aside = review.is_set_aside
    review.set_aside_at, review.reason, review.note = now, reason, note
    review.read_at = review.read_at or now
    review.consultant = the_consultant(by)
    review.save(update_fields=["set_aside_at", "reason", "note", "read_at", "consultant"])
    if not was_aside:
        Activity.record(
            by=by,
            role=Role.CONSULTANT,
            kind=MatchEvent.SET_ASIDE,
            subject=review,
            facts={"reason": reason},
            now=now,
        )
    for entry in _first_looks(review):
        entry.end(Entry.Status.DISMISSED, now=now, by=by, text="", end_reason=reason)
        Activity.record(
            by=by,
            role=Role.CONSULTANT,
            kind=EntryEvent.DISMISSED,
            subject=entry,
            before=Entry.Status.UNDER_REVIEW,
            after=Entry.Status.DISMISSED,
            facts={"reason": reason},
            now=now,
        )
    return review


@transaction.atomic(durable=True)
def restore(result: FitResult, *, by: User, now: datetime) -> FirmReview:
    """Restore a match that was set aside; a conversation that ended with it stays ended."""
    review = _review(result, by=by)
    if not review.is_set_aside:
        return review
    before = review.reason
    review.set_aside_at, review.reason, review.note = None, "", ""
    review.save(update_fields=["set_aside_at", "reason", "note"])
    Activity.record(
        by=by,
        role=Role.CONSULTANT,
        kind=MatchEvent.RESTORED,
        subject=review,
        facts={"reason": before},
        now=now,
    )
    return review


def _review(result: FitResult, *, by: User) -> FirmReview:
    """Return the firm's review of this person on this brief, locked."""
    consultant = the_consultant(by)
    key = {
        "firm_id": consultant.firm_id,
        "brief_id": result.run.brief_id,
        "candidate_id": result.candidate_id,
    }
    FirmReview.objects.bulk_create(
        [FirmReview(**key, consultant=consultant)], ignore_conflicts=True
    )
    return FirmReview.objects.select_for_update().get(**key)


def _first_looks(review: FirmReview) -> list[Entry]:
    return list(
        Entry.objects.filter(
            brief_id=review.brief_id,
            candidate_id=review.candidate_id,
            firm_id=review.firm_id,
            status=Entry.Status.UNDER_REVIEW,
        )
    )
