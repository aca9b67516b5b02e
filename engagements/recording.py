"""Locking a brief, and recording what somebody of its client does with it."""

from datetime import datetime

from accounts.models import Activity, Role, User
from accounts.models.facts import Facts
from engagements.models import Brief
from engagements.people import stood_in_for
from engagements.trail import BriefEvent


def lock_brief(brief: Brief) -> Brief:
    """Return the current brief, locked, since its manager or a consultant may be leaving."""
    Brief.objects.select_for_update(no_key=True).only("pk").get(pk=brief.pk)
    return Brief.objects.select_related("client__sector", "manager__user").get(pk=brief.pk)


def record_by_client(
    brief: Brief,
    kind: BriefEvent,
    *,
    by: User,
    before: str | None = None,
    after: str | None = None,
    facts: Facts | None = None,
    note: str = "",
    now: datetime,
) -> Activity:
    """Record what somebody of the client did, for the manager if they are the deputy."""
    return Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        before=before,
        after=after,
        facts=facts or {},
        note=note,
        now=now,
    )
