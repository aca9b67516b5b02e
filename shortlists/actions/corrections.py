"""An interim says that a reason given for them is wrong."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, User
from shortlists.models import Entry


@transaction.atomic(durable=True)
def question_reason(entry: Entry, *, by: User, line: str, now: datetime) -> None:
    """Put it on the trail that the interim questioned a line. Nothing else changes, for nobody.

    Args:
        line: the key of the line, "requirement:ih:skill:gmp".
    """
    Activity.record(
        by=by, role="interim", verb="called a reason wrong", subject=entry, reason=line, now=now
    )
