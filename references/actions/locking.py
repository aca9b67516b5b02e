"""Lock a reference, and read it as it is now."""

from datetime import datetime

from accounts.models import Activity, Deadline, Role, User
from references.letters import stop_letters
from references.models import Reference
from references.trail import ReferenceEvent


def lock_reference(reference: Reference) -> Reference:
    """Lock a reference until the transaction ends; return its current state with its interim.

    After the conversation, where both are locked.
    """
    rows = Reference.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("candidate__user").get(pk=reference.pk)


def stop_waiting(reference: Reference, *, now: datetime) -> None:
    """Close the wait for the referee; nothing more is sent to them."""
    Deadline.objects.about(reference).close(now=now)
    stop_letters(reference)


def record(
    reference: Reference,
    kind: ReferenceEvent,
    *,
    role: Role,
    by: User | None = None,
    before: str = "",
    now: datetime,
) -> None:
    """Add to the trail of a reference; with the status before, where it changed."""
    after = reference.status if before else ""
    Activity.record(
        by=by, role=role, kind=kind, subject=reference, before=before, after=after, now=now
    )
