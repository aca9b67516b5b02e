"""A brief is ranked while it is written and played back; nobody is approached before it opens."""

from typing import Any

import pytest
from django.urls import reverse

from engagements.actions import panels
from engagements.models import Brief
from interimhub.lib.models import Job
from ranking import actions, runs
from ranking.models import FitRun
from ranking.policy import can_read_ranking
from shortlists.policy import firms as policy
from tests.browsers import browser_of
from tests.engagements.briefs import post, whole_brief
from tests.factories import NOW, ConsultantFactory, FitRunFactory, PanelSeatFactory
from tests.shortlists.worlds import match_of, open_to

pytestmark = pytest.mark.django_db


def again(brief: Brief) -> Brief:
    return Brief.objects.select_related("client", "manager__user").get(pk=brief.pk)


def keys(brief: Brief) -> list[str]:
    rows = Job.objects.under(f"rank:{brief.pk}").order_by("pk")
    return list(rows.values_list("key", flat=True))


def rank(brief: Brief) -> None:
    """Do what the worker does."""
    runs.rank_brief(again(brief))
    Job.objects.under(f"rank:{brief.pk}").live().update(done_at=NOW)


def test_a_draft_with_enough_to_rank_is_ranked_and_one_without_is_not():
    brief, empty = whole_brief(), whole_brief(title="", what_happened="")

    actions.enqueue_early_rankings(now=NOW)

    assert keys(brief) == [f"rank:{brief.pk}:1:r0:0"]
    assert keys(empty) == []


def test_there_is_one_live_job_for_a_brief_however_often_it_is_saved():
    brief = whole_brief()
    for words in ("One.", "Two.", "Three."):
        post(brief, "situation", what_happened=words, why_now="Now.", title="Interim")
        actions.enqueue_early_rankings(now=NOW)
    assert len(keys(brief)) == 1

    rank(brief)
    actions.enqueue_early_rankings(now=NOW)
    assert again(brief).is_ranked
    assert len(keys(brief)) == 1

    post(brief, "situation", what_happened="Four.", why_now="Now.", title="Interim")
    assert not again(brief).is_ranked
    actions.enqueue_early_rankings(now=NOW)
    assert len(keys(brief)) == 2


def test_a_change_while_it_is_ranked_is_ranked_afterwards():
    brief = whole_brief()
    before = again(brief)
    post(brief, "situation", what_happened="Changed.", why_now="Now.", title="Interim")

    runs.rank_brief(before)

    assert not again(brief).is_ranked
    assert not FitRun.objects.exists()


def test_a_ranking_that_was_given_up_is_not_begun_again_before_the_next_change():
    brief = whole_brief()
    actions.enqueue_early_rankings(now=NOW)
    Job.objects.under(f"rank:{brief.pk}").update(dead_at=NOW)

    actions.enqueue_early_rankings(now=NOW)

    assert len(keys(brief)) == 1


def test_sending_it_to_the_firms_ranks_it_again():
    brief = whole_brief()
    PanelSeatFactory(brief=brief, is_lead=True, sent_at=None, opened_at=None)
    rank(brief)

    panels.send_for_playback(again(brief), by=brief.manager.user, now=NOW)

    assert not again(brief).is_ranked


def test_a_brief_on_hold_is_not_ranked():
    brief = whole_brief(status=Brief.Status.ON_HOLD, status_before_hold="draft", on_hold_since=NOW)

    actions.enqueue_early_rankings(now=NOW)

    assert keys(brief) == []


class Sent:
    """A brief that is played back, ranked, with a match that its firm may find."""

    def __init__(self, **facts: Any) -> None:
        self.brief = whole_brief(**{"played_back": True, "scored_version": 1, **facts})
        self.lead = ConsultantFactory()
        PanelSeatFactory(
            brief=self.brief,
            firm=self.lead.firm,
            consultant=self.lead,
            is_lead=True,
            opened_at=None,
        )
        self.match = match_of(self.brief, open_to(self.lead.firm, headline="Closed such a case"))

    def page(self) -> Any:
        url = reverse("sourcing:matches", args=[self.brief.ref])
        return browser_of(self.lead.user).get(url)


@pytest.mark.parametrize("state", [{}, {"played_back": False, "confirmed": True}])
def test_a_firm_reads_the_matches_before_the_opening_and_asks_nobody(state: dict[str, bool]):
    sent = Sent(**state)

    page = sent.page().content.decode()

    assert "Closed such a case" in page
    assert "nobody is approached before its manager opens it" in page
    assert not policy.can_approach(sent.lead.user, sent.brief)
    address = reverse(
        "sourcing:approach", args=[sent.brief.ref, sent.lead.firm.own_id(sent.match.ref)]
    )
    asked = browser_of(sent.lead.user).post(address, {"why_you": "You closed such a case in 2025."})
    assert asked.status_code == 403


def test_neither_the_client_nor_a_firm_off_the_panel_reads_a_ranking():
    sent = Sent()

    for user in (sent.brief.manager.user, ConsultantFactory().user):
        assert not can_read_ranking(user, sent.brief)
    url = reverse("ranking:progress", args=[sent.brief.ref])
    assert browser_of(sent.brief.manager.user).get(url).status_code == 404


def test_a_firm_reads_nothing_of_a_brief_that_was_taken_back():
    sent = Sent()
    panels.take_back(again(sent.brief), by=sent.brief.manager.user, now=NOW)

    assert sent.page().status_code == 404


def test_a_stale_ranking_stays_visible_and_says_so():
    sent = Sent()
    Brief.objects.filter(pk=sent.brief.pk).update(version=2)

    page = sent.page().content.decode()

    assert "Closed such a case" in page
    assert "As the brief read before" in page


@pytest.mark.parametrize("change", [{"version": 2}, {"revision": 1}])
def test_the_latest_ranking_of_the_latest_version_is_the_current_one(change: dict[str, int]):
    brief = whole_brief(played_back=True)
    FitRunFactory(brief=brief)
    later = FitRunFactory(brief=brief, **{f"brief_{name}": n for name, n in change.items()})

    assert FitRun.objects.current(again(brief)) == later
