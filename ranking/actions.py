"""Actions that enqueue rankings: opening a brief, ranking again, profiles that changed."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from candidates.models import ChangeReader
from engagements.actions.panels import wait_for_review
from engagements.models import Brief, PanelSeat
from engagements.notices import BriefOpened, Decision
from engagements.notify import notify_panel, tell_colleagues
from engagements.people import stood_in_for
from engagements.trail import BriefEvent
from interimhub.lib.later import later
from interimhub.lib.models import Job
from ranking import profile_changes, profile_words, tasks
from ranking.models import FitProgress, is_ranking_given_up


@transaction.atomic(durable=True)
def open_brief(brief: Brief, *, by: User, now: datetime) -> None:
    """Open the brief to every firm on the panel at the same moment, and enqueue its ranking.

    Raises:
        InvalidMove: it is not confirmed, or has been opened already.
    """
    if not brief.open(now=now):
        return
    # One UPDATE with one time, so that no firm starts before another.
    seats = PanelSeat.objects.filter(brief=brief).active()
    seats.update(opened_at=now)
    Deadline.objects.about(brief).close(now=now)
    for seat in seats.select_related("brief", "consultant__user").in_order():
        wait_for_review(seat, now=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.OPENED,
        subject=brief,
        before="confirmed",
        after=brief.status,
        now=now,
    )
    tasks.enqueue_ranking(brief, brief.ranking_key)
    notify_panel(brief, BriefOpened(brief), now=now)
    tell_colleagues(brief, Decision.OPENED, by=by, now=now)


@transaction.atomic(durable=True)
def rank_again(brief: Brief, *, by: User, now: datetime) -> None:
    """Enqueue the ranking again if it was given up. Otherwise does nothing."""
    brief = Brief.objects.select_for_update(of=("self",)).get(pk=brief.pk)
    if not is_ranking_given_up(brief):
        return
    tries = Job.objects.under(brief.ranking_key).count()
    tasks.enqueue_ranking(brief, f"{brief.ranking_key}:again:{tries}")
    # The page must not show the progress of the failed attempt.
    FitProgress.objects.filter(brief=brief).delete()
    Activity.record(
        by=by,
        role=Role.MANAGER,
        on_behalf_of=stood_in_for(brief, by=by, now=now),
        kind=BriefEvent.RANKED_AGAIN,
        subject=brief,
        now=now,
    )


@transaction.atomic(durable=True)
def enqueue_profile_changes(*, now: datetime) -> None:
    """Enqueue one job that consumes all changes, unless one is pending or there are none."""
    pending = Job.objects.of_task(tasks.consume_profile_changes.name).live()
    if pending.exists() or not profile_changes.has_unread():
        return
    later(tasks.consume_profile_changes, f"changes:{now.timestamp():.3f}")


@transaction.atomic(durable=True)
def enqueue_profile_words(*, now: datetime) -> None:
    """Enqueue one job that writes what firms search of all who have changed, if anybody has."""
    pending = Job.objects.of_task(tasks.write_profile_words.name).live()
    if pending.exists() or not ChangeReader.has_unread(profile_words.reader()):
        return
    later(tasks.write_profile_words, f"words:{now.timestamp():.3f}")
