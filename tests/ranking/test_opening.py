"""Opening a brief to all firms at the same moment, and queueing its ranking."""

import threading

import pytest
from django.db import connection

from accounts.models import Activity
from engagements.models import Brief
from engagements.trail import BriefEvent
from interimhub.lib.lifecycle import InvalidMove
from interimhub.lib.models import Job
from providers.models import Firm
from ranking import actions
from tests.factories import NOW, BriefFactory, FirmFactory, PanelSeatFactory
from tests.trail import Event, trail_of

pytestmark = pytest.mark.django_db


def test_brief_opens_to_every_kind_of_firm_at_the_same_moment():
    brief = BriefFactory(confirmed=True)
    for kind in Firm.Kind.values:
        PanelSeatFactory(brief=brief, firm=FirmFactory(kind=kind), opened_at=None)

    actions.open_brief(brief, by=brief.manager.user, now=NOW)

    assert set(brief.seats.values_list("opened_at", flat=True)) == {NOW}
    assert Job.objects.filter(key=f"rank:{brief.pk}:1").count() == 1
    assert trail_of(brief) == [Event("manager", "brief.opened", "confirmed", "open")]


def test_brief_does_not_open_before_it_is_confirmed():
    brief = BriefFactory(played_back=True)

    with pytest.raises(InvalidMove):
        actions.open_brief(brief, by=brief.manager.user, now=NOW)

    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_opening_twice_at_once_ranks_once():
    brief = BriefFactory(confirmed=True)
    PanelSeatFactory(brief=brief, opened_at=None)
    barrier = threading.Barrier(4)

    def press() -> None:
        barrier.wait()
        try:
            mine = Brief.objects.get(pk=brief.pk)
            actions.open_brief(mine, by=brief.manager.user, now=NOW)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert Job.objects.filter(task="ranking.tasks.rank_candidates").count() == 1
    assert Activity.objects.filter(kind=BriefEvent.OPENED).count() == 1
