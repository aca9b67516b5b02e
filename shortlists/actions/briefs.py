"""Actions on a brief that affect its entries: raise the cap, hold, resume, cancel."""

from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from engagements.actions.amendments import end_waiting
from engagements.deadlines import BriefDeadline
from engagements.models import Brief
from engagements.notices import Decision
from engagements.notify import tell_colleagues
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.refused import Refused
from ranking import tasks
from shortlists import notices, notify, places
from shortlists.locking import lock_brief
from shortlists.models import Approach, Entry, Mandate, ShownWords
from shortlists.trail import EntryEvent


class CapNotRaised(Refused):
    """The new cap is not above the current one, or is above five."""


@transaction.atomic(durable=True)
def raise_cap(brief: Brief, *, cap: int, cap_reason: str, by: User, now: datetime) -> None:
    """Raise the number of people that the manager meets, and notify the firms.

    Raises:
        CapNotRaised: the cap is not above the current one or above five, or the brief has ended.
    """
    brief = lock_brief(brief.pk)
    if brief.cap == cap:
        return
    if brief.has_ended or not brief.cap < cap <= Brief.CAP_MAX:
        raise CapNotRaised(
            f"Ask for more than {brief.cap} people, and for {Brief.CAP_MAX} at most."
        )
    before, brief.cap, brief.cap_reason = brief.cap, cap, cap_reason
    brief.save(update_fields=["cap", "cap_reason"])
    event = Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.CAP_RAISED,
        subject=brief,
        facts={"before": before, "after": cap},
        note=cap_reason,
        now=now,
    )
    raised = notices.CapRaised(brief, cap=cap, reason=event.note_or_none)
    notify.panel(brief, raised, now=now)
    tell_colleagues(brief, Decision.CAP_RAISED, by=by, now=now)
    places.give(brief, now=now)


@transaction.atomic(durable=True)
def hold_brief(brief: Brief, *, reason: str, review_on: date, by: User, now: datetime) -> None:
    """Put a brief on hold: pause all deadlines and notify everybody on it.

    Raises:
        InvalidMove: it has ended.
    """
    brief = lock_brief(brief.pk)
    before = brief.status
    if not brief.hold(reason=reason, review_on=review_on, now=now):
        return
    end_waiting(brief, answer="The client has put the brief on hold.", now=now)
    Deadline.objects.within(brief).pause(now=now)
    Deadline.start(
        BriefDeadline.HOLD_REVIEW,
        brief,
        owner=brief.manager.user,
        scope=brief,
        starts_at=brief.calendar.start_of(review_on),
        due_at=brief.calendar.from_workday(brief.calendar.start_of(review_on + timedelta(days=1))),
        now=now,
    )
    event = Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.PUT_ON_HOLD,
        subject=brief,
        before=before,
        after=brief.status,
        facts={"review_on": review_on},
        note=reason,
        now=now,
    )
    note = event.note_or_none
    for entry in _told(brief):
        notify.interim(entry, notices.EntryOnHold(entry, reason=note), now=now)
    notify.panel(brief, notices.OnHoldToFirms(brief, reason=note), now=now)
    tell_colleagues(brief, Decision.PUT_ON_HOLD, by=by, now=now)


@transaction.atomic(durable=True)
def resume_brief(brief: Brief, *, by: User, now: datetime) -> None:
    """Resume a brief; every paused deadline moves by the length of the pause.

    Raises:
        InvalidMove: it has ended.
    """
    brief = lock_brief(brief.pk)
    if not brief.is_on_hold or brief.on_hold_since is None:
        return
    before, on_hold_since = brief.status, brief.on_hold_since
    brief.resume()
    Deadline.objects.about(brief).of_kind(BriefDeadline.HOLD_REVIEW).close(now=now)
    Deadline.objects.within(brief).resume(now=now)
    if brief.is_in_search and not brief.is_ranked:
        # A ranking that ran during the hold has stored nothing.
        key = f"{brief.ranking_key}:on_hold:{on_hold_since.timestamp():.0f}"
        tasks.enqueue_ranking(brief, key)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.RESUMED,
        subject=brief,
        before=before,
        after=brief.status,
        now=now,
    )
    for entry in _told(brief):
        resumed = notices.BriefResumed(entry, is_reply_moved=entry.awaits_interim)
        notify.interim(entry, resumed, now=now)
    notify.panel(brief, notices.ResumedToFirms(brief), now=now)
    tell_colleagues(brief, Decision.RESUMED, by=by, now=now)
    places.give(brief, now=now)


@transaction.atomic(durable=True)
def cancel_brief(brief: Brief, *, end_reason: str, reason: str, by: User, now: datetime) -> None:
    """Cancel a brief and end every conversation and mandate on it.

    The notice to each interim depends on the status of their conversation. Interims who were
    not approached yet get none. `end_reason` is a `Brief.EndReason`.

    Raises:
        InvalidMove: it has already ended in another way.
    """
    brief = lock_brief(brief.pk)
    before = brief.status
    if not brief.cancel(reason=reason, now=now):
        return
    end_waiting(brief, answer="The client has cancelled the brief.", now=now)
    Deadline.objects.within(brief).close(now=now)
    for mandate in Mandate.objects.active().filter(brief=brief).order_by("pk"):
        mandate.expire(now=now)
    for approach in Approach.objects.on(brief).waiting():
        approach.close(now=now)
    for shown in ShownWords.objects.current().on(brief.pk).newest_first():
        shown.end()
    for entry in _live(brief):
        stood = entry.status
        entry.end(Entry.Status.CLOSED, now=now, by=None, text=reason, end_reason=end_reason)
        Activity.record(
            by=None,
            role=Role.CLOCK,
            kind=EntryEvent.CLOSED,
            subject=entry,
            before=stood,
            after=entry.status,
            facts={"reason": end_reason},
            now=now,
        )
        notify.interim(entry, notices.BriefCancelled(entry, status_before=stood), now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.CANCELLED,
        subject=brief,
        before=before,
        after=brief.status,
        facts={"reason": end_reason},
        note=reason,
        now=now,
    )
    notify.panel(brief, notices.CancelledToFirms(brief), now=now)
    tell_colleagues(brief, Decision.CANCELLED, by=by, now=now)


def _live(brief: Brief) -> list[Entry]:
    rows = Entry.objects.filter(brief=brief).live().select_for_update(of=("self",))
    found = list(rows.select_related("candidate__user", "firm", "consultant__user").order_by("pk"))
    for entry in found:
        entry.brief = brief
    return found


def _told(brief: Brief) -> list[Entry]:
    return [entry for entry in _live(brief) if entry.approached_at]
