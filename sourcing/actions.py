"""Actions on a match: read, set aside, restore. They change one firm's own review only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from interimhub.lib.refused import MovedOn
from providers.models import Firm
from ranking.models import FitResult
from shortlists.asking import conversation_with
from shortlists.locking import lock_brief
from shortlists.models import Entry, FirmReview
from shortlists.policy.firms import the_consultant
from shortlists.trail import EntryEvent, MatchEvent


@dataclass(frozen=True, slots=True)
class SetAside:
    """What became of several matches that were to be set aside together.

    Attributes:
        done: those that were set aside.
        were_aside: those that the firm had set aside before, each with its review.
        asked: those whom the firm is in contact with.
    """

    done: list[FitResult] = field(default_factory=list)
    were_aside: list[tuple[FitResult, FirmReview]] = field(default_factory=list)
    asked: list[FitResult] = field(default_factory=list)


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

    Raises:
        MovedOn: the firm is in contact with them by now.
    """
    lock_brief(result.run.brief_id)
    review = _review(result, by=by)
    contacts = _contacts(the_consultant(by).firm, [result])
    if contact := contacts.get(result.candidate_id):
        raise MovedOn("Your firm is in contact with this interim.", row=contact)
    return _set_aside(review, by=by, reason=reason, note=note, now=now)


@transaction.atomic(durable=True)
def set_several_aside(
    results: Sequence[FitResult], *, by: User, reason: str, note: str = "", now: datetime
) -> SetAside:
    """Decide against several matches of one brief with one reason, each as in `set_aside`.

    Those whom the firm has set aside or asked meanwhile are skipped.
    """
    lock_brief(results[0].run.brief_id)
    contacts = _contacts(the_consultant(by).firm, results)
    outcome = SetAside()
    # Always in this order, so that two colleagues do not wait for each other.
    for result in sorted(results, key=lambda row: row.candidate_id):
        review = _review(result, by=by)
        if result.candidate_id in contacts:
            outcome.asked.append(result)
        elif review.is_set_aside:
            outcome.were_aside.append((result, review))
        else:
            _set_aside(review, by=by, reason=reason, note=note, now=now)
            outcome.done.append(result)
    return outcome


@transaction.atomic(durable=True)
def restore(result: FitResult, *, by: User, now: datetime) -> FirmReview:
    """Restore a match that was set aside; a conversation that ended with it stays ended."""
    return _restore(_review(result, by=by), by=by, now=now)


@transaction.atomic(durable=True)
def restore_several(results: Sequence[FitResult], *, by: User, now: datetime) -> list[FitResult]:
    """Restore several matches, each as in `restore`; return those that were set aside."""
    restored = []
    for result in sorted(results, key=lambda row: row.candidate_id):
        review = _review(result, by=by)
        if review.is_set_aside:
            _restore(review, by=by, now=now)
            restored.append(result)
    return restored


def _set_aside(
    review: FirmReview, *, by: User, reason: str, note: str, now: datetime
) -> FirmReview:
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


def _restore(review: FirmReview, *, by: User, now: datetime) -> FirmReview:
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


def _contacts(firm: Firm, results: Sequence[FitResult]) -> dict[int, Entry]:
    """Return the live conversations that the firm has with these interims, by their keys."""
    people = {row.candidate_id: row.candidate for row in results}
    brief = results[0].run.brief
    rows = Entry.objects.filter(brief=brief, candidate__in=people).read_by(firm)
    keys = set(
        rows.exclude(status=Entry.Status.UNDER_REVIEW).values_list("candidate_id", flat=True)
    )
    found = {key: conversation_with(firm, brief, people[key]) for key in keys}
    return {key: entry for key, entry in found.items() if entry and entry.is_live}


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
