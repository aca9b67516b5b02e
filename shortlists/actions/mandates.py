"""An interim's decisions: grant a mandate, ask, decline."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Activity, Deadline, Role, User
from accounts.organisations.membership import insist_on_membership
from candidates.models import Candidate, FirmStance
from candidates.snapshot import snapshot
from interimhub.lib.refused import MovedOn, Refused
from providers.models import Consultant, Firm
from shortlists import notices, notify, waiting
from shortlists.asking import speaks
from shortlists.holding import hold, insist_on_no_answer
from shortlists.locking import BRIEF_CHANGED, insist_in_search, lock_entry
from shortlists.models import Entry, HeldAnswer, Mandate, Question
from shortlists.trail import MandateEvent, QuestionEvent

LASTS = timedelta(days=30)


class AlreadyRepresented(MovedOn):
    """Another mandate was granted first."""


class FirmNotOnBrief(Refused):
    """The chosen firm cannot represent the interim on this brief."""


class ProfileMovedOn(Refused):
    """The profile has changed since it was shown."""


class BriefChangedMeanwhile(Refused):
    """The brief has changed since it was shown."""


@transaction.atomic(durable=True)
def grant_mandate(
    entry: Entry,
    *,
    firm: Firm,
    profile_version: int,
    can_start_on: date,
    by: User,
    now: datetime,
) -> Mandate:
    """Let one firm represent the interim on this brief, with the current profile.

    The same choice sent twice creates one mandate. Of the other firms, only those that had
    approached the interim are notified: the interim is not available for this brief.

    Raises:
        AlreadyRepresented: another firm was chosen first, for example on another device.
        FirmNotOnBrief: the firm is not on the brief, or the interim has blocked it.
        ProfileMovedOn: the profile was changed after it was shown.
        BriefChangedMeanwhile: the brief has a new version since it was loaded.
        BriefOnHold: the brief is on hold.
        AnsweredNo: the interim has said no and not taken it back.
        InvalidMove: the conversation has ended.
    """
    read_version = entry.brief.version
    entry = lock_entry(entry)
    standing = entry.mandates.active().select_related("firm").first()
    if standing:
        if standing.firm_id == firm.pk:
            return standing
        raise AlreadyRepresented(
            f"You have already let {standing.firm.name} represent you on this brief. "
            "One firm represents you per brief: nothing was changed.",
            row=entry,
        )
    insist_in_search(entry.brief)
    insist_on_no_answer(entry, HeldAnswer.Kind.INTERIM)
    if entry.brief.version != read_version:
        raise BriefChangedMeanwhile(BRIEF_CHANGED)
    consultant = _speaker(entry, firm)
    profile = _profile_to_show(entry, profile_version, can_start_on, now)
    before = entry.status
    entry.say_interested(now=now)
    entry.mandate(now=now, firm=firm, consultant=consultant)
    mandate = _create_mandate(entry, profile, can_start_on, now)
    waiting.close_replies(entry, now=now)
    waiting.for_submission(mandate, now=now)
    Deadline.objects.about(*entry.brief.seats.of_firm(firm)).close(now=now)
    Activity.record(
        by=by,
        role=Role.INTERIM,
        kind=MandateEvent.GRANTED,
        subject=entry,
        before=before,
        after=entry.status,
        facts={
            "mandate": mandate.pk,
            "firm": firm.pk,
            "ends_on": mandate.ends_on,
            "profile_version": mandate.profile_version,
        },
        now=now,
    )
    notify.consultant(entry, notices.Chosen(entry), now=now)
    _answer_approaches(entry, firm, now=now)
    return mandate


def _answer_approaches(entry: Entry, chosen: Firm, *, now: datetime) -> None:
    """Accept the approach of the chosen firm, if any; notify the other firms that asked."""
    for approach in entry.approaches.waiting().with_people().first_sent_first():
        if approach.firm_id == chosen.pk:
            approach.accept(now=now)
        else:
            approach.pass_over(now=now)
            notify.passed_over(approach, entry.brief, now=now)


def _speaker(entry: Entry, firm: Firm) -> Consultant:
    seat = entry.brief.seats.active().filter(firm=firm).select_related("consultant__user").first()
    stances = FirmStance.objects.filter(candidate_id=entry.candidate_id, firm=firm)
    blocked = stances.filter(stance=FirmStance.Stance.BLOCKED).exists()
    if seat is None or blocked:
        raise FirmNotOnBrief("This firm cannot represent you here. Choose one of the others.")
    active = Consultant.objects.active().filter(firm=firm).select_related("user")
    asking = entry.approaches.by_firm(firm).with_people().latest_first().first()
    named = active.filter(pk=seat.consultant_id or 0).first()
    current = active.filter(pk=entry.consultant_id).first()
    speaker = current or (asking and asking.speaker()) or named or active.by_name().first()
    if speaker is None:
        raise FirmNotOnBrief(f"Nobody at {firm.name} can represent you at the moment.")
    insist_on_membership(speaker)
    return speaker


def _profile_to_show(
    entry: Entry, profile_version: int, can_start_on: date, now: datetime
) -> dict[str, Any]:
    """Return a copy of the profile with the start day that the interim gave for this brief.

    The profile itself is not changed. Every firm reads it, and a changed day would show the
    other firms that one of them was chosen.
    """
    people = Candidate.objects.select_related("user").select_for_update(of=("self",))
    candidate = people.get(pk=entry.candidate_id)
    if candidate.version != profile_version:
        raise ProfileMovedOn(
            "Your profile has changed since you opened this page. Look at it again, then choose."
        )
    return snapshot(candidate, named=True) | {
        "available_from": can_start_on.isoformat(),
        "availability_confirmed_on": timezone.localdate(now).isoformat(),
    }


def _create_mandate(
    entry: Entry, profile: dict[str, Any], can_start_on: date, now: datetime
) -> Mandate:
    try:
        with transaction.atomic():
            return Mandate.objects.create(
                entry=entry,
                brief=entry.brief,
                candidate=entry.candidate,
                firm=entry.firm,
                consultant=entry.consultant,
                status=Mandate.Status.GRANTED,
                brief_version=entry.brief.version,
                profile_version=profile["version"],
                profile=profile,
                can_start_on=can_start_on,
                availability_confirmed_on=timezone.localdate(now),
                granted_at=now,
                ends_on=timezone.localdate(now + LASTS),
            )
    except IntegrityError as error:
        # The constraint decides even if code forgets the lock.
        raise AlreadyRepresented(
            "A firm already represents you on this brief; nothing was changed.", row=entry
        ) from error


@transaction.atomic(durable=True)
def ask_question(
    entry: Entry, *, text: str, firm: Firm | None = None, by: User, now: datetime
) -> Question:
    """Ask a firm a question; the interim's deadline for that firm waits for the answer.

    Args:
        entry: the conversation.
        text: the question.
        firm: one of the firms whose approach waits for an answer; by default the one that speaks.
        by: the interim.
        now: the moment.

    Raises:
        MovedOn: the conversation has ended, or the firm is no longer in it.
        AnsweredNo: the interim has said no and not taken it back.
    """
    entry = lock_entry(entry)
    if not entry.is_live:
        raise MovedOn("This conversation has ended, so nobody would answer.", row=entry)
    insist_on_no_answer(entry, HeldAnswer.Kind.INTERIM)
    firm = firm or entry.firm
    is_waiting = entry.may_choose_voice and entry.approaches.waiting().by_firm(firm).exists()
    if not is_waiting and not speaks(firm, entry):
        reason = f"{firm.name} no longer waits for you here, so it would not answer."
        raise MovedOn(reason, row=entry)
    question = Question.objects.create(entry=entry, firm=firm, text=text, asked_by=by, asked_at=now)
    waiting.for_answer(question, now=now)
    if entry.awaits_interim:
        Entry.objects.filter(pk=entry.pk).update(updated_at=now)
    Activity.record(
        by=by,
        role=Role.INTERIM,
        kind=QuestionEvent.ASKED,
        subject=entry,
        facts={"question": question.pk},
        now=now,
    )
    notify.answerer(question, notices.QuestionAsked(question), now=now)
    return question


@transaction.atomic(durable=True)
def decline_approach(entry: Entry, *, reason: str, by: User, now: datetime) -> None:
    """Decline an approach. The reason may be "".

    The firm hears of it ten minutes later; until then the interim can take it back.

    Raises:
        InvalidMove: a firm already represents the interim, or the conversation has ended.
    """
    entry = lock_entry(entry)
    hold(entry, HeldAnswer.Kind.INTERIM, by=by, role=Role.INTERIM, text=reason, now=now)
