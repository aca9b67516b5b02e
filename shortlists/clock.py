"""What the clock does: one action a row, safe to run twice, late or never.

A brief on hold is left alone: its clocks stand still.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from interimhub.lib.refused import Refused
from interimhub.lib.ticks import tick
from shortlists.actions import reminders
from shortlists.models import Entry, Mandate, Question

logger = logging.getLogger(__name__)

WARNINGS = {1: timedelta(days=7), 2: timedelta(days=2)}  # before a permission's last day


@tick(seconds=60)
def chase_replies(now: datetime) -> None:
    """Remind interims of approaches, ask their consultants to call, end what stays silent."""
    waiting = Entry.objects.awaiting_reply_by(now + reminders.BEFORE)
    for entry in waiting.order_by("pk").iterator():
        _survive(partial(reminders.chase_reply, entry, now=now), entry.pk)


@tick(seconds=60)
def chase_answers(now: datetime) -> None:
    """Remind firms of questions whose time has run out."""
    overdue = Question.objects.overdue(now).select_related("entry").order_by("pk")
    for question in overdue.iterator():
        _survive(partial(reminders.chase_answer, question, now=now), question.entry_id)


@tick(seconds=60)
def chase_decisions(now: datetime) -> None:
    """Remind managers of people who wait for a decision."""
    overdue = Entry.objects.awaiting_decision_by(now)
    for entry in overdue.order_by("pk").iterator():
        _survive(partial(reminders.chase_decision, entry, now=now), entry.pk)


@tick(seconds=600)
def end_permissions(now: datetime) -> None:
    """Warn of permissions that run out unused, and end those that have."""
    today = now.date()
    rows = Mandate.objects.active().select_related("entry").order_by("pk")
    for step, length in WARNINGS.items():
        for mandate in rows.unused().ending_by(today + length).iterator():
            _survive(
                partial(reminders.warn_of_mandate, mandate, step=step, now=now), mandate.entry_id
            )
    for mandate in rows.unused().ended_before(today).iterator():
        _survive(partial(reminders.expire_mandate, mandate, now=now), mandate.entry_id)


def _survive(work: Callable[[], object], entry_id: int) -> None:
    try:
        work()
    except Refused:
        logger.info("entry %s moved on before its clock ran out", entry_id)
