"""Actions that enqueue rankings: opening a brief, ranking again, profiles that changed."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Deadline, Role, User
from candidates.models import ChangeReader
from engagements.actions.panels import BriefNotReady, wait_for_review
from engagements.completeness import missing_for_confirmation
from engagements.leads import may_go_unplayed
from engagements.models import Brief, PanelSeat
from engagements.notices import BriefOpened, Decision
from engagements.notify import notify_panel, tell_colleagues
from engagements.people import stood_in_for
from engagements.recording import lock_brief, record_by_client
from engagements.trail import BriefEvent
from interimhub.lib.later import later
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.models import Job
from interimhub.lib.refused import MovedOn
from ranking import profile_changes, profile_words, tasks
from ranking.models import FitProgress, is_ranking_given_up

MOST_AT_ONCE = 50
"""Briefs whose early rankings are enqueued in one tick of the clock."""


class PlayedBack(MovedOn):
    """Refused: a firm has sent its playback meanwhile, or has its turn again."""


@transaction.atomic(durable=True)
def open_brief(brief: Brief, *, by: User, now: datetime) -> None:
    """Open the brief to every firm on the panel at the same moment, and enqueue its ranking.

    Raises:
        InvalidMove: it is not confirmed, or has been opened already.
    """
    if lock_brief(brief).is_played_back:
        raise InvalidMove("This brief is opened when a playback is confirmed.", row=brief)
    if not brief.open(now=now):
        return
    record_by_client(
        brief,
        BriefEvent.OPENED,
        by=by,
        before=Brief.Status.CONFIRMED,
        after=brief.status,
        now=now,
    )
    _release(brief, now=now)
    tell_colleagues(brief, Decision.OPENED, by=by, now=now)


@transaction.atomic(durable=True)
def open_unplayed(brief: Brief, *, reason: str, by: User, now: datetime) -> None:
    """Open a brief that no firm has played back in time.

    Args:
        reason: every firm of the panel and every interim who is asked reads it.

    Raises:
        BriefNotReady: a question is open that is fixed once firms search.
        PlayedBack: a playback was sent meanwhile, or a firm has its turn again.
        InvalidMove: it is not being played back any more.
    """
    brief = lock_brief(brief)
    if brief.playbacks.current(brief).sent().exists():
        raise PlayedBack("A firm has sent its playback meanwhile. Read it first.", row=brief)
    if brief.is_played_back and not may_go_unplayed(brief):
        raise PlayedBack("A firm is asked to play this version of the brief back.", row=brief)
    if missing := missing_for_confirmation(brief):
        raise BriefNotReady(f"Answer what is fixed from now on, then open: {'; '.join(missing)}.")
    if not brief.open_unplayed(reason=reason, now=now):
        return
    record_by_client(
        brief,
        BriefEvent.OPENED_UNPLAYED,
        by=by,
        before=Brief.Status.IN_CLARIFICATION,
        after=brief.status,
        note=reason,
        now=now,
    )
    _release(brief, now=now)
    tell_colleagues(brief, Decision.OPENED_UNPLAYED, by=by, now=now)


def _release(brief: Brief, *, now: datetime) -> None:
    # One UPDATE with one time, so that no firm starts before another.
    seats = PanelSeat.objects.filter(brief=brief).active()
    seats.update(opened_at=now)
    Deadline.objects.about(brief).close(now=now)
    for seat in seats.select_related("brief", "consultant__user").in_order():
        wait_for_review(seat, now=now)
    tasks.enqueue_ranking(brief, brief.ranking_key)
    notify_panel(brief, BriefOpened(brief), now=now)


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
def enqueue_early_rankings(*, now: datetime) -> None:
    """Enqueue the rankings of briefs that are not open yet and were changed: one job a brief.

    While one runs, nothing is enqueued for its brief. A change meanwhile is seen afterwards.
    """
    for brief in Brief.objects.to_rank_early().order_by("pk")[:MOST_AT_ONCE]:
        if Job.objects.under(f"rank:{brief.pk}").live().exists():
            continue
        key = f"{brief.ranking_key}:r{brief.revision}"
        tries = Job.objects.under(key)
        if not tries.dead().exists():
            tasks.enqueue_ranking(brief, f"{key}:{tries.count()}")


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
