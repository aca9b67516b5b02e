"""The sealed check, and what its interim does after “not within”."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Activity, Role, User
from engagements.models import Brief
from interimhub.lib.refused import MovedOn
from shortlists import notify
from shortlists.actions.withdrawals import leave
from shortlists.locking import insist_in_search, lock_entry
from shortlists.models import Entry
from shortlists.notices.about import AboutEntry
from terms import notices, waiting
from terms.comparing import compare
from terms.models import Envelope, EnvelopeQuestion, Floor, SealedCheck
from terms.models.checks import status_after
from terms.trail import CheckEvent

STEPPED_OUT = (
    "The terms did not meet, and you stepped out. The firm reads this sentence without an amount;"
    " the client reads only that you are no longer available."
)
MORNING = timedelta(hours=9)


@transaction.atomic(durable=True)
def run_check(entry: Entry, *, now: datetime) -> SealedCheck | None:
    """Compare the floor of an interested interim with the envelope, and tell them alone.

    Returns:
        The check; None if it has run for this version of the brief, or no longer should.
    """
    entry = lock_entry(entry)
    brief = entry.brief
    is_due = brief.is_in_search and entry.is_live and entry.interested_at is not None
    done = SealedCheck.objects.of_version(brief).filter(candidate=entry.candidate_id)
    if not is_due or done.exists():
        return None
    floor = Floor.objects.of(entry.candidate)
    envelope = Envelope.objects.current(brief)
    answer = compare(floor, envelope, brief)
    check = SealedCheck.objects.create(
        brief=brief,
        brief_version=brief.version,
        candidate=entry.candidate,
        envelope=envelope,
        status=status_after(answer["outcome"]),
        checked_at=now,
        **answer,
        **(floor.amounts() if floor else {}),
    )
    _record(check, CheckEvent.RAN, by=None, now=now)
    _tell(check, entry, notices.CheckAnswered(entry), now=now)
    return check


def check_again(check: SealedCheck, entry: Entry, envelope: Envelope, *, now: datetime) -> None:
    """Compare the floor that a check keeps with a changed envelope; the brief is locked.

    The interim is told if it concerns them: if they had asked, or the answer is another one.
    """
    before, status = check.outcome, check.status
    if status == SealedCheck.Status.STEPPED_OUT:
        return
    check.renew(compare(check, envelope, entry.brief), envelope=envelope, now=now)
    _record(check, CheckEvent.RAN_AGAIN, by=None, now=now)
    if check.outcome != before or check.status != status:
        waiting.close_decision(entry, now=now)
        _tell(check, entry, notices.CheckedAgain(entry), now=now)


def _tell(check: SealedCheck, entry: Entry, notice: AboutEntry, *, now: datetime) -> None:
    if check.is_undecided:
        waiting.for_decision(entry, now=now)
    notify.interim(entry, notice, now=now)


@transaction.atomic(durable=True)
def work_within(entry: Entry, *, by: User, now: datetime) -> None:
    """Record that the interim works within the envelope. Nobody is told.

    Raises:
        MovedOn: there is nothing to decide, or the conversation has ended.
    """
    entry, check = _to_decide(entry)
    if check.work_within(now=now):
        waiting.close_decision(entry, now=now)
        _record(check, CheckEvent.WORKS, by=by, now=now)


@transaction.atomic(durable=True)
def ask_to_move(entry: Entry, *, by: User, now: datetime) -> None:
    """Let the client be asked whether its envelope can move, without a name or an amount.

    Whoever asks about one envelope joins the one question. It is passed on in the morning of the
    next working day, so that the hour does not tell who asked.

    Raises:
        MovedOn: there is nothing to decide, or the client has answered this question.
    """
    entry, check = _to_decide(entry)
    envelope = check.envelope
    if envelope is None or not envelope.may_change:
        raise MovedOn("The client cannot change its envelope any more.", row=entry)
    passes_at = next_morning(entry.brief, now)
    question, _ = EnvelopeQuestion.objects.get_or_create(
        envelope=envelope, defaults={"passes_at": passes_at}
    )
    if not question.is_open:
        raise MovedOn("The client has been asked, and the envelope does not move.", row=entry)
    if question.is_held and question.passes_at <= now:
        EnvelopeQuestion.objects.filter(pk=question.pk).update(passes_at=passes_at)
    if check.ask(now=now):
        waiting.close_decision(entry, now=now)
        _record(check, CheckEvent.ASKED, by=by, now=now)


@transaction.atomic(durable=True)
def step_out(entry: Entry, *, by: User, now: datetime) -> None:
    """End the conversation because the terms did not meet; it counts against nobody.

    Raises:
        MovedOn: there is nothing to decide, or the conversation has ended.
    """
    entry, check = _to_decide(entry)
    check.step_out(now=now)
    _record(check, CheckEvent.STEPPED_OUT, by=by, now=now)
    leave(
        entry,
        by=by,
        text=STEPPED_OUT,
        to_firm=notices.TermsDidNotMeet,
        to_interim=notices.SteppedOut,
        now=now,
    )


def next_morning(brief: Brief, now: datetime) -> datetime:
    """Return nine o'clock of the first working day after today, where the work is."""
    calendar = brief.calendar
    day = calendar.day_of(calendar.next_workday(now))
    return calendar.start_of(day) + MORNING


def _to_decide(entry: Entry) -> tuple[Entry, SealedCheck]:
    """Lock a conversation and return it with its check, which was not within."""
    entry = lock_entry(entry)
    if not entry.is_live:
        raise MovedOn("This conversation has ended already.", row=entry)
    insist_in_search(entry.brief)
    check = SealedCheck.objects.of(entry)
    if check is None or not check.takes_answers:
        raise MovedOn("There is nothing to decide about the terms here now.", row=entry)
    return entry, check


def _record(check: SealedCheck, kind: CheckEvent, *, by: User | None, now: datetime) -> None:
    role = Role.INTERIM if by else Role.CLOCK
    Activity.record(by=by, role=role, kind=kind, subject=check, now=now)
