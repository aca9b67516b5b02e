"""An interim disputes a reason."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from shortlists.models import Entry
from shortlists.trail import ReasonEvent


@transaction.atomic(durable=True)
def question_reason(entry: Entry, *, by: User, line: str, now: datetime) -> None:
    """Record in the trail that the interim disputes a reason. Nothing else changes.

    Args:
        line: the key of the line, "requirement:ih:skill:gmp".
    """
    Activity.record(
        by=by,
        role=Role.INTERIM,
        kind=ReasonEvent.DISPUTED,
        subject=entry,
        facts={"line": line},
        now=now,
    )
