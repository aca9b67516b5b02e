"""Pass the question on whether an envelope can move."""

from datetime import datetime

from django.db import transaction

from engagements.models import Brief
from engagements.notify import notify_deciders
from shortlists.locking import lock_brief
from terms import notices, waiting
from terms.models import EnvelopeQuestion, SealedCheck, live_checks


@transaction.atomic(durable=True)
def pass_on(question: EnvelopeQuestion, *, now: datetime) -> bool:
    """Ask the client whether its envelope can move; wait if nobody asks any more.

    Returns:
        Whether the client was asked now.
    """
    brief = lock_brief(question.envelope.brief_id)
    if not brief.is_in_search or not _is_asked(brief):
        return False
    if not question.pass_on():
        return False
    waiting.for_client(question, brief, now=now)
    notify_deciders(brief, notices.EnvelopeAsked(brief), now=now)
    return True


def _is_asked(brief: Brief) -> bool:
    asked = SealedCheck.Status.ASKED
    return any(check.status == asked for check, _ in live_checks(brief))
