"""What an interim does with a reference: hide it, lend it for one brief, take it back."""

from datetime import datetime

from django.db import transaction

from accounts.models import Role, User
from interimhub.lib.refused import MovedOn
from references import notices
from references.actions.locking import lock_reference, record
from references.models import Loan, Reference
from references.policy import NOBODY_SPEAKS
from references.trail import ReferenceEvent
from shortlists import notify
from shortlists.locking import lock_entry
from shortlists.models import Entry

NOT_WRITTEN = "There is nothing to read in this reference now, so it cannot be lent or hidden."
HIDDEN = "You have hidden this reference. Show it again first, then lend it."


@transaction.atomic(durable=True)
def hide(reference: Reference, *, by: User, now: datetime) -> None:
    """Hide a reference: it is taken back from every brief, and cannot be lent.

    Raises:
        MovedOn: the referee has deleted it meanwhile.
    """
    reference = _lock_written(reference)
    if reference.is_hidden:
        return
    Reference.objects.filter(pk=reference.pk).update(hidden_at=now)
    record(reference, ReferenceEvent.HIDDEN, role=Role.INTERIM, by=by, now=now)
    for loan in reference.loans.standing().with_people():
        _take_back(reference, loan, by=by, now=now)


@transaction.atomic(durable=True)
def show(reference: Reference, *, by: User, now: datetime) -> None:
    """No longer hide a reference. It is lent to nobody before the interim lends it again.

    Raises:
        MovedOn: the referee has deleted it meanwhile.
    """
    reference = _lock_written(reference)
    if reference.is_hidden:
        Reference.objects.filter(pk=reference.pk).update(hidden_at=None)
        record(reference, ReferenceEvent.SHOWN, role=Role.INTERIM, by=by, now=now)


@transaction.atomic(durable=True)
def lend(reference: Reference, entry: Entry, *, by: User, now: datetime) -> None:
    """Lend a reference for one brief, to the firm that speaks for the interim and to the client.

    Raises:
        MovedOn: no firm speaks for them there now, or the reference is hidden or deleted.
    """
    entry = lock_entry(entry)
    if not entry.is_represented:
        raise MovedOn(NOBODY_SPEAKS, row=entry)
    reference = _lock_written(reference)
    if reference.is_hidden:
        raise MovedOn(HIDDEN)
    if reference.loans.in_conversation(entry).in_force().exists():
        return
    # Lent to a firm that spoke before this one: the interim's word now is for this one.
    reference.loans.in_conversation(entry).standing().update(taken_back_at=now)
    Loan.objects.create(reference=reference, entry=entry, firm=entry.firm, lent_at=now)
    record(reference, ReferenceEvent.LENT, role=Role.INTERIM, by=by, now=now)
    notify.consultant(entry, notices.ReferenceLent(entry), now=now)
    if entry.is_in_front_of_client and entry.submission.shown_at:
        notify.manager(entry, notices.ReferenceLentToClient(entry), now=now)


@transaction.atomic(durable=True)
def take_back(reference: Reference, entry: Entry, *, by: User, now: datetime) -> None:
    """Take a reference back from one brief. Whoever has read it has read it."""
    reference = lock_reference(reference)
    for loan in reference.loans.in_conversation(entry).standing().with_people():
        _take_back(reference, loan, by=by, now=now)


def _lock_written(reference: Reference) -> Reference:
    reference = lock_reference(reference)
    if not reference.is_written:
        raise MovedOn(NOT_WRITTEN)
    return reference


def _take_back(reference: Reference, loan: Loan, *, by: User, now: datetime) -> None:
    Loan.objects.filter(pk=loan.pk).update(taken_back_at=now)
    record(reference, ReferenceEvent.TAKEN_BACK, role=Role.INTERIM, by=by, now=now)
    if loan.entry.is_live and loan.entry.firm_id == loan.firm_id:
        notify.consultant(loan.entry, notices.ReferenceTakenBack(loan.entry), now=now)
