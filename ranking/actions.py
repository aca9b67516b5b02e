"""Having briefs ranked: when one opens, when the worker has given up, when profiles change."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, Role, User
from engagements.actions.panels import notify_panel
from engagements.models import Brief, PanelSeat
from engagements.notices import BriefOpened
from engagements.trail import BriefEvent
from interimhub.lib.later import later
from interimhub.lib.models import Job
from ranking import fit, tasks
from ranking.models import FitProgress, is_ranking_given_up


@transaction.atomic(durable=True)
def open_brief(brief: Brief, *, by: User, now: datetime) -> None:
    """Release it to every firm on the panel at the same moment and start ranking interims.

    Raises:
        InvalidMove: it is not confirmed, or has been opened already.
    """
    if not brief.open(now=now):
        return
    # One UPDATE, one moment: no kind of firm hears of a brief before another.
    PanelSeat.objects.filter(brief=brief).standing().update(opened_at=now)
    Activity.record(
        by=by,
        role=Role.MANAGER,
        kind=BriefEvent.OPENED,
        subject=brief,
        before="confirmed",
        after=brief.status,
        now=now,
    )
    tasks.owe_ranking(brief, brief.ranking_key)
    notify_panel(brief, BriefOpened(brief), now=now)


@transaction.atomic(durable=True)
def rank_again(brief: Brief, *, by: User, now: datetime) -> None:
    """Owe the ranking once more; nothing happens where one is done or on its way."""
    brief = Brief.objects.select_for_update(of=("self",)).get(pk=brief.pk)
    if not is_ranking_given_up(brief):
        return
    tries = Job.objects.under(brief.ranking_key).count()
    tasks.owe_ranking(brief, f"{brief.ranking_key}:again:{tries}")
    # What the page shows of the attempt that failed is over.
    FitProgress.objects.filter(brief=brief).delete()
    Activity.record(by=by, role=Role.MANAGER, kind=BriefEvent.RANKED_AGAIN, subject=brief, now=now)


@transaction.atomic(durable=True)
def take_in_changes(*, now: datetime) -> None:
    """Owe what follows from changed profiles: all of them at once, and one job at a time."""
    if (
        Job.objects.of_task(tasks.take_in_changes.name).live().exists()
        or not fit.is_something_new()
    ):
        return
    later(tasks.take_in_changes, f"changes:{now.timestamp():.3f}")
