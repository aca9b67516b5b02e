"""What a referee does with their letter: write, say no, delete what they wrote."""

from datetime import datetime

from django.db import transaction

from accounts.models import Role
from accounts.notify import notify
from interimhub.lib.refused import MovedOn
from references import notices
from references.actions.locking import lock_reference, record, stop_waiting
from references.models import Referee, Reference
from references.trail import ReferenceEvent


@transaction.atomic(durable=True)
def answer(
    reference: Reference,
    *,
    saw: str,
    verdict: str,
    basis: str,
    is_named: bool,
    name: str,
    role: str,
    now: datetime,
) -> None:
    """Keep what the referee wrote; it is never edited afterwards.

    Raises:
        MovedOn: it was answered or ended meanwhile, or its time is over.
    """
    reference = _lock_asked(reference, now=now)
    words = {"saw": saw, "verdict": verdict, "basis": basis, "is_named": is_named}
    reference.answer(now=now, **words, name=name, role=role)
    stop_waiting(reference, now=now)
    _record(reference, ReferenceEvent.ANSWERED, before=Reference.Status.ASKED, now=now)
    _tell_interim(reference, notices.ReferenceWritten(reference), now=now)


@transaction.atomic(durable=True)
def decline(reference: Reference, *, never_again: bool, now: datetime) -> None:
    """End a request with the referee's no, and delete their name and address.

    Raises:
        MovedOn: it was answered or ended meanwhile, or its time is over.
    """
    reference = _lock_asked(reference, now=now)
    reference.end(Reference.Status.DECLINED, now=now)
    stop_waiting(reference, now=now)
    _keep_never_again(reference, never_again=never_again, now=now)
    _record(reference, ReferenceEvent.DECLINED, before=Reference.Status.ASKED, now=now)
    _tell_interim(reference, notices.ReferenceDeclined(reference), now=now)


@transaction.atomic(durable=True)
def erase(reference: Reference, *, never_again: bool, now: datetime) -> None:
    """Delete what the referee wrote and their name (GDPR, Art. 17); nobody reads it from now on.

    Raises:
        InvalidMove: there is nothing written any more.
    """
    reference = lock_reference(reference)
    before = reference.status
    reference.loans.standing().update(taken_back_at=now)
    if not reference.end(Reference.Status.ERASED, now=now):
        return
    _keep_never_again(reference, never_again=never_again, now=now)
    _record(reference, ReferenceEvent.ERASED, before=before, now=now)
    _tell_interim(reference, notices.ReferenceErased(reference), now=now)


def _lock_asked(reference: Reference, *, now: datetime) -> Reference:
    reference = lock_reference(reference)
    if not reference.is_asked or reference.expires_at <= now:
        raise MovedOn("This request has been answered, or its time is over.")
    return reference


def _keep_never_again(reference: Reference, *, never_again: bool, now: datetime) -> None:
    if never_again:
        Referee.objects.filter(pk=reference.referee_id).update(never_again_at=now)


def _record(reference: Reference, kind: ReferenceEvent, *, before: str, now: datetime) -> None:
    record(reference, kind, role=Role.REFEREE, before=before, now=now)


def _tell_interim(reference: Reference, notice: notices.AboutReference, *, now: datetime) -> None:
    if reference.candidate.user is not None:
        notify(reference.candidate.user, notice, now=now)
