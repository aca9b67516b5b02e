"""A ranking that was given up: what the pages say, and ranking again."""

import pytest
from django.db.models.functions import Now
from django.test import Client as Browser
from django.urls import reverse

from accounts.models import Activity
from engagements.models import Brief
from engagements.trail import BriefEvent
from interimhub.lib.models import Job
from ranking import actions
from ranking.models import FitProgress, FitRun, is_ranking_given_up
from skills.models import VocabularyVersion
from tests.browsers import browser_of
from tests.factories import (
    NOW,
    BriefFactory,
    ClientMemberFactory,
    ConsultantFactory,
    PanelSeatFactory,
)
from tests.jobs import run_due_jobs

pytestmark = pytest.mark.django_db

SORRY = "We could not rank this"
AGAIN = "Rank again"


def opened() -> Brief:
    brief = BriefFactory(confirmed=True)
    PanelSeatFactory(brief=brief, opened_at=None)
    actions.open_brief(brief, by=brief.manager.user, now=NOW)
    return Brief.objects.get(pk=brief.pk)


def given_up() -> Brief:
    """An open brief whose ranking was started four times and never finished."""
    brief = opened()
    FitProgress.objects.create(brief=brief, brief_version=1, stage="explaining", done=3, total=9)
    Job.objects.under(brief.ranking_key).update(starts=4, dead_at=Now())
    return brief


def page(browser: Browser, brief: Brief, name: str = "brief") -> str:
    return browser.get(reverse(name, args=[brief.ref])).content.decode()


def rank_again(browser: Browser, brief: Brief):
    return browser.post(reverse("ranking:rank_again", args=[brief.ref]))


@pytest.mark.parametrize("name", ["brief", "ranking:progress"])
def test_the_manager_reads_that_it_failed_and_the_page_stops_polling(name: str):
    brief = given_up()

    body = page(browser_of(brief.manager.user), brief, name)

    assert (SORRY in body, AGAIN in body, "hx-get" in body) == (True, True, False)
    assert "Writing down the reasons" not in body


@pytest.mark.parametrize("name", ["brief", "sourcing:matches"])
def test_a_firm_reads_that_it_failed_and_who_can_rank_again(name: str):
    brief = given_up()
    consultant = ConsultantFactory(firm=brief.seats.get().firm)

    body = page(browser_of(consultant.user), brief, name)

    assert (SORRY in body, "its manager can rank it again" in body) == (True, True)
    assert (AGAIN in body, "hx-get" in body) == (False, False)


def test_a_running_ranking_is_not_a_failure():
    brief = opened()

    body = page(browser_of(brief.manager.user), brief)

    assert (SORRY in body, "Waiting in the queue" in body) == (False, True)


def test_ranking_again_is_queued_with_a_new_key_and_recorded_in_the_trail():
    brief = given_up()

    response = rank_again(browser_of(brief.manager.user), brief)

    assert (response.status_code, response.url) == (302, brief.get_absolute_url())
    assert list(Job.objects.live().values_list("key", "payload")) == [
        (f"rank:{brief.pk}:1:again:1", {"brief_id": brief.pk})
    ]
    trail = Activity.objects.about(brief).get(kind=BriefEvent.RANKED_AGAIN)
    assert trail.role == "manager"
    assert "Waiting in the queue" in page(browser_of(brief.manager.user), brief)


def test_ranking_again_leads_to_a_ranking():
    VocabularyVersion.objects.create(version="test", loaded_at=NOW)
    brief = given_up()
    actions.rank_again(brief, by=brief.manager.user, now=NOW)

    run_due_jobs()

    brief.refresh_from_db()
    assert (brief.is_ranked, FitRun.objects.filter(brief=brief).count()) == (True, 1)
    assert not is_ranking_given_up(brief)


def test_a_ranking_that_fails_again_can_be_retried():
    brief = given_up()
    actions.rank_again(brief, by=brief.manager.user, now=NOW)
    Job.objects.live().update(dead_at=Now())

    actions.rank_again(brief, by=brief.manager.user, now=NOW)

    assert [job.key for job in Job.objects.live()] == [f"rank:{brief.pk}:1:again:2"]


def test_asking_twice_queues_one_job():
    brief = given_up()

    for _ in range(2):
        actions.rank_again(brief, by=brief.manager.user, now=NOW)

    assert Job.objects.live().count() == 1
    assert Activity.objects.filter(kind=BriefEvent.RANKED_AGAIN).count() == 1


@pytest.mark.parametrize("scored_version", [0, 1])
def test_a_ranking_that_has_not_failed_is_not_queued_again(scored_version: int):
    brief = opened()
    Brief.objects.update(scored_version=scored_version)

    response = rank_again(browser_of(brief.manager.user), brief)

    assert response.status_code == 409
    assert "No ranking of this brief has failed." in response.content.decode()


def test_an_anonymous_user_is_redirected_to_login():
    response = rank_again(Browser(), given_up())

    assert (response.status_code, response.url.startswith(reverse("account_login"))) == (302, True)


def test_a_stranger_finds_nothing():
    assert rank_again(browser_of(ClientMemberFactory().user), given_up()).status_code == 404


def test_a_firm_and_a_colleague_read_why_they_cannot():
    brief = given_up()
    colleague = ClientMemberFactory(client=brief.client, is_admin=False)
    consultant = ConsultantFactory(firm=brief.seats.get().firm)

    answers = [rank_again(browser_of(one.user), brief) for one in (colleague, consultant)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert not Job.objects.live().exists()
