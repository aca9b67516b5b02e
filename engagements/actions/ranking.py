"""Having a brief ranked again, when the worker has given up."""

from datetime import datetime

from django.db import transaction

from accounts.models import Activity, User
from engagements import tasks
from engagements.models import Brief, FitProgress, is_ranking_given_up
from interimhub.lib.later import later
from interimhub.lib.models import Job


@transaction.atomic(durable=True)
def rank_again(brief: Brief, *, by: User, now: datetime) -> None:
    """Owe the ranking once more; nothing happens where one is done or on its way."""
    brief = Brief.objects.select_for_update(of=("self",)).get(pk=brief.pk)
    if not is_ranking_given_up(brief):
        return
    tries = Job.objects.under(brief.ranking_key).count()
    later(tasks.rank_candidates, f"{brief.ranking_key}:again:{tries}", brief_id=brief.pk)
    # What the page shows of the attempt that failed is over.
    FitProgress.objects.filter(brief=brief).delete()
    Activity.record(by=by, role="manager", verb="had it ranked again", subject=brief, now=now)
