"""Set, change and keep the envelope of a brief, and give its pay range."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from engagements.deadlines import BriefDeadline
from engagements.models import Brief
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import MovedOn, Refused
from shortlists import notify
from shortlists.locking import lock_brief
from shortlists.notices.about import AboutEntry
from terms import notices, waiting
from terms.actions.checks import check_again
from terms.models import Envelope, EnvelopeQuestion, PayRange, SealedCheck, live_checks


class EnvelopeConflict(Refused):
    """Refused: the envelope was set in another window after this one was opened."""


class NoChangeLeft(Refused):
    """Refused: an envelope changes twice at most."""


@transaction.atomic(durable=True)
def set_envelope(brief: Brief, *, number: int, by: User, now: datetime, **facts: Any) -> Envelope:
    """Set the envelope of a brief, or change it; every live check runs again with its own floor.

    Each interim concerned learns what the change means for them; the client learns nothing of it.

    Args:
        brief: the brief.
        number: 0 for the first, 1 and 2 for the changes: the one that the page was to make.
        by: who decides on the brief.
        now: the moment.
        facts: the columns of the envelope; a change has a `reason`.

    Raises:
        EnvelopeConflict: somebody else has set it meanwhile.
        NoChangeLeft: it was changed twice before.
        MovedOn: the brief has ended.
    """
    brief = lock_brief(brief.pk)
    if brief.has_ended:
        raise MovedOn("This brief has ended, so its envelope stays as it is.", row=brief)
    current = Envelope.objects.current(brief)
    if current and not current.may_change:
        raise NoChangeLeft(
            "The envelope of a brief can be changed twice, and it was. Nothing was changed."
        )
    if number != (current.number + 1 if current else 0):
        raise EnvelopeConflict(
            "The envelope was set in another window after you opened this page. What you typed is"
            " still here: compare it, then save again."
        )
    envelope = Envelope.objects.create(brief=brief, number=number, set_by=by, set_at=now, **facts)
    kind = BriefEvent.ENVELOPE_CHANGED if current else BriefEvent.ENVELOPE_SET
    _record(brief, kind, by=by, now=now)
    question = EnvelopeQuestion.objects.about(current)
    if question and question.is_open:
        question.answer_by_moving(by=by, now=now)
        Deadline.objects.about(question).close(now=now)
    if brief.is_in_search:
        for check, entry in live_checks(brief):
            check_again(check, entry, envelope, now=now)
    return envelope


@transaction.atomic(durable=True)
def keep_envelope(question: EnvelopeQuestion, *, by: User, now: datetime) -> None:
    """Answer that the envelope cannot move; those who asked decide again, and are told.

    Raises:
        MovedOn: it was answered, or not answered in time.
    """
    brief = lock_brief(question.envelope.brief_id)
    if not question.is_waiting:
        raise MovedOn("This question no longer waits for an answer of yours.", row=brief)
    question.keep(by=by, now=now)
    Deadline.objects.about(question).close(now=now)
    _record(brief, BriefEvent.ENVELOPE_KEPT, by=by, now=now)
    give_back(brief, notices.CannotMove, now=now)


def give_back(brief: Brief, notice: type[AboutEntry], *, now: datetime) -> None:
    """Let everybody who asked whether the envelope of a locked brief can move decide again."""
    for check, entry in live_checks(brief):
        if check.status == SealedCheck.Status.ASKED and check.give_back():
            waiting.for_decision(entry, now=now)
            notify.interim(entry, notice(entry), now=now)


@transaction.atomic(durable=True)
def state_pay_range(brief: Brief, *, by: User, now: datetime, **facts: Any) -> None:
    """State the pay range of a brief, in place of the former one; whoever is asked reads it.

    Raises:
        MovedOn: the brief has ended.
    """
    brief = lock_brief(brief.pk)
    if brief.has_ended:
        raise MovedOn("This brief has ended, so its pay range stays as it is.", row=brief)
    stated = {**facts, "stated_by": by, "stated_at": now}
    PayRange.objects.update_or_create(brief=brief, defaults=stated)
    _record(brief, BriefEvent.PAY_RANGE_STATED, by=by, now=now)


def close_unanswered(question: EnvelopeQuestion, brief: Brief, *, now: datetime) -> None:
    """End a question that the client has not answered, on a locked brief."""
    question.lapse()
    Deadline.objects.about(question).of_kind(BriefDeadline.ENVELOPE_MOVE).close(now=now)
    give_back(brief, notices.NotAnswered, now=now)


def _record(brief: Brief, kind: BriefEvent, *, by: User, now: datetime) -> None:
    # The reason stays in the envelope: it may name an amount.
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=kind,
        subject=brief,
        now=now,
    )
